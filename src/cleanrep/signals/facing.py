"""Which way the lifter faces in the picture, and so which side of the body is near the camera.

Seen from the side, a person facing left shows the left side. The direction is taken from the feet (heel to toe) and
the face (ears to nose), gathered over time so that single frames cannot turn the lifter round.
"""

from math import exp, hypot, isfinite, nan

from cleanrep.model.keypoints import Keypoint
from cleanrep.model.samples import N_QUANTITIES, Pose

LOCK_AFTER_S = 0.4
MAX_STEP_S = 0.2
"""So much of the time between two samples counts as evidence: what lies between those further apart was not seen."""
MEMORY_S = 1.5
TURN_AFTER_S = 1.0

_FEET = ((Keypoint.LEFT_HEEL, Keypoint.LEFT_FOOT_INDEX), (Keypoint.RIGHT_HEEL, Keypoint.RIGHT_FOOT_INDEX))
_FACE = ((Keypoint.LEFT_EAR, Keypoint.NOSE), (Keypoint.RIGHT_EAR, Keypoint.NOSE))
_POINTERS = tuple((N_QUANTITIES * base, N_QUANTITIES * tip) for base, tip in _FEET + _FACE)
"""Where the x of both ends of each pointer stands among the numbers of `Pose.values`."""


def compute_facing_evidence(pose: Pose) -> float:
    """Evidence of one frame: > 0 facing right in the picture, < 0 left, in trunk lengths; NaN when not seen."""
    left, left_up, _, right, right_up, _, left_hip, left_hip_up, _, right_hip, right_hip_up, _ = pose.read_trunk()
    length = 0.5 * hypot(left + right - left_hip - right_hip, left_up + right_up - left_hip_up - right_hip_up)
    if not length > 0:
        return nan
    # `item` gives plain floats, soonest by one index: numpy's single numbers are slow.
    across_px = pose.values.item
    reach: float = sum([across_px(tip) - across_px(base) for base, tip in _POINTERS])
    return reach / length


class FacingTracker:
    """Gathers the evidence over time and holds one direction until the lifter really turns round.

    The direction is known after `LOCK_AFTER_S` of samples and changes only after `TURN_AFTER_S` of evidence to the
    contrary, whose memory fades with `MEMORY_S`.
    """

    def __init__(self) -> None:
        self._evidence = 0.0
        self._seen_s = 0.0
        self._contrary_since_s: float | None = None
        self._last_s: float | None = None
        self._direction = 0

    @property
    def direction(self) -> int:
        """+1 facing right in the picture, -1 left, 0 not known yet."""
        return self._direction

    def push(self, time_s: float, evidence: float) -> bool:
        """Take the evidence of one frame; True when the direction changed or became known with it."""
        if not isfinite(evidence):
            return False
        step_s = 0.0 if self._last_s is None else time_s - self._last_s
        self._last_s = time_s
        self._seen_s += min(step_s, MAX_STEP_S)
        self._evidence = self._evidence * exp(-step_s / MEMORY_S) + evidence
        leaning = 1 if self._evidence >= 0 else -1
        if self._direction == 0:
            return self._lock(leaning)
        return self._watch_for_turn(time_s, leaning)

    def _lock(self, leaning: int) -> bool:
        if self._seen_s < LOCK_AFTER_S:
            return False
        self._direction = leaning
        return True

    def _watch_for_turn(self, time_s: float, leaning: int) -> bool:
        if leaning == self._direction:
            self._contrary_since_s = None
            return False
        if self._contrary_since_s is None:
            self._contrary_since_s = time_s
        if time_s - self._contrary_since_s < TURN_AFTER_S:
            return False
        self._direction = leaning
        self._contrary_since_s = None
        return True
