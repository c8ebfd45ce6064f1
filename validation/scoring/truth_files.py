"""Read the truth of a rendered set: ``NAME.json`` of the repetitions and ``NAME.csv`` of every frame."""

import csv
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from pydantic import BaseModel, ConfigDict, Field, ValidationError

from cleanrep.model.arrays import FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.repetition import PhaseTimes
from validation.errors import AssetError
from validation.scoring.truth import Strata, TrueRepetition, TrueSet

MAX_YAW_DEG = 30.0
MARGINAL_LEAN_DEG = -16.0
"""Short of it the declared uncertainty of 5 deg cannot tell a lean from the fault limit: between the two."""
_REMAKE = "render the set again"
_JOINTS = {
    "upperarm01": "SHOULDER",
    "upperleg01": "HIP",
    "lowerleg01": "KNEE",
    "foot": "ANKLE",
    "lowerarm01": "ELBOW",
    "wrist": "WRIST",
}
_FOOT = {"HEEL": (-0.10, -0.12), "FOOT_INDEX": (0.35, -0.14)}
"""Ahead of and above the ankle, trunk lengths: the rig has no such joints."""


class _FaultFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    kind: str
    strength: str


class _RepetitionFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    index: int
    fault: str = "good"
    faults: tuple[_FaultFile, ...] | None = None
    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float
    top_trunk_deg: float
    bottom_trunk_deg: float
    neutral_trunk_deg: float
    measures: dict[str, float] = {}


class _SetFile(BaseModel):
    model_config = ConfigDict(frozen=True, extra="ignore")

    variant: str
    goal: str = "hypertrophy"
    yaw: float
    near: str = Field(pattern="^[LR]$")
    strata: dict[str, str] = {}
    is_judgeable: bool | None = None
    repetitions: tuple[_RepetitionFile, ...]


@dataclass(frozen=True, slots=True, eq=False)
class RenderedTruth:
    """Everything known of a rendered set.

    Attributes
    ----------
    near : str
        ``left`` or ``right``: the side towards the camera.
    yaw_deg : float
        Of the camera, + when the near shoulder stands ahead of the far one.
    time_s, trunk_deg, neck_deg : FloatArray
        (n,) per frame: trunk from vertical, + forward; neck against the trunk, + chin down.
    points_px : FloatArray
        (n, 33, 2) joint centres at the rows of their keypoints, y up, as seen; NaN where the rig has no such joint.
    """

    true_set: TrueSet
    near: str
    yaw_deg: float
    time_s: FloatArray
    trunk_deg: FloatArray
    neck_deg: FloatArray
    points_px: FloatArray


def read_truth(path: Path, *, height_px: int) -> RenderedTruth:
    """Read ``NAME.json`` and the ``NAME.csv`` beside it.

    Raises
    ------
    AssetError
        When one is missing or does not hold what it should.
    """
    try:
        content = _SetFile.model_validate_json(path.read_bytes())
        columns = _read_columns(path.with_suffix(".csv"))
        points = _place_joints(columns, near=content.near, height_px=height_px)
        time_s, trunk_deg, neck_deg = (columns[name] for name in ("t", "trunk_incl", "neck_flex"))
    except OSError as error:
        raise AssetError(f"the truth of a set in {path.name} and its .csv", str(error), _REMAKE) from error
    except (ValidationError, ValueError, KeyError) as error:
        raise AssetError(f"the truth of a set in {path.name}", f"{type(error).__name__}: {error}", _REMAKE) from error
    return RenderedTruth(
        true_set=_make_set(path.stem, content),
        near="left" if content.near == "L" else "right",
        yaw_deg=-content.yaw,
        time_s=time_s,
        trunk_deg=trunk_deg,
        neck_deg=neck_deg,
        points_px=points,
    )


def _read_columns(path: Path) -> dict[str, FloatArray]:
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = [name for name in rows[0] if name != "phase"]
    return {name: np.array([float(row[name] or "nan") for row in rows]) for name in names}


def _place_joints(columns: dict[str, FloatArray], *, near: str, height_px: int) -> FloatArray:
    points = np.full((columns["t"].size, N_KEYPOINTS, 2), np.nan)
    for joint, part in _JOINTS.items():
        for letter, side in (("L", "LEFT"), ("R", "RIGHT")):
            points[:, Keypoint[f"{side}_{part}"]] = _read_point(columns, f"{joint}.{letter}", height_px)
    facing = -1.0 if near == "L" else 1.0
    trunk_px = np.nanmedian(np.linalg.norm(points[:, Keypoint.LEFT_SHOULDER] - points[:, Keypoint.LEFT_HIP], axis=1))
    for part, (ahead, up) in _FOOT.items():
        for side in ("LEFT", "RIGHT"):
            offset_px = np.array([facing * ahead, up]) * trunk_px
            points[:, Keypoint[f"{side}_{part}"]] = points[:, Keypoint[f"{side}_ANKLE"]] + offset_px
    _place_face(points, _read_point(columns, "neck01", height_px), _read_point(columns, "head", height_px), facing)
    return points


def _read_point(columns: dict[str, FloatArray], joint: str, height_px: int) -> FloatArray:
    return np.stack([columns[f"{joint}_x"], height_px - columns[f"{joint}_y"]], axis=1)


def _place_face(points: FloatArray, neck: FloatArray, head: FloatArray, facing: float) -> None:
    """Ear at the head's joint; eye and nose ahead of it, square to the line from the neck."""
    axis = head - neck
    ahead = facing * np.stack([axis[:, 1], -axis[:, 0]], axis=1)
    for side in ("LEFT", "RIGHT"):
        points[:, Keypoint[f"{side}_EAR"]] = head
        points[:, Keypoint[f"{side}_EYE"]] = head + ahead
    points[:, Keypoint.NOSE] = head + 1.3 * ahead - 0.3 * axis


def _make_set(name: str, content: _SetFile) -> TrueSet:
    is_judgeable = abs(content.yaw) <= MAX_YAW_DEG if content.is_judgeable is None else content.is_judgeable
    strata: Strata = tuple(content.strata.items()) or (("variant", content.variant),)
    starts = [item.start_s for item in content.repetitions[1:]]
    return TrueSet(
        name=name,
        variant=content.variant,
        goal=content.goal,
        strata=strata,
        is_judgeable=is_judgeable,
        repetitions=tuple(
            TrueRepetition(
                index=item.index,
                times=PhaseTimes(item.start_s, item.top_start_s, item.top_end_s, item.end_s, next_start),
                faults=_list_faults(item),
                measures=item.measures or _measure_angles(item),
            )
            for item, next_start in zip(content.repetitions, [*starts, None], strict=False)
        ),
    )


def _measure_angles(item: _RepetitionFile) -> dict[str, float]:
    """What a truth file without measures tells of them."""
    return {
        "range_of_motion_deg": item.bottom_trunk_deg - item.top_trunk_deg,
        "top_angle_deg": item.top_trunk_deg - item.neutral_trunk_deg,
        "concentric_s": item.top_start_s - item.start_s,
        "top_hold_s": item.top_end_s - item.top_start_s,
        "eccentric_s": item.end_s - item.top_end_s,
    }


def _list_faults(item: _RepetitionFile) -> tuple[tuple[str, str], ...]:
    if item.faults is not None:
        return tuple((fault.kind, fault.strength) for fault in item.faults)
    if item.fault == "good":
        return ()
    lean_deg = item.top_trunk_deg - item.neutral_trunk_deg
    is_between = item.fault == "hyperext" and lean_deg > MARGINAL_LEAN_DEG
    return ((item.fault, "between" if is_between else "clear"),)
