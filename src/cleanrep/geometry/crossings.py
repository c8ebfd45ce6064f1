"""When a series rises through a level for good."""

from cleanrep.model.arrays import FloatArray


def find_last_rise_s(time_s: FloatArray, value: FloatArray, level: float) -> float | None:
    """Moment from which a series stays at a level or above.

    Parameters
    ----------
    time_s, value : FloatArray
        (n,) increasing times; values without NaN.

    Returns
    -------
    float or None
        On the line between the last sample below the level and the next; None where no sample is below it, or the last.
    """
    below = (value < level).nonzero()[0]
    if below.size == 0:
        return None
    last = below.item(-1)
    if last + 1 == value.size:
        return None
    low, high = value.item(last), value.item(last + 1)
    step_s = time_s.item(last + 1) - time_s.item(last)
    return time_s.item(last) + step_s * (level - low) / (high - low)
