"""What is true of a rendered set, as files: a row a frame, and a document of its repetitions."""

import csv
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from cleanrep.model.arrays import FloatArray
from validation.body.lifter import find_middle, measure_trunk_deg
from validation.body.rig import BonePose
from validation.body.turns import measure_lean_deg
from validation.matrix.plan import SetPlan
from validation.motion.measures import RepetitionMeasures, measure_set
from validation.motion.moves import Fault
from validation.motion.script import Marks, play
from validation.motion.timeline import Timeline

if TYPE_CHECKING:
    # The renderer needs a graphics library, the truth of a set does not.
    from validation.stage import Cast

_SIDED = ("upperarm01", "upperleg01", "lowerleg01", "foot", "lowerarm01", "wrist")
_SINGLE = ("spine01", "spine03", "neck01", "head")
JOINTS = (*(f"{name}.{side}" for name in _SIDED for side in "LR"), *_SINGLE)


class TruthPart(BaseModel):
    """Base: closed and frozen."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class FaultTruth(TruthPart):
    """A fault that a repetition was given: a kind of `validation.motion.moves.FAULTS`, and its strength."""

    kind: str
    strength: str


class RepetitionTruth(TruthPart):
    """One repetition; times in seconds from the first frame, angles in degrees from vertical, + forward.

    ``fault`` is the kind of the first fault that is clear, or past the aim, or ``good``. ``measures`` holds true
    values by the names of the product's measures.
    """

    index: int
    fault: str
    faults: tuple[FaultTruth, ...]
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    concentric_s: float
    top_hold_s: float
    eccentric_s: float
    bottom_hold_s: float | None
    top_trunk_deg: float
    bottom_trunk_deg: float
    neutral_trunk_deg: float
    measures: dict[str, float]


class SetTruth(TruthPart):
    """A rendered set. ``key`` names plan and renderer; ``files`` the SHA-256 of the video and the frame table."""

    body: str
    outfit: str
    gym: str
    geometry: str
    fault: str
    yaw: float
    fps: float
    w: int
    h: int
    near: str
    arms: str
    lever: str
    frames: int
    variant: str
    goal: str
    is_judgeable: bool
    in_sample: bool
    strata: dict[str, str]
    repetitions: tuple[RepetitionTruth, ...]
    key: str
    files: dict[str, str]


def build_repetitions(
    all_faults: tuple[tuple[Fault, ...], ...],
    marks: tuple[Marks, ...],
    measures: tuple[RepetitionMeasures, ...],
    *,
    neutral_deg: float,
) -> tuple[RepetitionTruth, ...]:
    """Truth of repetitions with these faults."""
    parts = []
    for row, (mark, measured) in enumerate(zip(marks, measures, strict=True)):
        following = marks[row + 1].start_s if row + 1 < len(marks) else None
        faults = all_faults[row]
        parts.append(
            RepetitionTruth(
                index=row + 1,
                fault=next((fault.kind for fault in faults if fault.strength != "under"), "good"),
                faults=tuple(FaultTruth(kind=fault.kind, strength=str(fault.strength)) for fault in faults),
                start_s=round(mark.start_s, 4),
                top_start_s=round(mark.top_start_s, 4),
                top_end_s=round(mark.top_end_s, 4),
                end_s=round(mark.end_s, 4),
                concentric_s=round(mark.top_start_s - mark.start_s, 4),
                top_hold_s=round(mark.top_end_s - mark.top_start_s, 4),
                eccentric_s=round(mark.end_s - mark.top_end_s, 4),
                bottom_hold_s=None if following is None else round(following - mark.end_s, 4),
                top_trunk_deg=round(measured.top_deg + neutral_deg, 3),
                bottom_trunk_deg=round(measured.bottom_deg + neutral_deg, 3),
                neutral_trunk_deg=neutral_deg,
                measures={name: round(value, 4) for name, value in measured.values.items()},
            )
        )
    return tuple(parts)


def rebuild_repetitions(plan: SetPlan) -> tuple[RepetitionTruth, ...]:
    """Truth of the repetitions of a plan, from its script alone."""
    from validation.stage import find_stance

    timeline, marks = play(plan.script)
    return build_repetitions(
        plan.faults, marks, measure_set(timeline, marks), neutral_deg=find_stance(plan).neutral_deg
    )


class FrameTable:
    """Collects a row a frame: what the body did, and where its joints are in the picture."""

    def __init__(self, plan: SetPlan, cast: "Cast", timeline: Timeline) -> None:
        self._plan, self._cast, self._timeline = plan, cast, timeline
        self._rows: list[list[str]] = []

    def add(self, time_s: float) -> None:
        """Append the row of a frame."""
        posture = self._timeline.at(time_s, self._cast.stance.neutral_deg)
        pose = self._cast.pose(posture)
        repetition, phase = self._timeline.label(time_s)
        footage = self._plan.footage
        rig = self._cast.person.rig
        joints_m = np.array([pose.heads_m[rig.index(name)] for name in JOINTS])
        joints_px = self._plan.camera.project_px(joints_m, footage.width_px, footage.height_px)
        angles = (*_measure_angles(self._cast, pose), posture.spine_flex_deg, posture.neck_flex_deg)
        self._rows.append(
            [
                str(len(self._rows)),
                f"{time_s:.5f}",
                str(repetition),
                phase,
                *(f"{angle:.3f}" for angle in angles),
                *(f"{value:.2f}" for value in joints_px.ravel()),
            ]
        )

    def write(self, path: Path) -> None:
        """Write the table as CSV."""
        angles = ("trunk_incl", "thigh_incl", "hip_angle", "knee_angle", "pelvis_pitch", "spine_flex", "neck_flex")
        header = ["frame", "t", "rep", "phase", *angles, *(f"{name}_{axis}" for name in JOINTS for axis in "xy")]
        with path.open("w", newline="", encoding="utf-8") as file:
            csv.writer(file).writerows([header, *self._rows])


def _measure_angles(cast: "Cast", pose: BonePose) -> tuple[float, float, float, float, float]:
    rig = cast.person.rig
    hip, knee, ankle = (find_middle(rig, pose, name) for name in ("upperleg01", "lowerleg01", "foot"))
    trunk_deg = measure_trunk_deg(rig, pose)
    thigh_deg = -measure_lean_deg(hip - knee)
    pitch = pose.turns[rig.index("root")]
    pelvis_deg = float(np.degrees(np.arctan2(pitch[2, 1], pitch[1, 1])))
    return trunk_deg, thigh_deg, 180.0 - trunk_deg - thigh_deg, _measure_knee_deg(hip, knee, ankle), pelvis_deg


def _measure_knee_deg(hip: FloatArray, knee: FloatArray, ankle: FloatArray) -> float:
    up, down = (hip - knee)[1:], (ankle - knee)[1:]
    cosine = float(up @ down / (np.linalg.norm(up) * np.linalg.norm(down)))
    return float(np.degrees(np.arccos(np.clip(cosine, -1.0, 1.0))))
