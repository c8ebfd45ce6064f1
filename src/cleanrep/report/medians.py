"""Typical tempo and range of a recording: medians over its repetitions, named as on every screen."""

import math
import statistics
from collections.abc import Sequence
from dataclasses import dataclass

from cleanrep.model.repetition import Repetition
from cleanrep.report.wording import format_value

_WORDS = {
    "up": "concentric_s",
    "top": "top_hold_s",
    "down": "eccentric_s",
    "bottom": "bottom_hold_s",
    "range": "range_of_motion_deg",
}


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
    medians = []
    for word, name in _WORDS.items():
        known = [m for r in repetitions for m in r.measures if m.name == name and math.isfinite(m.value)]
        if known:
            medians.append(Median(word, statistics.median(m.value for m in known), known[0].unit))
    return medians
