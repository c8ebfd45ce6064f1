"""Whether the pose still is the lifter's: a pose model follows whoever walks in front.

A hip cannot be somewhere else from one frame to the next, and where it was not seen for a while, a body does not come
back larger or smaller than it went. After such a jump the pose is not believed until it is back where the lifter was,
or until it has stayed away for so long that the lifter must have moved.
"""

from dataclasses import replace
from math import hypot, inf, isnan

from cleanrep.model.samples import Sample, TrunkPoints

MAX_JUMP = 0.35
"""Jump of the hip between two samples, in trunk lengths, that no lifter makes (a fast snap moves it by 0.02)."""
MAX_SPEED_1_S = 6.0
"""Speed of the hip, trunk lengths a second, below which a displacement is a movement and no jump: a run is 6 to 8."""
MAX_GROWTH = 1.3
"""Change of the trunk's length, either way, that a lifter shows between two samples: turning and bending take up to a
quarter off; who walks past in front of rendered lifters is 1.4 times as large."""
BELIEVE_AFTER_S = 2.5
MEASURE_EVERY_S = 0.2
"""How often the length of the trunk is taken, which tells the size of the person."""


class SamePerson:
    """Watches the middle of the hips for jumps to another person and back."""

    def __init__(self) -> None:
        self._x_px = self._y_px = self._trunk_px = 0.0
        self._reach_px = inf
        self._measure_again_s = -inf
        self._last_s = -inf
        self._away_since_s: float | None = None

    def screen(self, sample: Sample) -> tuple[Sample, TrunkPoints | None]:
        """The sample as it is and its trunk, or without its pose and trunk while they are somebody else's."""
        pose = sample.pose
        if pose is None:
            return sample, None
        trunk = pose.read_trunk()
        _, _, _, _, _, _, left_px, left_up_px, _, right_px, right_up_px, _ = trunk
        x_px, y_px = 0.5 * (left_px + right_px), 0.5 * (left_up_px + right_up_px)
        shift_px = hypot(x_px - self._x_px, y_px - self._y_px)
        time_s = sample.time_s
        if not shift_px <= self._reach_px:
            if isnan(shift_px):
                return sample, trunk
            if not self._may_have_moved(time_s, shift_px, trunk):
                return replace(sample, pose=None, contour=None), None
        self._x_px, self._y_px = x_px, y_px
        self._last_s = time_s
        self._away_since_s = None
        if time_s >= self._measure_again_s:
            self._measure(time_s, trunk)
        return sample, trunk

    def _may_have_moved(self, time_s: float, shift_px: float, trunk: TrunkPoints) -> bool:
        """Whether a displacement further than a jump is the lifter's walk, or has lasted so long that it must be."""
        # While somebody else is followed, only the old place counts: waiting must not make the jump a walk.
        if self._away_since_s is None:
            reach_px = MAX_SPEED_1_S * max(self._trunk_px, 1.0) * (time_s - self._last_s)
            if shift_px <= reach_px and self._is_as_large(trunk):
                return True
            self._away_since_s = time_s
        if time_s - self._away_since_s <= BELIEVE_AFTER_S:
            return False
        self._measure_again_s = time_s
        return True

    def _is_as_large(self, trunk: TrunkPoints) -> bool:
        trunk_px = _measure_trunk_px(trunk)
        return self._trunk_px <= MAX_GROWTH * trunk_px and trunk_px <= MAX_GROWTH * self._trunk_px

    def _measure(self, time_s: float, trunk: TrunkPoints) -> None:
        trunk_px = _measure_trunk_px(trunk)
        if not isnan(trunk_px):
            self._trunk_px = trunk_px
            self._reach_px = MAX_JUMP * max(trunk_px, 1.0)
            self._measure_again_s = time_s + MEASURE_EVERY_S


def _measure_trunk_px(trunk: TrunkPoints) -> float:
    """Length of the left side of the trunk."""
    shoulder_px, shoulder_up_px, _, _, _, _, hip_px, hip_up_px, _, _, _, _ = trunk
    return hypot(shoulder_px - hip_px, shoulder_up_px - hip_up_px)
