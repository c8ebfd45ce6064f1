"""The section of the accuracy page on faults that are told too seldom: how far the pose model is to blame."""

from collections.abc import Iterator

from validation.accuracy.figures import FigureFile
from validation.accuracy.sections import NAMES, Evidence
from validation.accuracy.wording import format_hits, format_interval, format_percent, make_table

AIM = 0.95
REMEDIES = {
    "deep": "an own neutral hold before the set: where straight is differs between bodies and hides up to 10°",
    "no_pause": "a pose model with half the error; with a drop after it the top looks held (below)",
    "yanked": "a pose model with half the error, a higher frame rate, or a motion sensor on the trunk",
}
"""What would let a fault be told more often, by its kind."""
ELSE = "a pose model with half the error"


def write_limits(evidence: Evidence) -> Iterator[str]:
    """Faults short of the aim, from the same sets with all of the noise, half of it, and none."""
    rows = [row for kind in sorted(NAMES) if (row := _describe_kind(evidence, kind)) is not None]
    head = ("fault", "simulated", "half the noise", "true joints", "not assessed", "what would lift it")
    if rows:
        yield make_table(head, rows)
    if evidence.rendered is not None:
        yield from _describe_neutral(evidence.rendered)


def _describe_kind(evidence: Evidence, kind: str) -> tuple[str, ...] | None:
    name = f"told: {kind}, clear"
    seen, half, exact = (file.find(name) for file in (evidence.fast, evidence.fast_half, evidence.fast_exact))
    if seen is None or seen.value >= AIM:
        return None
    shown = (format_hits(item) for item in (half, exact))
    unseen = format_percent(evidence.fast.find(f"fault not assessed: {kind}, clear"))
    return NAMES[kind], format_interval(seen), *shown, unseen, REMEDIES.get(kind, ELSE)


def _describe_neutral(rendered: FigureFile) -> Iterator[str]:
    told, unknown = (rendered.find(f"{name}: hyperext, clear") for name in ("told", "neutral not known"))
    if told is None or unknown is None or not unknown.value:
        return
    n_missed = round((1.0 - told.value) * told.n)
    yield (
        f"Of the {told.n} clear cases of leaning back past straight in rendered sets {n_missed} were not told, "
        f"{round(unknown.value * unknown.n)} of them because nobody knew what straight is: seated, neutral is the "
        "lifter's own hold or what three repetitions that end alike show, and those sets are shorter or end unalike, "
        "and have no hold. What would lift it: a hold of half a second before the set."
    )
