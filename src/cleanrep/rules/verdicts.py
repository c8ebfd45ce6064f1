"""From a value, its uncertainty and its limits to a verdict.

With T the aim and B the fault limit (both on the true value), x the measurement, sd its standard uncertainty, and p the
probability that the true value is worse: **not met** if p(T) >= 0.90 and p(B) >= 0.50 (sure that it misses the aim,
and more likely than not past the fault limit); **met** if p(T) <= 0.50 and p(B) <= 0.10; else **borderline**. Without
a fault limit the worst is borderline. A value without uncertainty (a count) is compared as it is.
"""

from math import erf, sqrt

from cleanrep.model.repetition import Interval, Verdict

# Looked up once: an enumeration gives a member in four times the time of a plain name.
_MET, _BORDERLINE, _NOT_MET, _NOT_ASSESSED = Verdict
_SQRT_2 = sqrt(2.0)

P_AIM_NOT_MET = 0.90
P_FAULT_NOT_MET = 0.50
P_AIM_MET = 0.50
P_FAULT_MET = 0.10


Judgement = tuple[Verdict, float, float]
"""Verdict of one check, with the probabilities that the true value misses the aim and that it is past the fault limit.

A plain tuple, made in a fifth of a named one's time: a repetition makes dozens, and each is taken apart at once.
"""


def compute_p_outside(value: float, uncertainty: float | None, bounds: Interval | None) -> float:
    """Probability that the true value lies outside the bounds, for a normal error.

    Parameters
    ----------
    uncertainty : float or None
        Standard uncertainty; None or 0: the value is exact.
    bounds : Interval or None
        None: nothing lies outside.
    """
    if bounds is None:
        return 0.0
    low, high = bounds
    if not uncertainty:
        return 1.0 if (low is not None and value < low) or (high is not None and value > high) else 0.0
    spread = uncertainty * _SQRT_2
    p_outside = 0.0 if low is None else 0.5 * (1.0 + erf((low - value) / spread))
    if high is not None:
        p_outside += 0.5 * (1.0 + erf((value - high) / spread))
    return p_outside if p_outside < 1.0 else 1.0


def judge_value(value: float, uncertainty: float | None, *, aim: Interval, fault: Interval | None) -> Judgement:
    """Hold a value against its aim and its fault limit.

    Parameters
    ----------
    value : float
        Measured, finite.
    uncertainty : float or None
        Standard uncertainty in the value's unit.
    """
    p_off_aim = compute_p_outside(value, uncertainty, aim)
    p_fault = compute_p_outside(value, uncertainty, fault)
    if fault is not None and p_off_aim >= P_AIM_NOT_MET and p_fault >= P_FAULT_NOT_MET:
        verdict = _NOT_MET
    elif p_off_aim <= P_AIM_MET and p_fault <= P_FAULT_MET:
        verdict = _MET
    else:
        verdict = _BORDERLINE
    return verdict, p_off_aim, p_fault


def combine_verdicts(verdicts: list[Verdict]) -> Verdict:
    """Verdict of a rule with several parts: not met if any part is, met if all are, else borderline.

    A part that could not be assessed leaves the others to decide, except that it can not make the rule met.
    """
    if len(verdicts) == 1:
        return verdicts[0]
    if _NOT_MET in verdicts:
        return _NOT_MET
    if _BORDERLINE in verdicts:
        return _BORDERLINE
    return _NOT_ASSESSED if _NOT_ASSESSED in verdicts else _MET
