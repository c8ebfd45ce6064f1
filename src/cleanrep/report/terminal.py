"""The result of a set on the terminal: how many counted, what one thing to change, what next.

Decides layout only; the words come from ``wording``. Made of plain lines with styles, so that it reads the same
without colour; narrow terminals lose the columns that matter least, never the verdict.
"""

import math
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from rich.text import Text

from cleanrep.exercises.schema import Exercise, Rule
from cleanrep.model.repetition import Repetition
from cleanrep.model.report import SetReport
from cleanrep.report.medians import list_medians
from cleanrep.report.next_step import choose_next_step, find_advice
from cleanrep.report.ranking import find_unassessed, index_rules
from cleanrep.report.terminal_load import list_load_lines
from cleanrep.report.wording import count_words, describe_repetition, format_value, lower_first

DEFAULT_EXERCISE = "lever-back-extension"
"""The exercise that commands take when none is named."""
MIN_WIDTH = 40
MAX_WIDTH = 100
_INDENT = 2
_HOW_TO_PLACE = "Put the camera level with the hip, square to the side, with the whole body in the picture."
_ASCII = str.maketrans({"°": " deg", "±": "+-", "·": "-", "²": "2", "’": "'", "–": "-", "−": "-", "…": "..."})


@dataclass(frozen=True, slots=True)
class _Column:
    title: str
    width: int
    measure: str | None = None


_COLUMNS = (
    _Column("rep", 4),
    _Column("up", 7, "concentric_s"),
    _Column("top", 7, "top_hold_s"),
    _Column("down", 7, "eccentric_s"),
    _Column("range", 8, "range_of_motion_deg"),
)
# Columns kept on a terminal of at least this many characters.
_KEPT = ((70, ("rep", "up", "top", "down", "range")), (54, ("rep", "down", "range")), (0, ("rep",)))


def render_terminal(
    report: SetReport, exercise: Exercise, *, width: int = 80, report_path: str | None = None, is_ascii: bool = False
) -> Text:
    """Lay out what a lifter reads in ten seconds.

    Parameters
    ----------
    report : SetReport
        What was found.
    exercise : Exercise
        Titles of the rules.
    width : int
        Characters a line; below 40 it is laid out for 40, above 100 for 100.
    report_path : str or None
        Where the report page is, as the lifter would type it.
    is_ascii : bool
        The output knows no other signs: "deg" for the degree sign and so on.

    Returns
    -------
    rich.text.Text
        Lines with styles; ``.plain`` is the same without them.
    """
    page = _Page(index_rules(exercise), min(max(width, MIN_WIDTH), MAX_WIDTH), is_ascii)
    lines = [*_make_header(report, page), Text(), *_make_body(report, page), Text(), *_make_closing(report, page)]
    lines += _make_load(report, page)
    if report_path is not None:
        lines.append(Text(page.spell(f"  Report: {report_path}")))
    return Text("\n").join(lines)


@dataclass(frozen=True, slots=True)
class _Page:
    rules: Mapping[str, Rule]
    width: int
    is_ascii: bool

    def spell(self, text: str) -> str:
        """Text in signs that the output knows; control characters of file names never reach the terminal."""
        text = "".join(char if char.isprintable() else "?" for char in text)
        return text.translate(_ASCII).encode("ascii", "replace").decode() if self.is_ascii else text

    def wrap(self, text: str, style: str = "") -> Iterator[Text]:
        """Indented lines of a paragraph, the following ones indented further."""
        for i, line in enumerate(textwrap.wrap(self.spell(text), self.width - 2 * _INDENT)):
            yield Text(" " * (_INDENT if i == 0 else 2 * _INDENT) + line, style=style)


def _make_header(report: SetReport, page: _Page) -> Iterator[Text]:
    left = page.spell(f"{report.exercise_name} · {report.variant} · {report.goal}")
    right = page.spell(f"{report.source.name}, {report.source.duration_s:.1f} s")
    gap = page.width - len(left) - len(right)
    if gap >= 2:
        yield Text.assemble((left, "bold"), " " * gap, (right, "dim"))
        return
    for line in textwrap.wrap(left, page.width):
        yield Text(line, style="bold")
    for line in textwrap.wrap(right, page.width):
        yield Text(line, style="dim")


def _make_body(report: SetReport, page: _Page) -> Iterator[Text]:
    yield from _make_figures(report, page)
    if not report.repetitions:
        return
    yield Text()
    columns = _choose_columns(page.width)
    head = "".join(f"{column.title:>{column.width}}" for column in columns) + "  verdict"
    yield Text(" " + head, style="dim")
    set_index = 0
    for repetition in report.repetitions:
        if report.summary.n_sets > 1 and repetition.set_index != set_index:
            set_index = repetition.set_index
            yield from page.wrap(f"set {set_index}", "bold")
        verdict = describe_repetition(repetition, page.rules) if report.is_judged else "can't tell"
        yield from _make_row(repetition, columns, page, verdict=verdict)


def _choose_columns(width: int) -> list[_Column]:
    kept = next(names for least, names in _KEPT if width >= least)
    return [column for column in _COLUMNS if column.title in kept]


