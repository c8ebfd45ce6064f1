"""Figures as files: what a run has counted, small enough to be committed, and what pages quote.

A figure has a name, a condition, a value with its unit, and where it is a share its 95 % interval. Files lie in
``docs/figures``; only the commands that measure write them.
"""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Literal

import numpy as np
from pydantic import BaseModel, ConfigDict, ValidationError

from validation.errors import AssetError
from validation.score.tally import ALL, Tally

SCHEMA: Literal["cleanrep.figures/1"] = "cleanrep.figures/1"
FOLDER = Path(__file__).parents[2] / "docs" / "figures"
MAX_BYTES = 5_000_000
N_DIGITS = 4
BY_CONDITION = (
    *("count exact", "no phantom", "refused", "off: boundary", "off: range_of_motion_deg, mean"),
    *("off: top_angle_deg, mean", "false", "within 95 %"),
)
"""Beginnings of the names that are kept by condition."""
UNITS = {"_s": "s", "_deg": "deg", "_deg_s": "deg/s", "_deg_s2": "deg/s2", "_pct": "%", "_cm": "cm", "_1_s": "1/s"}


class Figure(BaseModel):
    """One number.

    Attributes
    ----------
    name : str
        ``count exact`` or ``off: boundary, median``.
    condition : str
        ``all``, or a condition of the sets: ``variant: seated``.
    n : int
        Of what it is made.
    low, high : float or None
        95 % interval of a share.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    name: str
    condition: str = ALL
    value: float
    unit: str
    n: int
    low: float | None = None
    high: float | None = None


class FigureFile(BaseModel):
    """The figures of a run.

    Attributes
    ----------
    command : str
        Makes the file again.
    data : str
        What it was measured on, in words.
    """

    model_config = ConfigDict(frozen=True, extra="forbid", allow_inf_nan=False)

    schema_id: Literal["cleanrep.figures/1"] = SCHEMA
    command: str
    data: str
    cleanrep: str
    exercise_sha256: str
    figures: tuple[Figure, ...]

    def find(self, name: str, condition: str = ALL) -> Figure | None:
        """The figure of a name under a condition; None where there is none."""
        return next((item for item in self.figures if (item.name, item.condition) == (name, condition)), None)

    def list_conditions(self, name: str) -> tuple[str, ...]:
        """Conditions of a name, without ``all``."""
        return tuple(item.condition for item in self.figures if item.name == name and item.condition != ALL)

    def list_names(self, start: str) -> tuple[str, ...]:
        """Names over all sets that begin with something, without it."""
        return tuple(
            item.name.removeprefix(start)
            for item in self.figures
            if item.name.startswith(start) and item.condition == ALL
        )


def read_figures(name: str, folder: Path = FOLDER) -> FigureFile:
    """Read ``docs/figures/NAME.json``.

    Raises
    ------
    AssetError
        When it is missing, too large, or holds something else.
    """
    path = folder / f"{name}.json"
    remedy = "make it again: make validate"
    try:
        if path.stat().st_size > MAX_BYTES:
            raise AssetError(f"figures of at most {MAX_BYTES} bytes", f"more in {path.name}", remedy)
        return FigureFile.model_validate_json(path.read_bytes())
    except OSError as error:
        raise AssetError(f"figures in {path}", str(error), remedy) from error
    except ValidationError as error:
        raise AssetError(f"figures in {path.name}", f"{error.error_count()} wrong fields", remedy) from error


def write_figures(name: str, file: FigureFile, folder: Path = FOLDER) -> Path:
    """Write ``docs/figures/NAME.json``, whole or not at all, a figure a line."""
    path = folder / f"{name}.json"
    head = file.model_copy(update={"figures": ()}).model_dump_json(indent=1).removesuffix('"figures": []\n}')
    rows = ",\n  ".join(item.model_dump_json(exclude_defaults=True) for item in file.figures)
    folder.mkdir(parents=True, exist_ok=True)
    part = path.with_suffix(".part")
    part.write_text(f'{head}"figures": [\n  {rows}\n ]\n}}\n', encoding="utf-8")
    part.replace(path)
    return path


def summarise(tally: Tally) -> tuple[Figure, ...]:
    """Every share with its interval, every error with its median, mean and 90th percentile.

    By condition only what is shown by condition: files of figures are kept small.
    """
    figures = (*_list_shares(tally), *_list_errors(tally))
    kept = (item for item in figures if item.condition == ALL or item.name.startswith(BY_CONDITION))
    return tuple(sorted(kept, key=lambda item: (item.name, item.condition)))


def _list_shares(tally: Tally) -> Iterator[Figure]:
    for name, condition in tally.hits:
        share = tally.get_share(name, condition)
        low, high = share.compute_interval()
        yield Figure(
            name=name,
            condition=condition,
            value=_round(share.value),
            unit="share",
            n=share.n,
            low=_round(low),
            high=_round(high),
        )


def _list_errors(tally: Tally) -> Iterator[Figure]:
    for (name, condition), values in tally.values.items():
        what, _, measure = name.partition(": ")
        unit = "sd" if what == "off in sd" else _find_unit(measure)
        for label, value in _summarise_errors(what, np.array(values)):
            yield Figure(name=f"{name}, {label}", condition=condition, value=_round(value), unit=unit, n=len(values))


def _summarise_errors(what: str, values: "np.ndarray[tuple[int], np.dtype[np.float64]]") -> Iterable[tuple[str, float]]:
    if what == "off":
        return (
            ("median", float(np.median(values))),
            ("mean", float(values.mean())),
            ("p90", float(np.percentile(values, 90))),
        )
    if what == "error":
        return (
            ("bias", float(values.mean())),
            ("sd", float(values.std())),
            ("rms", float(np.sqrt(np.mean(values**2)))),
            ("p68", float(np.percentile(np.abs(values), 68))),
            ("p95", float(np.percentile(np.abs(values), 95))),
        )
    return (
        (f"p{share}", float(np.percentile(values, share))) for share in (10, 20, 30, 40, 50, 60, 68, 80, 90, 95, 99)
    )


def _find_unit(measure: str) -> str:
    if measure == "boundary":
        return "s"
    endings = sorted(UNITS, key=len, reverse=True)
    return next((UNITS[ending] for ending in endings if measure.endswith(ending)), "1")


def _round(value: float) -> float:
    return float(f"{value:.{N_DIGITS}g}")
