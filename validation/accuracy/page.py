"""The page ``docs/accuracy.md`` and its plots, made of figures alone."""

from collections.abc import Iterator
from itertools import pairwise
from pathlib import Path

from validation.accuracy.figures import FigureFile
from validation.accuracy.limits import write_limits
from validation.accuracy.plots import Curve, Interval, Row, draw_intervals, draw_reliability
from validation.accuracy.sections import (
    NAMES,
    Evidence,
    list_verdict_shares,
    write_conditions,
    write_coverage,
    write_coverage_by_condition,
    write_faults,
    write_rules,
    write_summary,
    write_times,
)
from validation.accuracy.wording import format_hits

WORDS = Path(__file__).with_name("words")
PLOT_MEASURES = ("top_angle_deg", "range_of_motion_deg", "top_hold_s", "eccentric_s", "peak_velocity_per_range_1_s")
STATED = (10, 20, 30, 40, 50, 60, 68, 80, 90, 95, 99)
NORMAL_SD = (0.1257, 0.2533, 0.3853, 0.5244, 0.6745, 0.8416, 0.9945, 1.2816, 1.6449, 1.96, 2.5758)
"""Half width, in standard deviations, of the interval that holds each of `STATED` percent of a normal error."""


def build_page(evidence: Evidence) -> str:
    """Text of the page."""
    return "\n\n".join(part for part in _list_parts(evidence) if part) + "\n"


def _read_words(name: str) -> str:
    return (WORDS / f"{name}.md").read_text(encoding="utf-8").strip()


def _list_parts(evidence: Evidence) -> Iterator[str]:
    main = evidence.rendered or evidence.fast
    yield _read_words("introduction")
    yield "\n".join(f"- **{name}**: {file.data}." for name, file in evidence.columns if file is not None)
    yield "## In short"
    yield write_summary(evidence)
    yield (
        "✗ marks a figure short of its aim. A wrong verdict is a rule that says `not_met` in a repetition without a "
        "fault, although the true value lies within its aim or short of its fault limit. Intervals are Wilson's, at "
        "95 %, and take repetitions as independent; those of one set are not quite, so that real ones are wider."
    )
    yield "## Phases and angles"
    yield write_times(evidence)
    yield (
        "The columns of true joints show what is left when the pose model makes no error: the engine is given the "
        "exact joint centres of the same sets. What lies between the two columns is the pose model's."
    )
    yield from _list_fault_parts(evidence)
    yield "## What stands in the way"
    yield _read_words("in-the-way")
    yield from write_limits(evidence)
    yield _read_words("not-the-pose-model")
    yield "## By condition"
    yield from _list_condition_parts(evidence)
    yield from _list_uncertainty_parts(main)
    yield _read_words("not-measured")
    yield _read_words("beside-others")
    yield _read_words("how-to-reproduce")


def _list_fault_parts(evidence: Evidence) -> Iterator[str]:
    yield "## Faults"
    yield (
        "Each fault was made at three strengths: within the aim of its rule, between aim and fault limit, and clearly "
        "past it. The figure is the share of repetitions in which a rule that shows the fault said `not_met`: it "
        "should be none within the aim and all when clear; between the two either is right."
    )
    yield "![Share of clear faults that were told, with 95 % intervals](images/accuracy-faults.svg)"
    for name, file in evidence.columns:
        if file is not None:
            yield f"### Faults, {name}"
            yield write_faults(file)
    yield "## Verdicts in clean repetitions"
    for name, file in (("rendered", evidence.rendered), ("simulated", evidence.fast)):
        if file is not None:
            yield f"### Verdicts, {name}"
            yield write_rules(file)
    yield "What a verdict means, over all repetitions: where the true value lay when it was given."
    for name, file in (("rendered", evidence.rendered), ("simulated", evidence.fast)):
        if file is not None:
            yield "\n".join(f"- {name}, `{verdict}`: {shares}" for verdict, shares in list_verdict_shares(file))


def _list_condition_parts(evidence: Evidence) -> Iterator[str]:
    for name, file in (("rendered", evidence.rendered), ("simulated", evidence.fast)):
        if file is not None:
            yield f"### Conditions, {name}"
            yield write_conditions(file)
    if evidence.rendered is not None:
        refused = evidence.rendered.find("refused")
        views = "Unsuitable views (beyond 30° off the side, front, rear)"
        yield f"{views} refused without an angle judged: {format_hits(refused)}."
        rows = [
            f"{condition} {format_hits(evidence.rendered.find('refused', condition))}"
            for condition in evidence.rendered.list_conditions("refused")
            if condition.startswith("camera: ")
        ]
        yield f"By view: {', '.join(rows)}." if rows else ""


def _list_uncertainty_parts(file: FigureFile) -> Iterator[str]:
    yield "## How well the stated uncertainty holds"
    yield (
        "Every measure is given with a standard uncertainty from the exercise file. If it is honest, 68 % of the "
        "errors lie within 0.99 of it and 95 % within 1.96. More means that the uncertainty is wider than it need be "
        "under these conditions, less that it is too narrow. Declared values are those without an own neutral."
    )
    yield write_coverage(file)
    yield "![Stated against observed coverage of five measures](images/accuracy-reliability.svg)"
    yield "Within the 95 % interval, by condition:"
    yield write_coverage_by_condition(file)


def draw_plots(evidence: Evidence) -> dict[str, str]:
    """The plots by the names of their files in ``docs/images``."""
    main = evidence.rendered or evidence.fast
    return {
        "accuracy-faults.svg": _draw_faults(evidence),
        "accuracy-reliability.svg": draw_reliability(
            "Stated against observed coverage", [_make_curve(main, name) for name in PLOT_MEASURES]
        ),
    }


def _draw_faults(evidence: Evidence) -> str:
    files = [(name, file) for name, file in (evidence.columns[0], evidence.columns[2]) if file is not None]
    kinds = sorted({name.rpartition(", ")[0] for _, file in files for name in file.list_names("told: ")})
    rows = []
    for kind in kinds:
        intervals = []
        for _, file in files:
            found = file.find(f"told: {kind}, clear")
            is_known = found is not None and found.low is not None and found.high is not None
            intervals.append(Interval(found.value, found.low, found.high) if is_known else None)  # type: ignore[union-attr,arg-type] # all three are there
        rows.append(Row(NAMES.get(kind, kind), tuple(intervals)))
    return draw_intervals("Share of clear faults told", [name for name, _ in files], rows, limits=(0.0, 1.0))


def _make_curve(file: FigureFile, measure: str) -> Curve:
    """Observed coverage at each stated one, from the percentiles of errors in standard deviations."""
    known = [(0.0, 0.0)]
    for percent in STATED:
        found = file.find(f"off in sd: {measure}, p{percent}")
        if found is not None:
            known.append((found.value, percent / 100.0))
    points = [(0.0, 0.0)]
    for stated, half_sd in zip(STATED, NORMAL_SD, strict=True):
        points.append((stated / 100.0, _interpolate(known, half_sd)))
    return Curve(measure, tuple(points))


def _interpolate(points: list[tuple[float, float]], x: float) -> float:
    for (x0, y0), (x1, y1) in pairwise(points):
        if x <= x1:
            return y0 if x1 <= x0 else y0 + (y1 - y0) * (x - x0) / (x1 - x0)
    return 1.0
