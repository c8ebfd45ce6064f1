"""What every exercise file must keep to; run it on your own.

Decides whether a file loads, cites its sources, names what exists, and counts a made-up set of each variant and goal.
Whether its limits are wise is not decided here.
"""

import re
from collections.abc import Iterator
from dataclasses import replace
from importlib.resources.abc import Traversable
from math import acos, cos, degrees, radians

from cleanrep.engine.settings import EngineSettings, check_references
from cleanrep.errors import CleanRepError
from cleanrep.exercises.catalogue import load_exercise, read_exercise
from cleanrep.exercises.fields import Bounds, Source
from cleanrep.exercises.schema import Exercise, Variant
from cleanrep.testing.body import Lifter
from cleanrep.testing.motion import PlannedRepetition
from cleanrep.testing.synthetic_set import make_set
from cleanrep.testing.watching import BUILT_IN_POSE_MODEL, FRAME_HEIGHT_PX, watch_samples

N_REPETITIONS = 4
MIN_SOURCE_WORDS = 3
_REFERENCE = re.compile(r"\b(?:19|20)\d\d\b|doi|https?://", re.IGNORECASE)
_DEFAULT_THIGH_DEG = -8.0
_DEFAULT_KNEE_DEG = 168.0
_UPRIGHT_DEG = 0.0


class ExerciseContractError(AssertionError):
    """An exercise file breaks the contract; the message says which part."""


def check_exercise(exercise: Traversable | str) -> None:
    """Check that an exercise file keeps to the contract.

    Parameters
    ----------
    exercise : Traversable or str
        The file (a `pathlib.Path` will do), or the id of a known exercise.

    Raises
    ------
    ExerciseContractError
        The file does not load, a limit cites nothing, a name is unknown, or a made-up set of it is miscounted.

    Examples
    --------
    >>> from cleanrep.testing import check_exercise
    >>> check_exercise("sit-up")
    """
    try:
        loaded = load_exercise(exercise) if isinstance(exercise, str) else read_exercise(exercise)
        check_references(loaded.exercise)
    except CleanRepError as error:
        raise ExerciseContractError(str(error)) from error
    _check_sources(loaded.exercise)
    for variant in loaded.exercise.variants:
        for goal in loaded.exercise.goals:
            _check_count(loaded.exercise, variant, goal)


def _check_sources(exercise: Exercise) -> None:
    for where, source in _list_sources(exercise):
        if len(source.text.split()) < MIN_SOURCE_WORDS:
            raise ExerciseContractError(
                f"{where}: expected a source of at least {MIN_SOURCE_WORDS} words, got {source.text!r}"
            )
        if source.basis == "literature" and not _REFERENCE.search(source.text):
            raise ExerciseContractError(
                f"{where}: expected literature with a year, a DOI or an address, got {source.text!r}"
            )


def _list_sources(exercise: Exercise) -> Iterator[tuple[str, Source]]:
    yield "phase_signal", exercise.phase_signal.source
    for name, variant in exercise.variants.items():
        yield f"variants.{name}", variant.source
    for name, goal in exercise.goals.items():
        yield f"goals.{name}", goal.source
    for name, uncertainty in exercise.uncertainties.items():
        yield f"uncertainties.{name}", uncertainty.source
    for rule in exercise.rules:
        for check in rule.checks:
            yield f"rules.{rule.id}", check.source
            yield from ((f"rules.{rule.id}.overrides", item.source) for item in check.overrides if item.source)


def _check_count(exercise: Exercise, variant: str, goal: str) -> None:
    spec = exercise.variants[variant]
    tempo = exercise.goals[goal].tempo
    top_deg, bottom_deg = find_ends(exercise, spec)
    repetition = PlannedRepetition(
        lift_s=tempo.concentric_s,
        top_hold_s=tempo.top_hold_s,
        lower_s=tempo.eccentric_s,
        rest_s=tempo.bottom_hold_s,
        bottom_deg=bottom_deg - top_deg,
    )
    made = make_set([repetition] * N_REPETITIONS, lifter=replace(make_lifter(spec), neutral_deg=top_deg))
    watched = watch_samples(made.samples, EngineSettings(exercise, variant, goal, BUILT_IN_POSE_MODEL, FRAME_HEIGHT_PX))
    n_found = len(watched.repetitions)
    if n_found != N_REPETITIONS:
        raise ExerciseContractError(
            f"variants.{variant}, goals.{goal}: expected {N_REPETITIONS} repetitions of a made-up set, got {n_found}"
        )
    if all(finding.verdict == "not_assessed" for item in watched.repetitions for finding in item.findings):
        reasons = {finding.reason or "" for item in watched.repetitions for finding in item.findings}
        where = f"variants.{variant}, goals.{goal}"
        raise ExerciseContractError(f"{where}: expected a verdict in a made-up set, got none: {'; '.join(reasons)}")


def make_lifter(variant: Variant) -> Lifter:
    """A lifter whose legs lie as the variant's posture says."""
    posture = variant.posture
    return Lifter(
        thigh_deg=_choose_within(None if posture is None else posture.thigh_inclination_deg, _DEFAULT_THIGH_DEG),
        knee_deg=_choose_within(None if posture is None else posture.knee_angle_deg, _DEFAULT_KNEE_DEG),
    )


def _choose_within(bounds: Bounds | None, usual: float) -> float:
    """The usual value where the bounds allow it, else their middle or the bound that there is."""
    if bounds is None:
        return usual
    low = float("-inf") if bounds.min is None else bounds.min
    high = float("inf") if bounds.max is None else bounds.max
    if low <= usual <= high:
        return usual
    return (low + high) / 2 if abs(low + high) < float("inf") else max(low, min(usual, high))


def find_ends(exercise: Exercise, variant: Variant) -> tuple[float, float]:
    """Inclination of the trunk at the top and at the bottom of a full repetition, degrees, + forward."""
    lifter = make_lifter(variant)
    signal, expected = exercise.phase_signal.signal, variant.expected_range
    is_rising = exercise.phase_signal.concentric == "increasing"
    if signal == "shoulder_rise_pct":
        # Lying back where the shoulder rises in the lift, sitting up where it sinks.
        lowered_deg = -degrees(acos(max(0.0, cos(radians(_UPRIGHT_DEG)) - expected / 100.0)))
        return (_UPRIGHT_DEG, lowered_deg) if is_rising else (lowered_deg, _UPRIGHT_DEG)
    top_deg = lifter.straight_deg if variant.neutral == "straight-line" else _UPRIGHT_DEG
    return top_deg, top_deg - expected if is_rising else top_deg + expected
