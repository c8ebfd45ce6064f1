"""The result of analysing a recording, before any file or screen gives it a form."""

from dataclasses import dataclass

from cleanrep.model.arrays import FloatArray
from cleanrep.model.back_load import BackLoad
from cleanrep.model.repetition import Finding, Measure, Repetition
from cleanrep.model.samples import SourceInfo
from cleanrep.model.view import View


@dataclass(frozen=True, slots=True)
class Provenance:
    """What made the figures: package, exercise file, pose model, offsets, settings."""

    cleanrep: str
    exercise_sha256: str
    pose_model: str
    landmark_offset: str
    neutral: str
    created_with: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class SetSummary:
    """The figures a lifter reads first.

    Attributes
    ----------
    n_not_assessed : int
        Repetitions whose `is_clean` is None.
    top_cue : str or None
        The one thing to change; None when nothing needs changing or nothing could be judged.
    top_cue_rule : str or None
        Rule id behind the cue.
    """

    n_repetitions: int
    n_clean: int
    n_not_assessed: int
    n_sets: int
    n_incomplete: int
    top_cue: str | None
    top_cue_rule: str | None


@dataclass(frozen=True, slots=True, eq=False)
class Trace:
    """The phase signal of the whole recording, for plots.

    Attributes
    ----------
    time_s : FloatArray
        (n,) seconds of the source's clock.
    angle_deg : FloatArray
        (n,) trunk inclination, + forward, degrees; NaN where not seen.
    """

    time_s: FloatArray
    angle_deg: FloatArray


@dataclass(frozen=True, slots=True)
class SetFinding:
    """A finding about a whole set, with the set it belongs to."""

    set_index: int
    finding: Finding


@dataclass(frozen=True, slots=True, eq=False)
class SetReport:
    """Everything that was found in one recording (which may hold several sets).

    Attributes
    ----------
    load : BackLoad or None
        The load on the back; None where machine, load or lifter were not told.
    """

    exercise: str
    exercise_name: str
    variant: str
    goal: str
    source: SourceInfo
    view: View
    repetitions: tuple[Repetition, ...]
    set_findings: tuple[SetFinding, ...]
    set_measures: tuple[tuple[int, Measure], ...]
    summary: SetSummary
    trace: Trace
    provenance: Provenance
    load: BackLoad | None = None

    @property
    def is_judged(self) -> bool:
        """Whether the footage allowed judgement (exit status 0 rather than 3)."""
        return self.view.is_suitable
