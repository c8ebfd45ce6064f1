"""The load on the back as the page says it: one row for each repetition, all curves on one scale."""

from collections.abc import Sequence
from dataclasses import dataclass

from cleanrep.model.back_load import BackLoad, RepetitionMoment
from cleanrep.report.html.curves import CURVE_HEIGHT, CURVE_WIDTH, write_path
from cleanrep.report.load_words import (
    LIMITS,
    METHOD,
    describe_added,
    describe_load,
    format_interval,
)

_ROUND_TO_N_M = 50.0


@dataclass(frozen=True, slots=True)
class MomentContent:
    """One repetition: words, and SVG paths of the curve and of the smooth lift."""

    index: int
    figures: tuple[tuple[str, str], ...]
    added: str
    curve: str
    smooth: str


@dataclass(frozen=True, slots=True)
class LoadContent:
    """The section; `full_n_m` is the moment at the upper edge of each curve's picture."""

    what: str
    full_n_m: float
    longest_s: float
    smooth_lift_s: float
    repetitions: tuple[MomentContent, ...]
    left_out: tuple[tuple[int, str], ...]
    method: str
    limits: str


def make_load_content(load: BackLoad | None) -> LoadContent | None:
    """Gather the section; None where no load was told."""
    if load is None:
        return None
    full_n_m = _find_full(load.repetitions)
    longest_s = max((item.time_under_load_s for item in load.repetitions), default=1.0)
    return LoadContent(
        what=describe_load(load),
        full_n_m=full_n_m,
        longest_s=longest_s,
        smooth_lift_s=load.repetitions[0].smooth_lift_s if load.repetitions else 0.0,
        repetitions=tuple(_make_moment(item, full_n_m=full_n_m, longest_s=longest_s) for item in load.repetitions),
        left_out=tuple((item.index, item.reason) for item in load.left_out),
        method=METHOD,
        limits=LIMITS,
    )


def _find_full(repetitions: Sequence[RepetitionMoment]) -> float:
    """Next step of `_ROUND_TO_N_M` above every curve."""
    highest = max((max(item.peak_n_m.value, item.smooth_peak_n_m) for item in repetitions), default=_ROUND_TO_N_M)
    return (highest // _ROUND_TO_N_M + 1) * _ROUND_TO_N_M


def _make_moment(moment: RepetitionMoment, *, full_n_m: float, longest_s: float) -> MomentContent:
    x = (moment.time_s - moment.time_s[0]) / longest_s * CURVE_WIDTH
    figures = (
        ("peak, 95 %", format_interval(moment.peak_n_m)),
        ("mean", f"{moment.mean_n_m.value:.0f} N m"),
        ("under load", f"{moment.time_under_load_s:.1f} s"),
    )
    return MomentContent(
        index=moment.index,
        figures=figures,
        added=describe_added(moment),
        curve=write_path(x, CURVE_HEIGHT * (1 - moment.moment_n_m / full_n_m)),
        smooth=write_path(x, CURVE_HEIGHT * (1 - moment.smooth_n_m / full_n_m)),
    )
