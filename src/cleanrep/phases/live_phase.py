"""Phase of the moment, for whoever watches live; the times of the repetition come from the phase fit."""

from collections import deque
from math import isfinite

from cleanrep.model.repetition import Phase

SPAN_S = 0.2
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
        self._expected_deg = expected_range
        self._recent: deque[tuple[float, float]] = deque()
        self._bottom_deg = float("nan")
        self.phase = Phase.BOTTOM_HOLD

    def push(self, time_s: float, rising_deg: float) -> Phase | None:
        """Take one smoothed moment; the new phase when it changed with it, else None."""
        if not isfinite(rising_deg):
            self._recent.clear()
            return None
        recent = self._recent
        recent.append((time_s, rising_deg))
        while recent[0][0] < time_s - SPAN_S:
            recent.popleft()
        span_s = time_s - recent[0][0]
        if span_s < SPAN_S / 2:
            return None
        phase = self._judge((rising_deg - recent[0][1]) / span_s, rising_deg)
        if phase is self.phase:
            return None
        self.phase = phase
        return phase

    def _judge(self, velocity_deg_s: float, rising_deg: float) -> Phase:
        if not rising_deg >= self._bottom_deg:
            self._bottom_deg = rising_deg
        if velocity_deg_s >= MOVING_DEG_S and rising_deg - self._bottom_deg >= MIN_TRAVEL_SHARE * self._expected_deg:
            return Phase.CONCENTRIC
        if velocity_deg_s <= -MOVING_DEG_S and self.phase in (Phase.CONCENTRIC, Phase.TOP_HOLD):
            return Phase.ECCENTRIC
        if abs(velocity_deg_s) >= MOVING_DEG_S:
            return self.phase
        if self.phase is Phase.CONCENTRIC:
            return Phase.TOP_HOLD
        if self.phase is Phase.ECCENTRIC:
            self._bottom_deg = rising_deg
            return Phase.BOTTOM_HOLD
        return self.phase
