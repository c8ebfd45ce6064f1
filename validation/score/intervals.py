"""Confidence intervals of shares."""

from dataclasses import dataclass
from math import nan, sqrt

Z_95 = 1.959964


@dataclass(frozen=True, slots=True)
class Share:
    """How many of how many.

    Attributes
    ----------
    n_hits, n : int
        0 <= n_hits <= n.
    """

    n_hits: int
    n: int

    @property
    def value(self) -> float:
        """Share 0..1; NaN of nothing."""
        return self.n_hits / self.n if self.n else nan

    def compute_interval(self, z: float = Z_95) -> tuple[float, float]:
        """Wilson's score interval (Wilson 1927); 0 to 1 for no trials. Trials are taken as independent."""
        if self.n == 0:
            return 0.0, 1.0
        spread = z * z / self.n
        middle = (self.value + spread / 2.0) / (1.0 + spread)
        half = z * sqrt(self.value * (1.0 - self.value) / self.n + spread / (4.0 * self.n)) / (1.0 + spread)
        # Rounding must not push an end past the share itself, which it meets at 0 and at 1.
        low, high = min(middle - half, self.value), max(middle + half, self.value)
        return max(0.0, low), min(1.0, high)


def count_hits(hits: "list[bool]") -> Share:
    """Share of what is true in a list."""
    return Share(sum(hits), len(hits))
