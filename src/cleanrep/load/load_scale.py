"""Loads of one machine on the scale that progression rests on: the static peak moment about L5/S1."""

from dataclasses import dataclass, replace

from cleanrep.load.curve import Setup
from cleanrep.load.equivalent import Criterion, find_load, measure_moment


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

    def find_share(self, maximum_kg: float, share: float) -> float | None:
        """Load in kg whose peak moment is a share (0 to 1) of that at `maximum_kg`: %1RM of the moment.

        None when the empty machine already asks for more.
        """
        return find_load(self.setup, share * self._peak(maximum_kg), criterion=Criterion.PEAK)

    def _peak(self, load_kg: float) -> float:
        return measure_moment(replace(self.setup, load_kg=load_kg), Criterion.PEAK)
