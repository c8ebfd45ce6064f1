"""Loads of one machine on the scale that progression rests on: the static peak moment about L5/S1."""

from dataclasses import dataclass, replace

from cleanrep.load.curve import Setup
from cleanrep.load.equivalent import Criterion, measure_moment


@dataclass(frozen=True, slots=True)
class MomentScale:
    """Scale of a person on a machine; `setup` says both, its own load is not looked at."""

    setup: Setup

    def relative_change(self, from_kg: float, to_kg: float) -> float:
        """Change of the peak moment from one load to another: 0.05 is five percent more.

        Raises
        ------
        UsageError
            When a load is negative or too large.
        """
        return self._peak(to_kg) / self._peak(from_kg) - 1

    def _peak(self, load_kg: float) -> float:
        return measure_moment(replace(self.setup, load_kg=load_kg), Criterion.PEAK)
