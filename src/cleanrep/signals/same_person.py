"""Whether the pose still is the lifter's: a pose model follows whoever walks in front.

A hip cannot be somewhere else from one frame to the next. After such a jump the pose is not believed until it is back
where the lifter was, or until it has stayed away for so long that the lifter must have moved.
"""

from dataclasses import replace
from math import hypot, isfinite

from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import Sample

MAX_JUMP = 0.35
"""Jump of the hip between two samples, in trunk lengths, that no lifter makes (a fast snap moves it by 0.02)."""
MAX_SPEED_1_S = 6.0
"""Speed of the hip, trunk lengths a second, below which a displacement is a movement and no jump: a run is 6 to 8."""
BELIEVE_AFTER_S = 2.5


_LEFT_HIP, _RIGHT_HIP = int(Keypoint.LEFT_HIP), int(Keypoint.RIGHT_HIP)
_LEFT_SHOULDER = int(Keypoint.LEFT_SHOULDER)


class SamePerson:
    """Watches the middle of the hips for jumps to another person and back."""

    def __init__(self) -> None:
        self._x_px = self._y_px = self._trunk_px = 0.0
        self._last_s: float | None = None
        self._away_since_s: float | None = None

    def screen(self, sample: Sample) -> Sample:
        """The sample as it is, or without its pose while that is somebody else's."""
        if sample.pose is None:
            return sample
        point = sample.pose.points_px.item
        left_px = (point(_LEFT_HIP, 0), point(_LEFT_HIP, 1))
        hip_px = (0.5 * (left_px[0] + point(_RIGHT_HIP, 0)), 0.5 * (left_px[1] + point(_RIGHT_HIP, 1)))
        trunk_px = hypot(point(_LEFT_SHOULDER, 0) - left_px[0], point(_LEFT_SHOULDER, 1) - left_px[1])
        if not isfinite(hip_px[0] + hip_px[1] + trunk_px) or self._is_same(sample.time_s, hip_px, trunk_px):
            return sample
        return replace(sample, pose=None, contour=None)

    def _is_same(self, time_s: float, hip_px: tuple[float, float], trunk_px: float) -> bool:
        if self._last_s is None or self._is_near(time_s, hip_px):
            return self._believe(time_s, hip_px, trunk_px)
        if self._away_since_s is None:
            self._away_since_s = time_s
        if time_s - self._away_since_s > BELIEVE_AFTER_S:
            return self._believe(time_s, hip_px, trunk_px)
        return False

    def _is_near(self, time_s: float, hip_px: tuple[float, float]) -> bool:
        shift = hypot(hip_px[0] - self._x_px, hip_px[1] - self._y_px) / max(self._trunk_px, 1.0)
        if shift <= MAX_JUMP:
            return True
        # While somebody else is followed, only the old place counts: waiting must not make the jump a walk.
        elapsed_s = time_s - (self._last_s or 0.0)
        return self._away_since_s is None and shift <= MAX_SPEED_1_S * elapsed_s

    def _believe(self, time_s: float, hip_px: tuple[float, float], trunk_px: float) -> bool:
        self._x_px, self._y_px = hip_px
        self._trunk_px = trunk_px
        self._last_s = time_s
        self._away_since_s = None
        return True
