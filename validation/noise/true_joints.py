"""True joint centres of a rendered set, from ``NAME.csv`` with what ``NAME.json`` tells of the view."""

import csv
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from cleanrep.model.arrays import BoolArray, FloatArray
from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from validation.errors import AssetError

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
_FACE_SHARE = 0.2
"""From ear to eye, trunk lengths."""


class _View(BaseModel):
    """What the joints of a set need of its truth file."""

    model_config = ConfigDict(frozen=True, extra="ignore")

    variant: Literal["standing", "seated"]
    yaw: float
    near: Literal["L", "R"]
    h: int
    strata: dict[str, str] = {}


@dataclass(frozen=True, slots=True, eq=False)
class TrueJoints:
    """True joints of a rendered set.

    Attributes
    ----------
    name, variant : str
    strata : tuple[tuple[str, str], ...]
        Conditions of the set.
    near : str
        ``left`` or ``right``: the side towards the camera.
    yaw_deg : float
        Of the camera, + when the near shoulder stands ahead of the far one.
    time_s, trunk_deg, neck_deg : FloatArray
        (n,) per frame: trunk from vertical, + forward; neck against the trunk, + chin down.
    points_px : FloatArray
        (n, 33, 2) joint centres at the rows of their keypoints, y up, as seen; NaN where the rig has no such joint.
    is_walking : BoolArray
        (n,) on the way to the machine or from it.
    """

    name: str
    variant: Literal["standing", "seated"]
    strata: tuple[tuple[str, str], ...]
    near: Literal["left", "right"]
    yaw_deg: float
    time_s: FloatArray
    trunk_deg: FloatArray
    neck_deg: FloatArray
    points_px: FloatArray
    is_walking: BoolArray


def read_true_joints(path: Path) -> TrueJoints:
    """Read ``NAME.json`` and the ``NAME.csv`` beside it.

    Raises
    ------
    AssetError
        When one is missing or does not hold what it should.
    """
    try:
        content = _View.model_validate_json(path.read_bytes())
        columns, phases = _read_columns(path.with_suffix(".csv"))
        points = _place_joints(columns, near=content.near, height_px=content.h)
        time_s, trunk_deg, neck_deg = (columns[name] for name in ("t", "trunk_incl", "neck_flex"))
    except OSError as error:
        raise AssetError(f"the truth of a set in {path.name} and its .csv", str(error), _REMAKE) from error
    except (ValidationError, ValueError, KeyError) as error:
        raise AssetError(f"the truth of a set in {path.name}", f"{type(error).__name__}: {error}", _REMAKE) from error
    return TrueJoints(
        name=path.stem,
        variant=content.variant,
        strata=tuple(content.strata.items()) or (("variant", content.variant),),
        near="left" if content.near == "L" else "right",
        yaw_deg=-content.yaw,
        time_s=time_s,
        trunk_deg=trunk_deg,
        neck_deg=neck_deg,
        points_px=points,
        is_walking=np.array([phase == "walk" for phase in phases]),
    )


def _read_columns(path: Path) -> tuple[dict[str, FloatArray], list[str]]:
    """The columns of numbers by name, and the phase of each frame."""
    with path.open(newline="", encoding="utf-8") as lines:
        rows = list(csv.DictReader(lines))
    names = [name for name in rows[0] if name != "phase"]
    numbers = {name: np.array([float(row[name] or "nan") for row in rows]) for name in names}
    return numbers, [row["phase"] for row in rows]


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
    _place_face(points, _read_point(columns, "head", height_px), columns["neck_flex"], facing=facing)
    return points


def _read_point(columns: dict[str, FloatArray], joint: str, height_px: int) -> FloatArray:
    return np.stack([columns[f"{joint}_x"], height_px - columns[f"{joint}_y"]], axis=1)


def _place_face(points: FloatArray, head: FloatArray, neck_deg: FloatArray, *, facing: float) -> None:
    """Ear at the head's joint; eye and nose ahead of it, square to the trunk's line where the neck is not bent.

    The head's joint is where it sits on the neck: a line to it has only half of the neck's bend.
    """
    for side in ("LEFT", "RIGHT"):
        trunk = points[:, Keypoint[f"{side}_SHOULDER"]] - points[:, Keypoint[f"{side}_HIP"]]
        ahead, up = _FACE_SHARE * facing * np.stack([trunk[:, 1], -trunk[:, 0]], axis=1), _FACE_SHARE * trunk
        turn_rad = np.radians(neck_deg)[:, None]
        points[:, Keypoint[f"{side}_EAR"]] = head
        points[:, Keypoint[f"{side}_EYE"]] = head + ahead * np.cos(turn_rad) - up * np.sin(turn_rad)
    points[:, Keypoint.NOSE] = head + 1.3 * (points[:, Keypoint.LEFT_EYE] - head)
