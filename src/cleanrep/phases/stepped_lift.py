"""The ends of a lift that stops on its way, which no single smooth movement describes.

The fit lays one movement over all of its steps, too long by half. Its ends are those of its first and its last step,
and those are smooth: they are found from the moments at which the signal leaves the bottom and nears the top.
"""

from dataclasses import replace

import numpy as np

from cleanrep.geometry.crossings import find_last_rise_s
from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import PhaseTimes

MAX_MISFIT_SHARE = 0.03
"""Root mean square of what a fit leaves of a lift, over its rise, up to which it describes it: 0.022 and less on
rendered lifts in one movement, yanked ones among them, 0.039 and more where they stop in between."""
OUTLIER_SHARE = 0.06
"""Residuals count for at most this share of the rise, so that a few stray samples make no step."""
NEAR, FAR = 0.03, 0.10
"""Shares of the rise from either end between which a step is still in its own first or last part."""
REACH = 1.6
"""Time from the end to `NEAR` over the time from `NEAR` to `FAR`: 1.52 to 1.73 where a step of minimum jerk makes up a
third to all of the rise."""


def mend_stepped_lift(
    times: PhaseTimes, time_s: FloatArray, *, risen_deg: FloatArray, misfit_deg: FloatArray, rise_deg: float
) -> PhaseTimes:
    """Give a lift that one movement does not describe its own ends.

    Parameters
    ----------
    times : PhaseTimes
        As fitted.
    time_s, risen_deg, misfit_deg : FloatArray
        (n,) samples of the repetition: height above the bottom before, and what the fit leaves of it.
    rise_deg : float
        Height of the lift.

    Returns
    -------
    PhaseTimes
        As they were where the fit describes the lift, or where its ends were not seen.
    """
    is_lift = (time_s >= times.start_s) & (time_s <= times.top_start_s)
    misfit_share = np.minimum(np.abs(misfit_deg[is_lift]) / rise_deg, OUTLIER_SHARE)
    if misfit_share.size == 0 or np.sqrt(np.mean(misfit_share**2)) <= MAX_MISFIT_SHARE:
        return times
    until_top = time_s <= (times.top_start_s + times.top_end_s) / 2
    ends_s = find_stepped_ends(time_s[until_top], risen_deg[until_top] / rise_deg)
    if ends_s is None:
        return times
    start_s, top_start_s = max(ends_s[0], time_s.item(0)), min(ends_s[1], times.top_end_s)
    return replace(times, start_s=start_s, top_start_s=top_start_s) if start_s < top_start_s else times


def find_stepped_ends(time_s: FloatArray, risen_share: FloatArray) -> tuple[float, float] | None:
    """Find where a lift in steps begins and ends.

    Parameters
    ----------
    time_s : FloatArray
        (n,) increasing, from the bottom before the lift into the top.
    risen_share : FloatArray
        (n,) signal over the rise: 0 at the bottom, 1 at the top, without NaN.

    Returns
    -------
    tuple[float, float] or None
        Start and end in seconds; None where the samples do not hold both ends.
    """
    near_s, far_s, before_s, top_s = (
        find_last_rise_s(time_s, risen_share, level) for level in (NEAR, FAR, 1.0 - FAR, 1.0 - NEAR)
    )
    if near_s is None or far_s is None or before_s is None or top_s is None:
        return None
    return near_s - REACH * (far_s - near_s), top_s + REACH * (top_s - before_s)
