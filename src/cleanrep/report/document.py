"""The JSON document of an analysis, schema ``cleanrep.set-report/1``.

Decides names, order and rounding of what leaves the program as JSON. It grows only by adding: a field that is not in
the first edition has a default, so that an older document is still read. Says nothing about wording for people.
"""

import math
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from cleanrep.model.repetition import Finding, Verdict

SCHEMA_ID: Literal["cleanrep.set-report/1"] = "cleanrep.set-report/1"

N_TIME_DECIMALS = 3
N_DECIMALS = 4

Number = Annotated[float, Field(allow_inf_nan=False)]
Interval = tuple[Number | None, Number | None]


class DocumentPart(BaseModel):
    """Base of every part: frozen, and an unknown field is an error that names it."""

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)


class SourceDocument(DocumentPart):
    """The recording."""

    kind: str
    name: str
    sha256: str | None
    duration_s: Number | None
    frame_rate_hz: Number | None
    n_frames: int
    n_frames_with_pose: int
    width_px: int | None = None
    height_px: int | None = None
    notes: tuple[str, ...] = ()


class ViewDocument(DocumentPart):
    """How the camera stood, and whether angles could be judged."""

    side: str | None
    yaw_deg: Number | None
    suitable: bool
    reasons: tuple[str, ...]
    roll_deg: Number | None = None
    person_height: Number | None = None
    frame_rate_hz: Number | None = None
    coverage: Number | None = None
    is_camera_moving: bool = False


class MeasureDocument(DocumentPart):
    """A number with its unit and standard uncertainty; a measure that could not be taken is left out."""

    value: Number
    unit: str
    uncertainty: Number | None
    time_s: Number | None = None
    coverage: Number | None = None


class FindingDocument(DocumentPart):
    """One rule applied once; the fields mean what they mean in `cleanrep.model.repetition.Finding`."""

    rule: str
    verdict: Verdict
    value: Number | None
    limit: Number | None
    unit: str | None
    uncertainty: Number | None
    time_s: Number | None
    frame: int | None
    reason: str | None
    cue: str | None
    source: str
    measure: str | None = None
    aim: Interval | None = None
    fault: Interval | None = None
    margin: Number | None = None
    p_off_aim: Number | None = None
    p_fault: Number | None = None
    coverage: Number | None = None
    span_s: tuple[Number, Number] | None = None


def read_finding(document: FindingDocument) -> Finding:
    """The finding that a document tells."""
    return Finding(**document.model_dump(include=set(Finding._fields)))


class SetFindingDocument(FindingDocument):
    """A finding about a whole set, with the set's index."""

    set: int


class SetMeasureDocument(MeasureDocument):
    """A measure of a whole set, with the set's index and the measure's name."""

    set: int
    name: str


class MomentDocument(DocumentPart):
    """Moment about L5/S1 over a repetition, a model; `*_95` are the ends of 95 % intervals, the curve has 20 Hz."""

    peak_n_m: Number
    peak_95: tuple[Number, Number]
    mean_n_m: Number
    mean_95: tuple[Number, Number]
    peak_time_s: Number
    peak_angle_deg: Number
    time_under_load_s: Number
    lift_peak_n_m: Number
    smooth_lift_s: Number
    smooth_peak_n_m: Number
    added_n_m: Number | None
    added_95: tuple[Number, Number] | None
    curve_time_s: tuple[Number, ...]
    curve_n_m: tuple[Number, ...]


class RepetitionDocument(DocumentPart):
    """One repetition with its phases, measures and findings."""

    index: int
    set: int
    start_s: Number
    top_start_s: Number
    top_end_s: Number
    end_s: Number
    concentric_s: Number
    top_hold_s: Number
    eccentric_s: Number
    bottom_hold_s: Number | None
    clean: bool | None
    measures: dict[str, MeasureDocument]
    findings: tuple[FindingDocument, ...]
    moment: MomentDocument | None = None


class SummaryDocument(DocumentPart):
    """The figures a lifter reads first."""

    n_repetitions: int
    n_clean: int
    n_not_assessed: int
    top_cue: str | None
    n_sets: int = 0
    n_incomplete: int = 0
    top_cue_rule: str | None = None


class ProvenanceDocument(DocumentPart):
    """What made the figures."""

    cleanrep: str
    exercise_sha256: str
    pose_model: str
    landmark_offset: str | None = None
    neutral: str | None = None
    created_with: dict[str, str] = {}


class LeftOutDocument(DocumentPart):
    """A repetition without a moment, and why."""

    repetition: int
    reason: str


class LoadDocument(DocumentPart):
    """What the moments of the repetitions rest on, and their limits in words."""

    machine: str
    machine_name: str
    load_kg: Number
    load_kind: str
    body_mass_kg: Number
    height_m: Number
    sex: str
    arms: str
    left_out: tuple[LeftOutDocument, ...]
    method: str
    limits: str


class SetDocument(DocumentPart):
    """The whole document."""

    schema_id: Literal["cleanrep.set-report/1"] = Field(alias="schema")
    exercise: str
    variant: str
    goal: str
    source: SourceDocument
    view: ViewDocument
    repetitions: tuple[RepetitionDocument, ...]
    set_findings: tuple[SetFindingDocument, ...]
    summary: SummaryDocument
    provenance: ProvenanceDocument
    exercise_name: str | None = None
    set_measures: tuple[SetMeasureDocument, ...] = ()
    load: LoadDocument | None = None


def round_or_none(value: float | None, n_decimals: int) -> float | None:
    """Round a number for the document; None for None, NaN and infinities, which JSON cannot hold."""
    if value is None or not math.isfinite(value):
        return None
    return round(value, n_decimals) + 0.0  # + 0.0 turns -0.0 into 0.0
