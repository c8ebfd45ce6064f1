import numpy as np
import pytest

from cleanrep.model.keypoints import N_KEYPOINTS, Keypoint
from cleanrep.model.samples import N_QUANTITIES, Pose

VALUES = np.arange(N_KEYPOINTS * N_QUANTITIES, dtype=np.float32).reshape(N_KEYPOINTS, N_QUANTITIES)


def test_a_trunk_is_both_shoulders_and_both_hips() -> None:
    rows = (Keypoint.LEFT_SHOULDER, Keypoint.RIGHT_SHOULDER, Keypoint.LEFT_HIP, Keypoint.RIGHT_HIP)
    assert list(Pose(VALUES).read_trunk()) == [float(VALUES[row, column]) for row in rows for column in range(3)]


@pytest.mark.parametrize("values", [VALUES.astype(np.float64), VALUES[:-1], np.asfortranarray(VALUES)])
def test_numbers_laid_out_otherwise_are_refused(values: np.ndarray) -> None:
    with pytest.raises(ValueError, match="33 x 6 float32 numbers in C order"):
        Pose(values).read_trunk()
