"""Read single cells of foreign logs: dates as people's phones write them, numbers, durations; hostile until parsed."""

import math
import re
from dataclasses import dataclass
from datetime import datetime, tzinfo
from functools import lru_cache

from cleanrep.model.training import LoadUnit

MAX_CELL_CHARACTERS = 5000
MAX_SHOWN_CHARACTERS = 40
MAX_KEPT_TIMES = 64
"""Times whose reading is kept: all sets of a workout name the same two."""
# First letters of the months as phones write them: English, German, French, Spanish, Italian, Portuguese, Dutch.
_MONTHS = {
    1: ("jan", "janv", "ene", "gen"),
    2: ("feb", "fév", "fev", "févr"),
    3: ("mar", "mär", "mrz", "mars", "maa", "mrt"),
    4: ("apr", "avr", "abr"),
    5: ("may", "mai", "mag", "mei"),
    6: ("jun", "juin", "giu"),
    7: ("jul", "juil", "lug"),
    8: ("aug", "aoû", "aou", "ago"),
    9: ("sep", "set"),
    10: ("oct", "okt", "ott", "out"),
    11: ("nov",),
    12: ("dec", "dez", "déc", "dic"),
}
_DAY_FIRST = re.compile(
    r"^(\d{1,2})\.? (?:de )?(\w+)\.?,? (?:de )?(\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AaPp]\.?[Mm]\.?)?$"
)
_MONTH_FIRST = re.compile(r"^(\w+)\.? (\d{1,2}),? (\d{4}),? (\d{1,2}):(\d{2})(?::(\d{2}))?\s?([AaPp]\.?[Mm]\.?)?$")
_DURATION = re.compile(r"^(?:(\d{1,4})\s?h(?:ours?)?)?\s?(?:(\d{1,4})\s?m(?:in)?)?\s?(?:(\d{1,6})\s?s(?:ec)?)?$")
_SPACES = re.compile(r"[\u00a0\u202f\s]+")


class FieldError(ValueError):
    """A cell does not hold what its column asks for; the message says expected and got."""


@dataclass(frozen=True, slots=True)
class ReadingChoices:
    """What a file does not say itself.

    Attributes
    ----------
    unit : LoadUnit or None
        Of loads whose column names none; None: not known, and then a load is a problem.
    zone : tzinfo or None
        Of times without one; None: this machine's.
    """

    unit: LoadUnit | None = None
    zone: tzinfo | None = None


def shorten(text: str) -> str:
    """A stranger's text for a message: short, and without control characters."""
    shown = text if len(text) <= MAX_SHOWN_CHARACTERS else text[: MAX_SHOWN_CHARACTERS - 3] + "..."
    return "".join(char if char.isprintable() else "?" for char in shown)


def parse_text(text: str | None) -> str:
    """Text of bounded length; None and spaces are empty."""
    cell = (text or "").strip()
    if len(cell) > MAX_CELL_CHARACTERS:
        raise FieldError(f"expected at most {MAX_CELL_CHARACTERS} characters, got {len(cell)}")
    return cell


def parse_number(text: str | None, name: str, *, most: float) -> float | None:
    """A number from 0 to `most`, with a point or a comma; None when empty."""
    cell = (text or "").strip()
    if not cell:
        return None
    try:
        number = float(cell.replace(",", "."))
    except ValueError as error:
        raise FieldError(f"{name}: expected a number, got {shorten(cell)!r}") from error
    if not math.isfinite(number) or not 0 <= number <= most:
        raise FieldError(f"{name}: expected 0 to {most:g}, got {shorten(cell)!r}")
    return number


def parse_count(text: str | None, name: str, *, most: int) -> int | None:
    """A whole number from 0 to `most`; None when empty."""
    number = parse_number(text, name, most=most)
    if number is None:
        return None
    if number != int(number):
        raise FieldError(f"{name}: expected a whole number, got {shorten(str(text))!r}")
    return int(number)


def parse_rating(text: str | None, name: str) -> float | None:
    """A rating from 1 to 10; None when empty or 0, which some programs write for none."""
    number = parse_number(text, name, most=10)
    if not number:
        return None
    if number < 1:
        raise FieldError(f"{name}: expected 1 to 10, got {number:g}")
    return number


def parse_time(text: str | None, name: str, choices: ReadingChoices) -> datetime:
    """A time as ISO 8601, ``22 Dec 2025, 08:00`` or ``Sep 1, 2026, 6:55 PM``, with month names of seven languages."""
    cell = _SPACES.sub(" ", (text or "").strip())
    try:
        moment = datetime.fromisoformat(cell) if cell[:4].isdigit() else _parse_phone_time(cell)
    except ValueError as error:
        raise FieldError(f"{name}: expected a date and time, got {shorten(cell)!r}") from error
    return place_time(moment, name, choices)


def place_time(moment: datetime, name: str, choices: ReadingChoices) -> datetime:
    """A time with its zone, within the years that every clock and database can hold; `FieldError` outside of them."""
    if not 1970 <= moment.year <= 9998:
        raise FieldError(f"{name}: expected a year from 1970, got {moment.year}")
    if moment.tzinfo is not None:
        return moment
    return moment.replace(tzinfo=choices.zone) if choices.zone is not None else moment.astimezone()


@lru_cache(maxsize=MAX_KEPT_TIMES)
def _parse_phone_time(cell: str) -> datetime:
    if match := _DAY_FIRST.match(cell):
        day, month, year, *clock = match.groups()
    elif match := _MONTH_FIRST.match(cell):
        month, day, year, *clock = match.groups()
    else:
        raise ValueError(cell)
    hour, minute, second, half = clock
    return datetime(  # noqa: DTZ001 - the file's clock has no zone; the caller gives it one
        int(year), _find_month(month), int(day), _to_24_hours(int(hour), half), int(minute), int(second or 0)
    )


def _find_month(name: str) -> int:
    found = {month for month, starts in _MONTHS.items() if any(name.lower().startswith(start) for start in starts)}
    if len(found) != 1:
        raise ValueError(name)
    return found.pop()


def _to_24_hours(hour: int, half: str | None) -> int:
    if half is None:
        return hour
    if not 1 <= hour <= 12:
        raise ValueError(half)
    return hour % 12 + (12 if half.lower().startswith("p") else 0)


def parse_duration(text: str | None) -> float | None:
    """Seconds from ``1h 30m``, ``45min``, ``90s`` or a bare number of seconds; None when empty."""
    cell = (text or "").strip()
    if not cell:
        return None
    if re.fullmatch(r"\d{1,9}(\.\d{1,6})?", cell):
        return float(cell)
    match = _DURATION.match(cell)
    if match is None:
        raise FieldError(f"duration: expected e.g. 1h 30m or seconds, got {shorten(cell)!r}")
    hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return 3600.0 * hours + 60.0 * minutes + seconds
