from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import count
from typing import TYPE_CHECKING, Self

import numpy as np
import pytest

from cleanrep.model.keypoints import N_KEYPOINTS
from cleanrep.model.samples import N_CONTOUR_STATIONS, DorsalContour, Frame, Pose, Sample, Scene
from cleanrep.testing.pose_checks import PoseContractError, check_pose_estimator

if TYPE_CHECKING:
    from collections.abc import Callable

WIDTH_PX, HEIGHT_PX = 32, 24
FRAMES = [Frame(index, index / 25.0, np.full((HEIGHT_PX, WIDTH_PX, 3), index, dtype=np.uint8)) for index in range(10)]


def make_pose(*, points_px: float = 12.0, visibility: float = 0.5) -> Pose:
    points = np.full((N_KEYPOINTS, 2), points_px)
    return Pose.join(points, np.full(N_KEYPOINTS, visibility), np.zeros((N_KEYPOINTS, 3)))


def make_contour(depth: float) -> DorsalContour:
    return DorsalContour(np.full(N_CONTOUR_STATIONS, depth))


SEEN = Sample(0.0, 0, make_pose(), make_contour(0.25), Scene(roll_deg=0.5, shift_px=float("nan")))


@dataclass
class Estimator:
    """Sees the same in every frame but in those of one grey, where nobody is."""

    seen: Sample
    name: str = "made-up-1"

    def estimate(self, frame: Frame) -> Sample:
        if (frame.rgb == 127).all():
            return Sample(frame.time_s, frame.index, None)
        return replace(self.seen, time_s=frame.time_s, frame=frame.index)

    def close(self) -> None:
        pass

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()


def test_an_estimator_that_keeps_the_contract_passes() -> None:
    check_pose_estimator(lambda: Estimator(SEEN), FRAMES)


@pytest.mark.parametrize(
    ("seen", "expected"),
    [
        (replace(SEEN, pose=None), "a person in half of the frames, got 0 of 10"),
        (replace(SEEN, pose=make_pose(visibility=1.5)), "visibility 0..1, frame 0"),
        (replace(SEEN, pose=make_pose(points_px=28.0)), "within the picture of 32x24"),
        (replace(SEEN, contour=make_contour(0.1)), "float32 precision: contour depth, frame 0"),
        (replace(SEEN, contour=make_contour(float("inf"))), "finite numbers or NaN: contour depth"),
        (replace(SEEN, scene=Scene(0.1, 0.0)), "float32 precision: scene"),
    ],
)
def test_what_no_estimator_may_see_is_refused(seen: Sample, expected: str) -> None:
    with pytest.raises(PoseContractError, match=expected):
        check_pose_estimator(lambda: Estimator(seen), FRAMES)


@pytest.mark.parametrize(
    "change",
    [
        lambda run: replace(SEEN, pose=make_pose(points_px=12.0 + run)),
        lambda run: replace(SEEN, pose=make_pose(visibility=run / 8.0)),
        lambda run: replace(SEEN, pose=SEEN.pose if run == 0 else None),
        lambda run: replace(SEEN, contour=make_contour(run / 4.0)),
        lambda run: replace(SEEN, contour=SEEN.contour if run == 0 else None),
        lambda run: replace(SEEN, scene=Scene(run / 4.0, 0.0)),
    ],
)
def test_a_second_run_must_see_the_same(change: Callable[[int], Sample]) -> None:
    runs = count()
    with pytest.raises(PoseContractError, match="the same sample in a second run, frame 0"):
        check_pose_estimator(lambda: Estimator(change(next(runs))), FRAMES)


def test_somebody_in_an_empty_picture_is_refused() -> None:
    class Dreamer(Estimator):
        def estimate(self, frame: Frame) -> Sample:
            return replace(self.seen, time_s=frame.time_s, frame=frame.index)

    with pytest.raises(PoseContractError, match="no pose in a picture of nothing"):
        check_pose_estimator(lambda: Dreamer(SEEN), FRAMES)


def test_a_sample_tells_its_own_frame() -> None:
    class Late(Estimator):
        def estimate(self, frame: Frame) -> Sample:
            return replace(self.seen, time_s=frame.time_s, frame=frame.index + 1)

    with pytest.raises(PoseContractError, match="number and time of its own frame 0"):
        check_pose_estimator(lambda: Late(SEEN), FRAMES)


def test_an_estimator_has_a_name() -> None:
    with pytest.raises(PoseContractError, match="a name, got ''"):
        check_pose_estimator(lambda: Estimator(SEEN, name=""), FRAMES)
