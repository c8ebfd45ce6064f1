import numpy as np
import numpy.typing as npt
import pytest

from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import N_QUANTITIES, DorsalContour, Pose

VALUES = np.arange(N_KEYPOINTS * N_QUANTITIES, dtype=np.float32).reshape(N_KEYPOINTS, N_QUANTITIES)


def test_a_trunk_is_both_shoulders_and_both_hips() -> None:
    rows = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER, Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)
    assert list(Pose(VALUES).read_trunk()) == [float(VALUES[row, column]) for row in rows for column in range(3)]


@pytest.mark.parametrize("values", [VALUES.astype(np.float64), VALUES[:-1], np.asfortranarray(VALUES)])
def test_a_pose_of_numbers_laid_out_otherwise_is_refused(values: npt.NDArray[np.float32]) -> None:
    with pytest.raises(ValueError, match=r"expected float32 numbers of shape \(33, 6\) in C order"):
        Pose(values)


def test_a_pose_is_laid_out_alike_however_its_parts_are() -> None:
    parts = (VALUES[:, 0:2], VALUES[:, 2], VALUES[:, 3:6])
    turned = Pose.join(*(np.asfortranarray(part.astype(np.float64)) for part in parts))
    assert np.array_equal(turned.values, VALUES)
    assert turned.read_trunk() == Pose(VALUES).read_trunk()


@pytest.mark.parametrize("depth", [np.zeros(25, dtype=np.float32), np.zeros(24), np.zeros(50)[::2]])
def test_a_contour_of_numbers_laid_out_otherwise_is_refused(depth: npt.NDArray[np.float64]) -> None:
    with pytest.raises(ValueError, match=r"expected float64 numbers of shape \(25,\) in C order"):
        DorsalContour(depth)
