"""Phase of the moment, for whoever watches live; the times of the repetition come from the phase fit."""

from collections import deque
from math import isfinite

from cleanrep.model.repetition import Phase

# Looked up once: an enumeration gives a member in four times the time of a plain name, and this runs with every sample.
_BOTTOM_HOLD, _CONCENTRIC, _TOP_HOLD, _ECCENTRIC = Phase

SPAN_S = 0.2
MIN_SPAN_S = SPAN_S / 2
MOVING_DEG_S = 8.0
MIN_TRAVEL_SHARE = 0.1


class LivePhase:
    """Tell the phase from the speed over the last 0.2 s and the level between the recent extremes.

    Parameters
    ----------
    expected_range : float
        Range of the phase signal over a full repetition, in its unit.
    """

    def __init__(self, expected_range: float) -> None:
        self._min_travel_deg = MIN_TRAVEL_SHARE * expected_range
        self._recent: deque[tuple[float, float]] = deque()
        self._bottom_deg = float("nan")
        self.phase = _BOTTOM_HOLD

    def push(self, time_s: float, rising_deg: float) -> Phase | None:
        """Take one smoothed moment; the new phase when it changed with it, else None."""
        if not isfinite(rising_deg):
            self._recent.clear()
            return None
        recent = self._recent
        recent.append((time_s, rising_deg))
        earliest_s = time_s - SPAN_S
        while recent[0][0] < earliest_s:
            recent.popleft()
        first_s, first_deg = recent[0]
        span_s = time_s - first_s
        if span_s < MIN_SPAN_S:
            return None
        phase = self._judge((rising_deg - first_deg) / span_s, rising_deg)
        if phase is self.phase:
            return None
        self.phase = phase
        return phase

    def _judge(self, velocity_deg_s: float, rising_deg: float) -> Phase:
        if not rising_deg >= self._bottom_deg:
            self._bottom_deg = rising_deg
        phase = self.phase
        if velocity_deg_s >= MOVING_DEG_S:
            return _CONCENTRIC if rising_deg - self._bottom_deg >= self._min_travel_deg else phase
        if velocity_deg_s <= -MOVING_DEG_S:
            return _ECCENTRIC if phase is _CONCENTRIC or phase is _TOP_HOLD else phase
        if phase is _CONCENTRIC:
            return _TOP_HOLD
        if phase is _ECCENTRIC:
            self._bottom_deg = rising_deg
            return _BOTTOM_HOLD
        return phase
