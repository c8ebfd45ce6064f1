"""Typical tempo and range of a recording: medians over its repetitions, named as on every screen."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from cleanrep.model.repetition import Repetition
from cleanrep.report.wording import format_value


@dataclass(frozen=True, slots=True)
class Median:
    """A figure with its word: ``up``, ``top``, ``down``, ``bottom`` in seconds, ``range`` in degrees."""

    word: str
    value: float
    unit: str

    @property
    def text(self) -> str:
        """Value with its unit."""
        return format_value(self.value, self.unit)


def list_medians(repetitions: Sequence[Repetition]) -> list[Median]:
    """Medians over the repetitions, in the order of the phases and then the range; what is not known is left out."""
    times = [r.times for r in repetitions]
    values = {
        "up": [t.concentric_s for t in times],
        "top": [t.top_hold_s for t in times],
        "down": [t.eccentric_s for t in times],
        "bottom": [t.bottom_hold_s for t in times if t.bottom_hold_s is not None],
    }
    ranges = [m.value for r in repetitions for m in r.measures if m.name == "range_of_motion_deg"]
    medians = [Median(word, statistics.median(items), "s") for word, items in values.items() if items]
    known = [value for value in ranges if math.isfinite(value)]
    if known:
        medians.append(Median("range", statistics.median(known), "deg"))
    return medians
