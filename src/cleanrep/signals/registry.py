"""Register of named signals: typed functions from a stretch of poses to one number a sample.

A signal declares the unit of its values. Exercises name the signal that shows when; measures name the signals that
they need; an unknown name is an error when the exercise is joined with the engine, not at repetition seven.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass

from cleanrep.model.arrays import FloatArray
from cleanrep.signals.stretch import Stretch

SignalFunction = Callable[[Stretch], FloatArray]


@dataclass(frozen=True, slots=True)
class Signal:
    """A named signal.

    Attributes
    ----------
    compute : SignalFunction
        From a `Stretch` of n samples to (n,) values; NaN = not seen.
    """

    name: str
    unit: str
    compute: SignalFunction
    description: str


_SIGNALS: dict[str, Signal] = {}


def signal(name: str, *, unit: str) -> Callable[[SignalFunction], SignalFunction]:
    """Register a function as the signal `name`; its docstring's first line is the description."""

    def register(function: SignalFunction) -> SignalFunction:
        if name in _SIGNALS:
            raise ValueError(f"expected each signal once, got {name!r} twice")
        _SIGNALS[name] = Signal(name, unit, function, (function.__doc__ or name).strip().splitlines()[0])
        return function

    return register


def get_signals() -> Mapping[str, Signal]:
    """Every registered signal by name."""
    return _SIGNALS
