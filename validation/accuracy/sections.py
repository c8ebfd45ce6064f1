"""The sections of the accuracy page that consist of figures."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from cleanrep.exercises.catalogue import load_exercise
from validation.accuracy.figures import Figure, FigureFile
from validation.accuracy.wording import (
    NONE,
    format_count,
    format_hits,
    format_interval,
    format_percent,
    format_value,
    make_table,
)

EXERCISE = "lever-back-extension"
TIMES = (
    ("off: boundary, median", "boundary, median"),
    ("off: boundary, p90", "boundary, 9 in 10 within"),
    ("off: concentric_s, mean", "lift, mean"),
    ("off: top_hold_s, mean", "top hold, mean"),
    ("off: eccentric_s, mean", "lowering, mean"),
)
ANGLES = (
    ("off: range_of_motion_deg, mean", "range, mean"),
    ("off: range_of_motion_deg, p90", "range, 9 in 10 within"),
    ("off: top_angle_deg, mean", "top against straight, mean (standing)"),
)
MIN_CONDITION_N = 2


@dataclass(frozen=True, slots=True)
class Evidence:
    """The files of figures that a page rests on; the rendered ones are None until sets were rendered."""

    fast: FigureFile
    fast_half: FigureFile
    fast_exact: FigureFile
    rendered: FigureFile | None
    rendered_exact: FigureFile | None

    @property
    def columns(self) -> tuple[tuple[str, FigureFile | None], ...]:
        """Name and file of each, in the order of a table's columns."""
        return (
            ("rendered", self.rendered),
            ("rendered, true joints", self.rendered_exact),
            ("simulated", self.fast),
            ("simulated, true joints", self.fast_exact),
        )

    def find_all(self, name: str) -> list[Figure | None]:
        """A figure in each file."""
        return [None if file is None else file.find(name) for _, file in self.columns]


BARS: tuple[tuple[str, str, str, float, bool], ...] = (
    ("sets counted exactly", "count exact", "≥ 99.5 %", 0.995, True),
    ("sets without a phantom repetition", "no phantom", "≥ 99.5 %", 0.995, True),
    ("phase boundaries, median error", "off: boundary, median", "≤ 0.06 s", 0.06, False),
    ("phase boundaries, 9 in 10 within", "off: boundary, p90", "≤ 0.15 s", 0.15, False),
    ("lift, mean error", "off: concentric_s, mean", "≤ 0.12 s", 0.12, False),
    ("top hold, mean error", "off: top_hold_s, mean", "≤ 0.15 s", 0.15, False),
    ("lowering, mean error", "off: eccentric_s, mean", "≤ 0.12 s", 0.12, False),
    ("range of motion, mean error", "off: range_of_motion_deg, mean", "≤ 2.0°", 2.0, False),
    ("top against straight, standing, mean error", "off: top_angle_deg, mean", "–", float("inf"), False),
    ("rules wrongly not met in clean repetitions", "false", "≤ 1 %", 0.01, False),
    ("unsuitable views refused", "refused", "100 %", 1.0, True),
)


def write_summary(evidence: Evidence) -> str:
    """The figures with a bar, of all files; a figure short of its bar is marked."""
    rows = []
    for label, name, bar_text, bar, is_floor in BARS:
        cells = []
        for figure in evidence.find_all(name):
            is_short = figure is not None and (figure.value < bar if is_floor else figure.value > bar)
            cells.append(format_value(figure) + (" ✗" if is_short else ""))
        rows.append((label, bar_text, *cells))
    return make_table(("what", "aim", *(name for name, _ in evidence.columns)), rows)


def write_conditions(file: FigureFile) -> str:
    """Count, times and range by condition."""
    names = ("count exact", "no phantom", "off: boundary, median", "off: boundary, p90")
    angles = ("off: range_of_motion_deg, mean", "off: top_angle_deg, mean", "false")
    rows = []
    for condition in ("all", *sort_conditions(file)):
        count = file.find("count exact", condition)
        if count is None or count.n < MIN_CONDITION_N:
            continue
        shown = [format_hits(file.find(name, condition)) for name in names[:2]]
        shown += [format_value(file.find(name, condition)) for name in (*names[2:], *angles)]
        rows.append((condition, *shown))
    head = ("condition", "count exact", "no phantom", "boundary, median", "9 in 10 within", "range, mean")
    return make_table((*head, "top, mean", "wrongly not met"), rows)


def sort_conditions(file: FigureFile) -> list[str]:
    """Conditions under which sets were counted, those of one kind together and by size."""

    def key(condition: str) -> tuple[str, float, str]:
        kind, _, value = condition.partition(": ")
        digits = "".join(c for c in value.split(" ")[-1] if c in "+-.0123456789")
        try:
            return kind, float(digits), value
        except ValueError:
            return kind, 0.0, value

    return sorted(file.list_conditions("count exact"), key=key)