def _make_figures(report: SetReport, page: _Page) -> Iterator[Text]:
    summary = report.summary
    is_unknown = 0 < summary.n_repetitions == summary.n_not_assessed
    n_clean = "clean: can't tell" if is_unknown else f"{summary.n_clean} clean"
    parts = [f"{count_words(summary.n_repetitions, 'rep')}, {n_clean}"]
    if summary.n_sets > 1:
        parts[0] += f" in {summary.n_sets} sets"
    parts += _make_medians(report.repetitions)
    line = "   ".join(parts)
    spelt = page.spell(line)
    if 2 * _INDENT + len(spelt) <= page.width:
        yield Text(" " * _INDENT).append(spelt[: len(parts[0])], style="bold").append(spelt[len(parts[0]) :])
    else:
        yield from page.wrap(parts[0], "bold")
        yield from (text for part in parts[1:] for text in page.wrap(part))
    if summary.n_not_assessed and not is_unknown:
        yield from page.wrap(f"{count_words(summary.n_not_assessed, 'rep')}: can't tell")
    if summary.n_incomplete:
        yield from page.wrap(f"{count_words(summary.n_incomplete, 'lift')} never lowered again, not counted")


def _make_medians(repetitions: Sequence[Repetition]) -> list[str]:
    medians = list_medians(repetitions)
    tempo = ", ".join(f"{item.word} {item.value:.1f}" for item in medians if item.unit == "s")
    parts = [f"tempo {tempo} s"] if tempo else []
    return parts + [f"{item.word} {item.text}" for item in medians if item.unit != "s"]


def _make_row(repetition: Repetition, columns: Sequence[_Column], page: _Page, *, verdict: str) -> Iterator[Text]:
    cells = [page.spell(_cell(repetition, column)) for column in columns]
    start = " " + "".join(f"{cell:>{column.width}}" for cell, column in zip(cells, columns, strict=True)) + "  "
    style = "bold" if repetition.is_clean is False else ""
    for i, line in enumerate(textwrap.wrap(page.spell(verdict), max(page.width - len(start), 20))):
        yield Text(start if i == 0 else " " * len(start)).append(line, style=style)


def _cell(repetition: Repetition, column: _Column) -> str:
    if column.measure is None:
        return str(repetition.index)
    measure = next((m for m in repetition.measures if m.name == column.measure), None)
    if measure is None or math.isnan(measure.value):
        return "-"
    return f"{measure.value:.1f} s" if measure.unit == "s" else format_value(measure.value, measure.unit)


def _make_closing(report: SetReport, page: _Page) -> Iterator[Text]:
    summary = report.summary
    if not report.is_judged:
        yield from page.wrap("Not judged: " + "; ".join(report.view.reasons), "bold")
        yield from page.wrap(_HOW_TO_PLACE)
    elif report.view.reasons:
        yield from page.wrap("Note: " + "; ".join(report.view.reasons))
    if summary.top_cue is not None:
        yield from page.wrap(f"Change one thing: {summary.top_cue[:1].lower()}{summary.top_cue[1:]}", "bold")
        yield from _make_pointer(report, page)
        yield from _make_advice(report, page)
    elif report.is_judged and summary.n_repetitions and summary.n_clean == summary.n_repetitions:
        yield from page.wrap("Nothing to change: every rep was clean.", "bold")
    elif report.is_judged and not summary.n_repetitions:
        yield from page.wrap("No rep was found: film the whole set, from before the first lift to after the last.")
    if report.is_judged:
        yield from _make_unassessed(report, page)
    for note in report.source.notes:
        yield from page.wrap(f"Note: {note}")


def _make_load(report: SetReport, page: _Page) -> Iterator[Text]:
    if report.load is not None:
        yield Text()
        for paragraph in list_load_lines(report.load):
            yield from page.wrap(paragraph)


def _make_pointer(report: SetReport, page: _Page) -> Iterator[Text]:
    """Where the guide explains the rule behind the cue."""
    rule = report.summary.top_cue_rule
    if rule is not None:
        exercise = "" if report.exercise == DEFAULT_EXERCISE else f" --exercise {report.exercise}"
        yield from page.wrap(f"Why: cleanrep ask --rule {rule}{exercise}", "dim")


def _make_advice(report: SetReport, page: _Page) -> Iterator[Text]:
    """What the whole set asks for, such as less load, in the words of the page; nothing when it asks for nothing."""
    if report.is_judged and find_advice(report) is not None:
        yield from page.wrap(choose_next_step(report))


def _make_unassessed(report: SetReport, page: _Page) -> Iterator[Text]:
    """One line: as many of the rules that could not be judged as fit, the camera's own first, and how many more."""
    found = [item.rule for item in find_unassessed(report) if item.is_everywhere]
    found.sort(key=lambda rule: rule not in page.rules or page.rules[rule].assessed_by != "camera")
    titles = [_title(rule, page.rules) for rule in found]
    for n_shown in range(len(titles), 0, -1):
        more = f" and {len(titles) - n_shown} more" if n_shown < len(titles) else ""
        line = page.spell(f"Can't tell from this view: {', '.join(titles[:n_shown])}{more}.")
        if len(line) <= page.width - 2 * _INDENT or n_shown == 1:
            yield from page.wrap(line)
            return


def _title(rule_id: str, rules: Mapping[str, Rule]) -> str:
    return lower_first(rules[rule_id].title if rule_id in rules else rule_id.replace("-", " "))
