"""Run samples through the engine and keep everything it said, for tests of exercises and of the engine itself."""

from collections.abc import Iterable
from dataclasses import dataclass

from cleanrep.engine.session_engine import Engine
from cleanrep.engine.settings import EngineSettings
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.events import Event, SetFinished
from cleanrep.model.repetition import Finding, Measure, Repetition, SetResult
from cleanrep.model.samples import Sample
from cleanrep.model.view import View

BUILT_IN_POSE_MODEL = "mediapipe-pose-full"
FRAME_HEIGHT_PX = 480


@dataclass(frozen=True, slots=True)
class Watched:
    """What the engine made of a recording.

    Attributes
    ----------
    events : tuple[Event, ...]
        Everything it said, in order.
    n_incomplete : int
        Lifts never lowered again.
    """

    events: tuple[Event, ...]
    view: View
    n_incomplete: int

    @property
    def sets(self) -> tuple[SetResult, ...]:
        """The finished sets."""
        return tuple(event.result for event in self.events if isinstance(event, SetFinished))

    @property
    def repetitions(self) -> tuple[Repetition, ...]:
        """The repetitions of all sets as finally judged."""
        return tuple(repetition for result in self.sets for repetition in result.repetitions)


def make_settings(
    exercise: str = "lever-back-extension", variant: str = "standing", goal: str = "hypertrophy"
) -> EngineSettings:
    """Settings of a built-in exercise for samples of this kit, as if the built-in pose model had made them."""
    return EngineSettings(load_exercise(exercise).exercise, variant, goal, BUILT_IN_POSE_MODEL, FRAME_HEIGHT_PX)


def watch_samples(samples: Iterable[Sample], settings: EngineSettings | None = None) -> Watched:
    """Push samples through a new engine and end the recording.

    Examples
    --------
    >>> from cleanrep.testing import make_samples, watch_samples
    >>> [repetition.is_clean for repetition in watch_samples(make_samples(n_repetitions=2)).repetitions]
    [True, True]
    """
    engine = Engine(settings or make_settings())
    events = (*engine.push_all(samples), *engine.finish())
    return Watched(events, engine.view, engine.n_incomplete)


def get_finding(source: Repetition | SetResult, rule: str) -> Finding:
    """The finding of a rule.

    Raises
    ------
    KeyError
        When there is none.
    """
    return {finding.rule: finding for finding in source.findings}[rule]


def get_measure(source: Repetition | SetResult, name: str) -> Measure:
    """The measure of a name.

    Raises
    ------
    KeyError
        When there is none.
    """
    return {measure.name: measure for measure in source.measures}[name]
