"""Watch how the camera stands to the lifter, and say what that allows."""

import numpy as np

from cleanrep.geometry.running_median import RunningMedian
from cleanrep.model.samples import Pose, Sample
from cleanrep.model.view import View
from cleanrep.signals.camera_view import compute_person_height_px, compute_pose_lean_deg, compute_pose_yaw_deg
from cleanrep.signals.stretch import Stretch

MAX_YAW_DEG = 30.0
"""Beyond this angles compress (slope 0.57 to 0.81 measured), so none is judged."""
YAW_MARGIN_DEG = 4.0
"""The yaw is read small (17 to 25 and 28 to 41 deg for 30 and 40 on rendered bodies), so the bar lies lower."""
UPRIGHT_DEG = 30.0
"""Trunk inclination up to which a sample tells the yaw before there are repetitions."""
MIN_FRAME_RATE_HZ = 8.0
"""Fewer frames a second miss the turns of a lift of one second."""
MIN_COVERAGE = 0.5
MIN_PERSON_HEIGHT = 0.2
MAX_SHIFT_SHARE = 0.006
"""Background shift within a second, of the picture's height, that no standing camera shows (it reads 0 to 0.001)."""
CAMERA_MOVED = "the camera moved: stand it up or hold it still"
MAX_ROLL_DEG = 5.0
SAMPLE_EVERY_S = 1.0
MIN_MOVES = 3


class ViewTracker:
    """Gathers view figures in constant memory; figures of repetitions outweigh those of the time around them."""

    def __init__(self, frame_height_px: int) -> None:
        self._frame_height_px = frame_height_px
        self._n_samples = 0
        self._n_seen = 0
        self._last_s = float("nan")
        self._next_s = float("-inf")
        self._interval = RunningMedian(0.00002)
        self._height = RunningMedian(0.005)
        self._yaw = RunningMedian(0.5)
        self._yaw_lifting = RunningMedian(0.5)
        self._roll = RunningMedian(0.25)
        self._n_moves = 0
        self._n_lifting = 0
        self._n_lifting_seen = 0

    @property
    def frame_rate_hz(self) -> float:
        """Median frame rate so far; NaN before the second sample."""
        return 1.0 / self._interval.value

    def push(self, sample: Sample, *, is_trunk_seen: bool) -> None:
        """Take one sample."""
        time_s = sample.time_s
        self._n_samples += 1
        self._n_seen += is_trunk_seen
        self._interval.push(time_s - self._last_s)
        self._last_s = time_s
        if sample.scene is not None:
            self._roll.push(sample.scene.roll_deg)
            # Not a number compares as no move.
            self._n_moves += sample.scene.shift_px > MAX_SHIFT_SHARE * self._frame_height_px
        if time_s >= self._next_s and sample.pose is not None:
            self._next_s = time_s + SAMPLE_EVERY_S
            self._look(sample.pose, is_trunk_seen=is_trunk_seen)

    def _look(self, pose: Pose, *, is_trunk_seen: bool) -> None:
        self._height.push(compute_person_height_px(pose) / self._frame_height_px)
        if is_trunk_seen and abs(compute_pose_lean_deg(pose)) <= UPRIGHT_DEG:
            self._yaw.push(abs(compute_pose_yaw_deg(pose)))

    def push_repetition(self, stretch: Stretch, yaw_deg: float) -> None:
        """Take a repetition with the yaw at its top: what matters is the view while lifting."""
        self._yaw_lifting.push(abs(yaw_deg))
        is_seen = np.isfinite(stretch.near_px("SHOULDER")[:, 0] + stretch.near_px("HIP")[:, 0])
        self._n_lifting += len(stretch)
        self._n_lifting_seen += int(np.count_nonzero(is_seen))

    def describe(self, facing: int) -> View:
        """The view so far, with what stands in the way of judgement."""
        yaw_deg = self._yaw_deg()
        coverage = self._coverage()
        obstacles = [*self._find_footage_obstacles(coverage), *_find_angle_obstacles(yaw_deg)]
        hints = []
        if self._is_moving:
            hints.append(CAMERA_MOVED)
        if abs(self._roll.value) > MAX_ROLL_DEG:
            hints.append(f"the picture leans by about {abs(self._roll.value):.0f}°: level the camera")
        return View(
            side=None if facing == 0 else ("right" if facing > 0 else "left"),
            yaw_deg=yaw_deg,
            roll_deg=self._roll.value,
            person_height=self._height.value,
            frame_rate_hz=self.frame_rate_hz,
            coverage=coverage,
            is_camera_moving=self._is_moving,
            is_suitable=not obstacles,
            reasons=(*obstacles, *hints),
        )

    def find_angle_reason(self) -> str | None:
        """Why no angle may be judged under the view so far; None when angles may be judged."""
        obstacles = _find_angle_obstacles(self._yaw_deg())
        return obstacles[0] if obstacles else None

    def find_drift_reason(self) -> str | None:
        """Why nothing may be judged by its place in the picture; None when it may."""
        return CAMERA_MOVED if self._is_moving else None

    @property
    def _is_moving(self) -> bool:
        return self._n_moves >= MIN_MOVES

    def find_footage_reason(self) -> str | None:
        """Why nothing may be judged on the footage so far; None when it may."""
        coverage = self._coverage()
        obstacles = self._find_footage_obstacles(coverage)
        return obstacles[0] if obstacles else None

    def _coverage(self) -> float:
        if self._n_lifting:
            return self._n_lifting_seen / self._n_lifting
        return self._n_seen / self._n_samples if self._n_samples else 0.0

    def _yaw_deg(self) -> float:
        yaw = self._yaw_lifting if len(self._yaw_lifting) else self._yaw
        return yaw.value

    def _find_footage_obstacles(self, coverage: float) -> list[str]:
        if self._n_samples == 0 or self._n_seen == 0:
            return ["nobody was seen: stand the camera so that the whole body is in the picture"]
        obstacles = []
        if self.frame_rate_hz < MIN_FRAME_RATE_HZ:
            obstacles.append(
                f"{self.frame_rate_hz:.1f} frames a second are too few (at least {MIN_FRAME_RATE_HZ:g}): "
                "film at 25 or more"
            )
        if coverage < MIN_COVERAGE:
            obstacles.append(
                f"the trunk was seen in only {100 * coverage:.0f} % of the frames: clear the view of shoulder and hip"
            )
        if self._height.value < MIN_PERSON_HEIGHT:
            obstacles.append("the lifter is too small in the picture: move the camera closer")
        return obstacles


def _find_angle_obstacles(yaw_deg: float) -> list[str]:
    if yaw_deg > MAX_YAW_DEG - YAW_MARGIN_DEG:
        return [
            f"the camera stands about {yaw_deg:.0f}° off the side (at most {MAX_YAW_DEG:.0f}°): "
            "put it at hip height, square to the lifter's side"
        ]
    return []
