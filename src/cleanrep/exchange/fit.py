"""FIT activity files, written with the encoder of the official SDK (an extra of the install).

FIT knows no lever back extension: a set goes out in the category ``hyperextension`` with the exercise's own name as
its title. Sessions follow each other as one activity.
"""

from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path

from cleanrep.errors import UsageError
from cleanrep.exchange.records import ExchangedSet
from cleanrep.model.training import LoadUnit

FILE_ID, SESSION, LAP, ACTIVITY, SET, EXERCISE_TITLE = 0, 18, 19, 34, 225, 264
HYPEREXTENSION, UNKNOWN_CATEGORY = 13, 65534
MAX_WEIGHT_KG = 4095.0
MAX_SPENT_S = 4_294_967.0
"""Milliseconds of 32 bits: seven weeks."""
MAX_TITLE_BYTES = 100
FIRST_TIME = datetime(1989, 12, 31, tzinfo=UTC)
"""FIT counts seconds from here."""
_BACK_EXTENSIONS = frozenset({"lever-back-extension", "45-degree-back-extension"})


def write_fit(path: Path, sets: Iterator[ExchangedSet], titles: Mapping[str, str]) -> int:
    """Write sets as one activity; returns how many.

    Parameters
    ----------
    titles : Mapping[str, str]
        Name of an exercise by its id; others go by what they are called in the log.

    Raises
    ------
    UsageError
        When the SDK is not installed, there is no set, or one lies before FIT's first time.
    """
    try:
        from garmin_fit_sdk import Encoder
    except ModuleNotFoundError as error:
        remedy = "install the extra: pip install 'cleanrep[fit]'"
        raise UsageError("Garmin's FIT SDK for this format", "none installed", remedy) from error
    items = list(sets)
    if not items:
        raise UsageError("a set to write", "an empty log", "log a set first")
    if (first := min(item.performed_at for item in items)) < FIRST_TIME:
        raise UsageError("sets from 1990 on for FIT", f"one of {first:%Y-%m-%d}", "choose another form")
    encoder = Encoder()
    for message in _list_messages(items, titles):
        encoder.write_mesg(dict(message))
    path.write_bytes(encoder.close())
    return len(items)


def _list_messages(items: list[ExchangedSet], titles: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    start, end = _in_utc(min(item.performed_at for item in items)), _in_utc(max(_end(item) for item in items))
    # A log of more than seven weeks has no elapsed time that the field can hold; start and end say it then.
    spent_s = (end - start).total_seconds()
    fits = spent_s <= MAX_SPENT_S
    timer = {"total_timer_time": spent_s} if fits else {}
    spent = {**timer, "total_elapsed_time": spent_s} if fits else {}
    yield {"mesg_num": FILE_ID, "type": "activity", "manufacturer": "development", "product": 1, "time_created": start}
    exercises = {name: number for number, name in enumerate(dict.fromkeys(item.exercise for item in items))}
    for name, number in exercises.items():
        category = HYPEREXTENSION if name in _BACK_EXTENSIONS else UNKNOWN_CATEGORY
        yield {
            "mesg_num": EXERCISE_TITLE,
            "message_index": number,
            "exercise_category": category,
            "exercise_name": 65535,
            "wkt_step_name": _cut(titles.get(name, name)),
        }
    for number, item in enumerate(items):
        yield _spell_set(number, item, exercises[item.exercise])
    for kind in (LAP, SESSION):
        more = {"sport": "training", "sub_sport": "strength_training"}
        yield {"mesg_num": kind, "timestamp": end, "start_time": start, "message_index": 0, **spent, **more}
    yield {"mesg_num": ACTIVITY, "timestamp": end, "num_sessions": 1, **timer}


def _cut(title: str) -> str:
    return title.encode()[:MAX_TITLE_BYTES].decode(errors="ignore")


def _spell_set(number: int, item: ExchangedSet, step: int) -> Mapping[str, object]:
    load_kg = item.load.load_kg
    message: dict[str, object] = {
        "mesg_num": SET,
        "timestamp": _in_utc(_end(item)),
        "start_time": _in_utc(item.performed_at),
        "duration": item.duration_s or 1.0,
        "repetitions": min(item.n_repetitions, 65534),
        "set_type": "active",
        "category": [HYPEREXTENSION if item.exercise in _BACK_EXTENSIONS else UNKNOWN_CATEGORY],
        "message_index": number,
        "wkt_step_index": step,
    }
    if load_kg is not None:
        message["weight"] = min(load_kg, MAX_WEIGHT_KG)
        message["weight_display_unit"] = "pound" if item.load.unit is LoadUnit.LB else "kilogram"
    return message


def _end(item: ExchangedSet) -> datetime:
    return item.performed_at + timedelta(seconds=item.duration_s or 1.0)


def _in_utc(moment: datetime) -> datetime:
    return moment.astimezone(UTC)
