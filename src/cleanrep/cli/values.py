"""Read what people type for loads, times and answers; write what the log holds in their words."""

import math
import re
from datetime import datetime
from typing import TypeVar

import typer

from cleanrep.errors import UsageError
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, PerformedSet, SelfReport

_LOAD = re.compile(r"^(\d{1,5}(?:[.,]\d{1,3})?)\s*(kg|lb|lbs)?$", re.IGNORECASE)
_PIN = re.compile(r"^(?:pin|stack)\s*(\d{1,3})$", re.IGNORECASE)
_BODY = re.compile(r"^(?:bw|bodyweight)(?:\s*\+\s*(\d{1,4}(?:[.,]\d{1,3})?)\s*(?:kg)?)?$", re.IGNORECASE)
_ANSWERS = {"yes": SelfReport.YES, "no": SelfReport.NO, "unsure": SelfReport.UNSURE}
Number = TypeVar("Number", int, float)


def parse_load(text: str, unit: LoadUnit | None) -> Load:
    """Read ``40``, ``40kg``, ``90 lb``, ``pin 7``, ``bodyweight`` or ``bw+10``.

    Raises
    ------
    UsageError
        When it is none of these, or a number without a unit.
    """
    cell = text.strip()
    if match := _PIN.match(cell):
        return Load(LoadUnit.STACK_POSITION, float(match[1]))
    if match := _BODY.match(cell):
        return Load(LoadUnit.BODYWEIGHT, None if match[1] is None else float(match[1].replace(",", ".")))
    match = _LOAD.match(cell)
    if match is None:
        raise UsageError("a load such as 40kg, 90lb, 'pin 7', bodyweight or bw+10", repr(text), "give it so")
    told = {"kg": LoadUnit.KG, "lb": LoadUnit.LB, "lbs": LoadUnit.LB}.get((match[2] or "").lower(), unit)
    if told is None:
        raise UsageError("a load with its unit", repr(text), "write 40kg or 90lb, or add --unit or --machine")
    return Load(told, float(match[1].replace(",", ".")))


def parse_answer(option: str, text: str) -> SelfReport:
    """Read yes, no or unsure.

    Raises
    ------
    UsageError
        When it is something else.
    """
    found = [answer for word, answer in _ANSWERS.items() if word.startswith(text.strip().lower()) and text.strip()]
    if len(found) != 1:
        raise UsageError(f"yes, no or unsure for {option}", repr(text), "choose one of them")
    return found[0]


def parse_moment(text: str | None, now: datetime) -> datetime:
    """Read a date and time in ISO 8601, here and now unless said otherwise.

    Raises
    ------
    UsageError
        When it is none, or lies ahead.
    """
    if text is None:
        return now
    try:
        moment = datetime.fromisoformat(text)
        moment = moment.astimezone() if moment.tzinfo is None else moment
    except (ValueError, OverflowError, OSError) as error:
        raise UsageError("a date and time such as 2026-11-24T18:30", repr(text), "give it so with --at") from error
    if moment.year < 1970 or moment > now:
        raise UsageError("a time from 1970 until now", repr(text), "check --at")
    return moment


def check_range(option: str, value: Number | None, *, least: float, most: float) -> Number | None:
    """The value, when it lies within its bounds or was not given.

    Raises
    ------
    UsageError
        When it does not.
    """
    if value is not None and not (math.isfinite(value) and least <= value <= most):
        raise UsageError(f"{option} from {least:g} to {most:g}", f"{value:g}", "check the number")
    return value


def parse_numbered(option: str, text: str) -> tuple[int, str]:
    """Read ``N:WORD``, such as ``3:stop-at-neutral``.

    Raises
    ------
    UsageError
        When it is none.
    """
    number, _, word = text.partition(":")
    if not number.isdecimal() or len(number) > 4 or not word:
        raise UsageError(f"{option} REP:RULE", repr(text), f"e.g. {option} 3:stop-at-neutral")
    return int(number), word


def is_passed_on(context: typer.Context) -> bool:
    """Whether a group's own command hands on to one of its subcommands.

    Raises
    ------
    UsageError
        When options stand before the subcommand: it would not see them, ``--person`` least of all.
    """
    name = context.invoked_subcommand
    if name is None:
        return False
    sources = {option: context.get_parameter_source(option) for option in context.params}
    given = [option for option, source in sources.items() if source is not None and source.name != "DEFAULT"]
    if given:
        raise UsageError(f"options of '{name}' after it", f"--{given[0].replace('_', '-')} before", "move it behind")
    return True


def spell_load(load: Load) -> str:
    """A load in the lifter's words."""
    if load.unit is LoadUnit.BODYWEIGHT:
        return "body weight" if not load.value else f"body weight + {load.value:g} kg"
    if load.value is None:
        return "-"
    return f"pin {load.value:g}" if load.unit is LoadUnit.STACK_POSITION else f"{load.value:g} {load.unit.value}"


def spell_clean(performed: PerformedSet) -> str:
    """How many of a set's repetitions were clean; ``-`` where nothing was judged."""
    told = [item.is_clean for item in performed.counted]
    if not any(item is not None for item in told):
        return "can't tell" if told else "-"
    return str(sum(item is True for item in told))


def spell_verdict(verdict: Verdict | None) -> str:
    """A verdict in words."""
    return "not judged" if verdict is None else verdict.value.replace("_", " ")
