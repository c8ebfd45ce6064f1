"""Set up a machine with a person: the guide's steps, what each sets, the questions that no camera answers."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise, Rule, SetupSetting, SetupStep
from cleanrep.model.training import LoadUnit, Machine, Person, SelfReport
from cleanrep.model.training_records import MachineSettings
from cleanrep.near_name import suggest

if TYPE_CHECKING:
    from cleanrep.store.store import Store

MAX_VALUE_CHARACTERS = 60
MAX_STEPS = 200
MAX_LOAD = 2000.0


@dataclass(frozen=True, slots=True)
class SetupPart:
    """A step of the set-up with what it sets and what it asks.

    Attributes
    ----------
    questions : tuple[Rule, ...]
        Rules that only the lifter can answer; each is asked at the first step that it belongs to.
    """

    step: SetupStep
    questions: tuple[Rule, ...]

    @property
    def settings(self) -> tuple[SetupSetting, ...]:
        """Places on the machine."""
        return self.step.settings


@dataclass(frozen=True, slots=True)
class SetupAnswers:
    """What was set and answered, by id."""

    values: Mapping[str, str]
    comfort: Mapping[str, SelfReport]


@dataclass(frozen=True, slots=True)
class SetupDoubt:
    """A rule whose question was not answered with yes: the machine does not fit yet, or nobody knows."""

    rule: Rule
    answer: SelfReport

    @property
    def text(self) -> str:
        """What is in doubt: ``Pad position is not right yet``; *not known* where nobody said so."""
        return f"{self.rule.title} is not {'right' if self.answer is SelfReport.NO else 'known'} yet"


def list_parts(exercise: Exercise) -> tuple[SetupPart, ...]:
    """The steps in order, each question once."""
    rules = {rule.id: rule for rule in exercise.rules}
    asked: set[str] = set()
    parts = []
    for step in exercise.guide.setup:
        found = [rules[name] for name in step.rules if name not in asked]
        questions = tuple(rule for rule in found if rule.assessed_by == "self-report" and rule.question is not None)
        asked |= {rule.id for rule in questions}
        parts.append(SetupPart(step, questions))
    return tuple(parts)


def check_answers(exercise: Exercise, answers: SetupAnswers) -> None:
    """Refuse names that the set-up does not have.

    Raises
    ------
    UsageError
        For an unknown name, or a value too long to be a place on a machine.
    """
    parts = list_parts(exercise)
    settings = [item.id for part in parts for item in part.settings]
    questions = [rule.id for part in parts for rule in part.questions]
    for kind, given, known in (
        ("setting", answers.values, settings),
        ("question", answers.comfort, questions),
    ):
        for name in given:
            if name not in known:
                remedy = suggest(name, known, otherwise="choose one of them")
                raise UsageError(f"a {kind} of the set-up: {', '.join(known)}", repr(name), remedy)
    for name, value in answers.values.items():
        if not value.isprintable() or len(value) > MAX_VALUE_CHARACTERS:
            raise UsageError(f"at most {MAX_VALUE_CHARACTERS} plain characters for {name}", "others", "shorten it")


def save_setup(store: "Store", person: Person, machine: Machine, *, answers: SetupAnswers, on: date) -> MachineSettings:
    """Remember how a person sets a machine; what was not asked again stays as it was."""
    before = store.machine_settings.get(person.id, machine.id)
    values = dict(() if before is None else before.values) | dict(answers.values)
    comfort = dict(() if before is None else before.comfort) | dict(answers.comfort)
    settings = MachineSettings(
        person_id=person.id,
        machine_id=machine.id,
        values=tuple(values.items()),
        comfort=tuple(comfort.items()),
        set_on=on,
    )
    store.machine_settings.put(settings)
    return settings


def list_doubts(exercise: Exercise, settings: MachineSettings) -> tuple[SetupDoubt, ...]:
    """What has to be cleared before the machine is loaded."""
    rules = {rule.id: rule for rule in exercise.rules}
    answers = [(name, answer) for name, answer in settings.comfort if answer is not SelfReport.YES and name in rules]
    return tuple(SetupDoubt(rules[name], answer) for name, answer in answers)


def parse_loads(text: str) -> tuple[float, ...]:
    """Loads of the pins: ``5,10,15`` or ``5-100/5`` (from, to, step), rising.

    Raises
    ------
    UsageError
        When these are no such loads.
    """
    remedy = "e.g. 5,10,15 or 5-100/5"
    try:
        loads = _parse_range(text) if "/" in text else tuple(float(part) for part in text.split(","))
    except ValueError as error:
        raise UsageError("loads of the pins", repr(text[:MAX_VALUE_CHARACTERS]), remedy) from error
    is_fine = 0 < len(loads) <= MAX_STEPS and all(0.0 < load <= MAX_LOAD for load in loads)
    if not is_fine or list(loads) != sorted(set(loads)):
        expected = f"up to {MAX_STEPS} rising loads of at most {MAX_LOAD:g}"
        raise UsageError(expected, repr(text[:MAX_VALUE_CHARACTERS]), remedy)
    return loads


def _parse_range(text: str) -> tuple[float, ...]:
    span, step_text = text.split("/", maxsplit=1)
    first_text, last_text = span.split("-", maxsplit=1)
    first, last, step = float(first_text), float(last_text), float(step_text)
    if not 0.0 < step <= MAX_LOAD or not 0.0 < first <= last <= MAX_LOAD or (last - first) / step > MAX_STEPS:
        raise ValueError(text)
    return tuple(round(first + i * step, 3) for i in range(int((last - first) / step + 1e-9) + 1))


def make_machine(exercise: Exercise, machine_id: str, *, variant: str, unit: LoadUnit, name: str | None) -> Machine:
    """A machine as it is first met: its pins are named later."""
    title = name or machine_id.replace("-", " ").capitalize()
    return Machine(id=machine_id, name=title, exercise=exercise.id, variant=variant, unit=unit)
