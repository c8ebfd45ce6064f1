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
        When the SDK is not installed, or there is no set.
    """
    try:
        from garmin_fit_sdk import Encoder
    except ModuleNotFoundError as error:
        remedy = "install the extra: pip install 'cleanrep[fit]'"
        raise UsageError("Garmin's FIT SDK for this format", "none installed", remedy) from error
    items = list(sets)
    if not items:
        raise UsageError("a set to write", "an empty log", "log a set first")
    encoder = Encoder()
    for message in _list_messages(items, titles):
        encoder.write_mesg(dict(message))
    path.write_bytes(encoder.close())
    return len(items)


def _list_messages(items: list[ExchangedSet], titles: Mapping[str, str]) -> Iterator[Mapping[str, object]]:
    start, end = _in_utc(items[0].performed_at), _in_utc(max(_end(item) for item in items))
    spent = {"total_elapsed_time": (end - start).total_seconds(), "total_timer_time": (end - start).total_seconds()}
    yield {"mesg_num": FILE_ID, "type": "activity", "manufacturer": "development", "product": 1, "time_created": start}
    exercises = {name: number for number, name in enumerate(dict.fromkeys(item.exercise for item in items))}
    for name, number in exercises.items():
        category = HYPEREXTENSION if name in _BACK_EXTENSIONS else UNKNOWN_CATEGORY
        yield {
            "mesg_num": EXERCISE_TITLE,
            "message_index": number,
            "exercise_category": category,
            "exercise_name": 65535,
            "wkt_step_name": titles.get(name, name)[:100],
        }
    for number, item in enumerate(items):
        yield _spell_set(number, item, exercises[item.exercise])
    for kind in (LAP, SESSION):
        more = {"sport": "training", "sub_sport": "strength_training"}
        yield {"mesg_num": kind, "timestamp": end, "start_time": start, "message_index": 0, **spent, **more}
    yield {"mesg_num": ACTIVITY, "timestamp": end, "num_sessions": 1, "total_timer_time": spent["total_timer_time"]}


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
