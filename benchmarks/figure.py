"""One measured number beside its bar, and what a benchmark is asked."""

from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Options:
    """How much to measure.

    Attributes
    ----------
    is_quick : bool
        Fewer repetitions and shorter recordings; the figures mean less.
    data : Path or None
        Folder of recordings with truth (``NAME.mp4`` beside ``NAME.json``).
    """

    is_quick: bool = False
    data: Path | None = None


@dataclass(frozen=True, slots=True)
class Figure:
    """A number, its unit and its bar.

    Attributes
    ----------
    bar : float or None
        What it should not exceed; None where nothing is asked.
    is_floor : bool
        The bar is what it should not fall short of.
    note : str
        What is in it.
    """

    name: str
    value: float
    unit: str
    bar: float | None = None
    is_floor: bool = False
    note: str = ""

    @property
    def holds(self) -> bool | None:
        """Whether the bar holds; None without one."""
        if self.bar is None:
            return None
        return self.value >= self.bar if self.is_floor else self.value <= self.bar

    def describe(self) -> str:
        """One line for the terminal."""
        mark = {True: "ok   ", False: "SHORT", None: "     "}[self.holds]
        bar = "" if self.bar is None else f" (bar {'>=' if self.is_floor else '<='} {self.bar:g})"
        note = f"  [{self.note}]" if self.note else ""
        return f"{mark} {self.name}: {self.value:.4g} {self.unit}{bar}{note}"
