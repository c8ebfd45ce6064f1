"""The load on the back within the JSON document of an analysis."""

from cleanrep.model.back_load import BackLoad, Estimate, RepetitionMoment
from cleanrep.report.document import N_TIME_DECIMALS, LeftOutDocument, LoadDocument, MomentDocument
from cleanrep.report.load_words import LIMITS, METHOD

N_MOMENT_DECIMALS = 2
CURVE_EVERY = 3
"""Points of the 60 Hz curve from one to the next that is kept."""


def build_load(load: BackLoad) -> LoadDocument:
    """What the moments rest on."""
    return LoadDocument(
        machine=load.machine,
        machine_name=load.machine_name,
        load_kg=load.load_kg,
        load_kind=load.load_kind,
        body_mass_kg=load.body_mass_kg,
        height_m=load.height_m,
        sex=load.sex,
        arms=load.arms,
        left_out=tuple(LeftOutDocument(repetition=item.index, reason=item.reason) for item in load.left_out),
        method=METHOD,
        limits=LIMITS,
    )


def build_moment(moment: RepetitionMoment) -> MomentDocument:
    """Moment of one repetition."""
    added = moment.added_n_m
    return MomentDocument(
        peak_n_m=_round(moment.peak_n_m.value),
        peak_95=_build_ends(moment.peak_n_m),
        mean_n_m=_round(moment.mean_n_m.value),
        mean_95=_build_ends(moment.mean_n_m),
        peak_time_s=round(moment.peak_time_s, N_TIME_DECIMALS),
        peak_angle_deg=_round(moment.peak_angle_deg),
        time_under_load_s=round(moment.time_under_load_s, N_TIME_DECIMALS),
        lift_peak_n_m=_round(moment.lift_peak_n_m),
        smooth_lift_s=round(moment.smooth_lift_s, N_TIME_DECIMALS),
        smooth_peak_n_m=_round(moment.smooth_peak_n_m),
        added_n_m=None if added is None else _round(added.value),
        added_95=None if added is None else _build_ends(added),
        curve_time_s=tuple(round(float(t), N_TIME_DECIMALS) for t in moment.time_s[::CURVE_EVERY]),
        curve_n_m=tuple(_round(float(value)) for value in moment.moment_n_m[::CURVE_EVERY]),
    )


def _build_ends(estimate: Estimate) -> tuple[float, float]:
    return _round(estimate.low), _round(estimate.high)


def _round(value: float) -> float:
    return round(value, N_MOMENT_DECIMALS) + 0.0