def write_times(evidence: Evidence) -> str:
    """Errors of the phases and of angles in all files."""
    rows = [(label, *(format_value(item) for item in evidence.find_all(name))) for name, label in (*TIMES, *ANGLES)]
    return make_table(("error", *(name for name, _ in evidence.columns)), rows)


def write_faults(file: FigureFile) -> str:
    """Share of repetitions with a fault in which a rule of it was not met, by strength."""
    kinds = sorted({name.rpartition(", ")[0] for name in file.list_names("told: ")})
    rows = []
    for kind in kinds:
        shown = [file.find(f"told: {kind}, {strength}") for strength in ("under", "between", "clear")]
        under, between, clear = shown
        n_clear = format_count(clear and clear.model_copy(update={"value": clear.n}))
        unseen = file.find(f"fault not assessed: {kind}, clear")
        rows.append(
            (
                *(NAMES.get(kind, kind), format_percent(under), format_percent(between)),
                *(format_interval(clear), n_clear, format_percent(unseen)),
            )
        )
    return make_table(("fault", "within the aim", "between", "clear", "n", "clear, not assessed"), rows)


NAMES = {
    "hyperext": "leaning back past straight",
    "fast_lower": "fast lowering",
    "dropped": "lowering dropped and caught late",
    "bounce": "bounce at the bottom",
    "jerky": "thrown up",
    "yanked": "jerk at the start",
    "stutter": "stops and restarts",
    "partial": "stopping short of straight",
    "deep": "lowered too far",
    "shallow": "not lowered far enough",
    "no_pause": "no pause at the top",
    "head_back": "head thrown back",
    "chin_down": "chin on the chest",
    "rounded": "rounded back",
    "rib_flare": "hollow back, ribs flared",
    "hip_slide": "hips sliding off the pad",
    "heels_up": "heels lifting",
    "unsettled": "next lift before stillness",
}


def write_rules(file: FigureFile) -> str:
    """Per rule: wrongly not met, borderline and not assessed in clean repetitions."""
    rows = []
    for rule in file.list_names("not assessed: "):
        false = file.find(f"false: {rule}")
        unseen = file.find(f"not assessed: {rule}")
        if false is None:
            rows.append((f"`{rule}`", NONE, NONE, NONE, format_percent(unseen)))
            continue
        border = format_percent(file.find(f"borderline: {rule}"))
        rows.append((f"`{rule}`", format_interval(false), str(false.n), border, format_percent(unseen)))
    return make_table(("rule", "wrongly not met", "n", "borderline", "not assessed"), rows)


def write_coverage(file: FigureFile) -> str:
    """Declared standard uncertainty of each measure beside its measured error."""
    rows = []
    for name in file.list_names("within 68 %: "):
        figures = [file.find(f"error: {name}, {label}") for label in ("bias", "sd", "rms")]
        within = [file.find(f"within {share} %: {name}") for share in (68, 95)]
        numbers = (f"{item.value:.2g}" if item else NONE for item in figures)
        unit = figures[0].unit if figures[0] else ""
        rows.append((f"`{name}`", unit, _describe_declared(name), *numbers, *(format_percent(item) for item in within)))
    return make_table(("measure", "unit", "declared", "bias", "sd", "rms", "within 68 %", "within 95 %"), rows)


def write_coverage_by_condition(file: FigureFile) -> str:
    """Coverage of the 95 % interval by condition, of the measures that most verdicts rest on."""
    measures = ("top_angle_deg", "range_of_motion_deg", "top_hold_s", "eccentric_s", "peak_velocity_per_range_1_s")
    conditions = sort_conditions(file)
    rows = []
    for condition in conditions:
        found = [file.find(f"within 95 %: {name}", condition) for name in measures]
        if any(found):
            rows.append((condition, *(format_percent(item) for item in found)))
    return make_table(("condition", *(f"`{name}`" for name in measures)), rows)


def _describe_declared(name: str) -> str:
    declared = _load_uncertainties().get(name)
    return NONE if declared is None else f"{declared:g}"


@cache
def _load_uncertainties() -> dict[str, float]:
    declared = load_exercise(EXERCISE).exercise.uncertainties
    return {name: item.video for name, item in declared.items() if item.video is not None}


def list_verdict_shares(file: FigureFile) -> Iterator[tuple[str, str]]:
    """Verdict, and where the true values lay when it was given."""
    for verdict in ("met", "borderline", "not_met"):
        counts = {place: file.find(f"said {verdict}: {place}") for place in ("within", "between", "past")}
        total = sum(item.n for item in counts.values() if item is not None)
        shares = (f"{place} {100 * item.n / total:.1f} %" for place, item in counts.items() if item is not None)
        if total:
            yield verdict, f"{', '.join(shares)} (n {total})"
