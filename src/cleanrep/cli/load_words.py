"""What ``cleanrep load`` says: figures in plain words, with unit and uncertainty, and the limits beside them."""

import textwrap
from collections.abc import Iterator

from cleanrep.app.load import EquivalentReport, LoadReport
from cleanrep.app.muscles import MuscleReport
from cleanrep.load.curve import Setup
from cleanrep.load.equivalent import Equivalent
from cleanrep.load.muscles import UNCERTAINTY_PCT
from cleanrep.model.training import TempoPrescription
from cleanrep.report.load_plot import draw_load_plot
from cleanrep.report.load_words import LIMITS
from cleanrep.report.muscle_plot import draw_muscle_plot

MUSCLE_LIMITS = (
    "Still poses, a rigid trunk, no co-contraction, no ligaments, and strength by body mass alone: an average person's "
    "muscles share the work, not yours, and no electrode was read. Not medical advice."
)
_ASCII = str.maketrans({"°": " deg", "±": "+-", "·": "-"})


def write_load(report: LoadReport, *, width: int, is_ascii: bool) -> str:
    """Lines of a load, laid out for `width` characters."""
    lines = [*_wrap(_title(report.setup), width), "", *_wrap_all(_tell_figures(report), width), ""]
    lines += draw_load_plot(report.curve, width=width, is_ascii=is_ascii)
    return _spell([*lines, "", *_wrap(LIMITS, width)], is_ascii=is_ascii)


def write_equivalent(report: EquivalentReport, *, width: int, is_ascii: bool) -> str:
    """Lines of an answer on equal loads."""
    lines = [f"{_title(report.source)} is on {report.target.machine.name}:"]
    lines += [_tell_answer(answer) for answer in report.answers]
    lines += ["Peak: the hardest point is equal. Mean: the average over each machine's range is equal.", LIMITS]
    return _spell(list(_wrap_all(lines, width)), is_ascii=is_ascii)


def write_muscles(report: MuscleReport, *, width: int, is_ascii: bool) -> str:
    """Lines of the shares of the muscles."""
    lines = [*_wrap(_title(report.setup), width), ""]
    sure = f"Share of each group's maximum where it works most, a model's estimate, ±{UNCERTAINTY_PCT:.0f} %:"
    lines += [*_wrap(sure, width), *draw_muscle_plot(report.shares, width=width, is_ascii=is_ascii), ""]
    if report.shares.is_short.any():
        lines += _wrap("The model's muscles cannot hold this in every pose: read it as more than they have.", width)
    return _spell([*lines, *_wrap(f"{MUSCLE_LIMITS} Made by {report.source}.", width)], is_ascii=is_ascii)


def _title(setup: Setup) -> str:
    return f"{setup.machine.name} · {setup.load_kg:g} kg {setup.machine.load_kind}"


def _tell_figures(report: LoadReport) -> Iterator[str]:
    figures, sure = report.figures, report.uncertainty
    yield (
        f"Peak on the low back (L5/S1): {figures.peak_n_m:.0f} N m, 95 % {sure.peak.low:.0f} to {sure.peak.high:.0f}, "
        f"held still"
    )
    yield f"Mean over the range: {figures.mean_n_m:.0f} N m, 95 % {sure.mean.low:.0f} to {sure.mean.high:.0f}"
    yield f"Peak at the hip: {figures.hip_peak_n_m:.0f} N m"
    place = _name_place(figures.range_share)
    yield f"Hardest {place}, the trunk {abs(figures.peak_angle_deg):.0f}° {_lean(figures.peak_angle_deg)} upright"
    machine = 1 - figures.body_share
    yield f"At the peak {figures.body_share:.0%} is your body, {machine:.0%} the machine or plate"
    if report.tempo is not None and report.tempo_figures is not None:
        moved = report.tempo_figures
        more = moved.peak_n_m / figures.peak_n_m - 1
        yield f"Tempo {spell_tempo(report.tempo)}"
        mean = f"mean over time {moved.mean_n_m:.0f} N m"
        yield f"Moving: peak {moved.peak_n_m:.0f} N m ({more:+.0%} to held still), {mean}"
    low, high = (round(value, -2) for value in figures.compression_n)
    yield f"Compression at the peak: somewhere from {low:.0f} to {high:.0f} N (muscle arm 6.8 to 4.2 cm)"


def spell_tempo(tempo: TempoPrescription) -> str:
    """A tempo with its order."""
    return (
        f"{tempo.eccentric_s:g} s down, {tempo.bottom_hold_s:g} s bottom, {tempo.concentric_s:g} s up, "
        f"{tempo.top_hold_s:g} s top"
    )


def _name_place(range_share: float) -> str:
    if range_share < 0.1:
        return "at the bottom"
    return "at the top" if range_share > 0.9 else "in mid range"


def _lean(angle_deg: float) -> str:
    return "ahead of" if angle_deg >= 0 else "behind"


def _tell_answer(answer: Equivalent) -> str:
    name = f"By {answer.criterion.value} ({answer.target_n_m:.0f} N m): "
    if answer.is_exceeded_empty:
        return f"{name}none, the empty machine already asks for {answer.empty_n_m:.0f} N m"
    if answer.load_kg is None:
        return f"{name}none, no load on it asks for as much"
    step = "" if answer.step_kg is None else f"; nearest step {answer.step_kg:g} kg, {answer.step_n_m:.0f} N m"
    return f"{name}{answer.load_kg:.1f} kg{step}"


def _wrap_all(texts: Iterator[str] | list[str], width: int) -> Iterator[str]:
    for text in texts:
        yield from _wrap(text, width)


def _wrap(text: str, width: int) -> list[str]:
    shown = "".join(char if char.isprintable() else "?" for char in text)
    return textwrap.wrap(shown, width, initial_indent="  ", subsequent_indent="    ")


def _spell(lines: list[str], *, is_ascii: bool) -> str:
    text = "\n".join(lines)
    return text.translate(_ASCII).encode("ascii", "replace").decode() if is_ascii else text
