"""A head that is bent in the truth of a set is bent as far in its true joints."""

from pathlib import Path

import numpy as np
import pytest

from cleanrep.model.keypoints import Keypoint
from validation.noise.fit import measure_head_deg
from validation.noise.joints import mirror
from validation.noise.true_joints import read_true_joints

BONES = ("upperarm01", "upperleg01", "lowerleg01", "foot", "lowerarm01", "wrist")
PLACES = {"upperarm01": (330, 100), "upperleg01": (300, 200)}
NECKS_DEG = (0.0, -42.0, 40.0)


def write_truth(folder: Path, near: str) -> Path:
    """Three frames of a trunk that leans, with a straight neck, the head back, and the chin down."""
    names = [f"{bone}.{side}" for bone in BONES for side in "LR"] + ["head"]
    ahead = -1 if near == "L" else 1
    columns = [f"{name}_{axis}" for name in names for axis in "xy"]
    lines = [",".join(["frame", "t", "phase", "trunk_incl", "neck_flex", *columns])]
    for frame, neck_deg in enumerate(NECKS_DEG):
        places = [PLACES.get(name.split(".")[0], (305, 300)) for name in names]
        values = [str(value) for x, y in places for value in (300 + ahead * (x - 300), y)]
        lines.append(
            ",".join([str(frame), f"{frame / 25}", "walk" if frame == 0 else "hold", "16.7", str(neck_deg), *values])
        )
    (folder / "set.csv").write_text("\n".join(lines), encoding="utf-8")
    path = folder / "set.json"
    path.write_text(f'{{"variant": "standing", "yaw": 0.0, "near": "{near}", "h": 480}}', encoding="utf-8")
    return path


@pytest.mark.parametrize("near", ["L", "R"])
def test_the_face_turns_by_all_of_the_neck(tmp_path: Path, near: str) -> None:
    joints = read_true_joints(write_truth(tmp_path, near))
    head_deg = measure_head_deg(mirror(joints.points_px, joints.near))
    assert np.diff(head_deg, prepend=head_deg[0]).cumsum() == pytest.approx([0.0, 42.0, -40.0])


def test_walking_is_told_from_the_set(tmp_path: Path) -> None:
    joints = read_true_joints(write_truth(tmp_path, "R"))
    assert joints.is_walking.tolist() == [True, False, False]
    assert joints.points_px[0, Keypoint.RIGHT_SHOULDER].tolist() == [330.0, 380.0]
