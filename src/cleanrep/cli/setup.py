"""``cleanrep setup``: go through the set-up of a machine, unhurried the first time, and remember it."""

import sys
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cleanrep.app.back_load import check_machine
from cleanrep.app.machine_setup import (
    SetupAnswers,
    SetupPart,
    check_answers,
    list_doubts,
    list_parts,
    make_machine,
    parse_loads,
    save_setup,
)
from cleanrep.app.machines import find_machine
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import open_store
from cleanrep.cli.page import Page, open_page
from cleanrep.cli.training_options import DEFAULT_EXERCISE, ExerciseOption, PersonOption
from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise
from cleanrep.model.training import LoadUnit, Machine, SelfReport
from cleanrep.model.training_records import MachineSettings
from cleanrep.near_name import suggest

if TYPE_CHECKING:
    from cleanrep.store.store import Store

_ANSWERS = {"y": SelfReport.YES, "yes": SelfReport.YES, "n": SelfReport.NO, "no": SelfReport.NO}


def setup_command(
    machine: Annotated[str, typer.Option(help="Machine id, e.g. gym-lever; a new one is added.")] = "my-machine",
    variant: Annotated[str | None, typer.Option(help="Variant of a new machine.")] = None,
    name: Annotated[str | None, typer.Option(help="Name of a new machine.")] = None,
    unit: Annotated[LoadUnit, typer.Option(help="Unit of a new machine's loads.")] = LoadUnit.KG,
    steps: Annotated[str | None, typer.Option(help="Loads of the pins: 5,10,15 or 5-100/5.")] = None,
    add_ons: Annotated[str | None, typer.Option(help="Small weights for on top of a pin: 1.25,2.5.")] = None,
    kinetics: Annotated[
        str | None, typer.Option(help="Machine file or id with its mechanics, for the load on the back.")
    ] = None,
    values: Annotated[list[str] | None, typer.Option("--set", help="A setting: hip-pad=4.")] = None,
    answers: Annotated[list[str] | None, typer.Option("--answer", help="An answer: pad-position=yes.")] = None,
    yes: Annotated[bool, typer.Option("--yes", help="Ask nothing: keep what is remembered or given.")] = False,
    show: Annotated[bool, typer.Option("--show", help="Only show what is remembered.")] = False,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    person: PersonOption = None,
) -> None:
    """Set up a machine step by step, and remember where everything goes."""
    loaded, page = find_exercise(exercise).exercise, open_page()
    given = SetupAnswers(parse_pairs(values, "--set"), _parse_answers(answers))
    check_answers(loaded, given)
    with open_store() as store:
        lifter = find_person(store, person)
        found = _find_machine(store, machine)
        if found is None and show:
            raise UsageError("a machine that was set up", repr(machine), "go through it: cleanrep setup")
        if found is not None and variant not in (None, found.variant):
            raise UsageError(f"the variant of {found.id}, {found.variant}", repr(variant), "give another --machine")
        new = found or make_machine(loaded, machine, variant=_choose_variant(loaded, variant), unit=unit, name=name)
        new = _add_loads(_name_kinetics(new, kinetics), steps=steps, add_ons=add_ons)
        if found is None:
            store.machines.add(new)
        elif new != found:
            store.machines.update(new)
        found, before = new, store.machine_settings.get(lifter.id, new.id)
        if show:
            _show_settings(page, loaded, found, before)
            return
        asked = given if yes else _walk(page, list_parts(loaded), given, before)
        on = datetime.now().astimezone().date()
        after = save_setup(store, lifter, found, answers=asked, on=on)
    _show_settings(page, loaded, found, after)


def parse_pairs(texts: Sequence[str] | None, option: str) -> dict[str, str]:
    """Read ``name=value`` pairs.

    Raises
    ------
    UsageError
        When one has no value.
    """
    pairs = {}
    for text in texts or ():
        name, sign, value = text.partition("=")
        if not sign or not value.strip():
            raise UsageError(f"{option} name=value", repr(text), f"e.g. {option} hip-pad=4")
        pairs[name.strip()] = value.strip()
    return pairs


def _parse_answers(texts: Sequence[str] | None) -> dict[str, SelfReport]:
    pairs = parse_pairs(texts, "--answer")
    known = _ANSWERS | {"unsure": SelfReport.UNSURE}
    for name, value in pairs.items():
        if value.lower() not in known:
            raise UsageError(f"yes, no or unsure for {name}", repr(value), "e.g. --answer pad-position=yes")
    return {name: known[value.lower()] for name, value in pairs.items()}


def _find_machine(store: "Store", machine_id: str) -> Machine | None:
    return next((item for item in store.machines.list() if item.id == machine_id), None)


def _choose_variant(exercise: Exercise, variant: str | None) -> str:
    if variant is None:
        return next(iter(exercise.variants))
    if variant not in exercise.variants:
        expected = f"a variant of {exercise.id}: {', '.join(exercise.variants)}"
        raise UsageError(expected, repr(variant), suggest(variant, exercise.variants, otherwise="choose one of them"))
    return variant


def _add_loads(machine: Machine, *, steps: str | None, add_ons: str | None) -> Machine:
    return replace(
        machine,
        steps=machine.steps if steps is None else parse_loads(steps),
        add_ons=machine.add_ons if add_ons is None else parse_loads(add_ons),
    )


def _name_kinetics(machine: Machine, kinetics: str | None) -> Machine:
    """The machine with a machine file that is known to be one for its exercise and variant."""
    if kinetics is None:
        return machine
    check_machine(find_machine(kinetics), exercise=machine.exercise, variant=machine.variant)
    return replace(machine, kinetics=str(Path(kinetics).resolve()) if kinetics.endswith(".toml") else kinetics)


def _walk(page: Page, parts: Sequence[SetupPart], given: SetupAnswers, before: MachineSettings | None) -> SetupAnswers:
    """Go through the steps; the first time every step is read in full, later only what is remembered is offered."""
    values, comfort = dict(given.values), dict(given.comfort)
    remembered = {} if before is None else dict(before.values)
    if before is None:
        page.write("Take your time: each step is worth it, once. An empty answer skips a setting.")
    for number, part in enumerate(parts, start=1):
        _show_step(page, part, number, is_first_time=before is None)
        for setting in part.settings:
            if setting.id not in values:
                value = _ask_value(page, setting.question, remembered.get(setting.id))
                values |= {} if value is None else {setting.id: value}
        for rule in part.questions:
            if rule.id not in comfort:
                comfort[rule.id] = _ask_comfort(page, rule.question or rule.statement, rule.cue)
    return SetupAnswers(values, comfort)


def _show_step(page: Page, part: SetupPart, number: int, *, is_first_time: bool) -> None:
    if is_first_time or part.settings or part.questions:
        page.write()
        page.write(f"{number}. {part.step.title}", "bold")
    if is_first_time:
        page.write(part.step.text, indent=3)


def _ask_value(page: Page, question: str, remembered: str | None) -> str | None:
    kept = "" if remembered is None else f" [{remembered}]"
    return _read(page, f"   {question}{kept} ") or remembered


def _ask_comfort(page: Page, question: str, cue: str) -> SelfReport:
    """Ask until it is answered with yes, three times at most: change the machine, then try again."""
    answer = SelfReport.UNSURE
    for _ in range(3):
        text = _read(page, f"   {question} [yes/no] ").lower()
        answer = _ANSWERS.get(text, SelfReport.UNSURE)
        if answer is SelfReport.YES or not text:
            return answer
        page.write(f"{cue} Then try again.", indent=3)
    return answer


def _read(page: Page, question: str) -> str:
    page.console.print(page.spell(question), end="", soft_wrap=True, markup=False)
    line = sys.stdin.readline()
    if not sys.stdin.isatty():
        page.console.print()
    return "".join(char for char in line.strip() if char.isprintable())


def _show_settings(page: Page, exercise: Exercise, machine: Machine, settings: MachineSettings | None) -> None:
    page.write()
    page.write(f"{machine.name} ({machine.id}) · {machine.variant}", "bold")
    if settings is None:
        page.write("Nothing is remembered yet: cleanrep setup")
        return
    names = {item.id: item.name for part in list_parts(exercise) for item in part.settings}
    titles = {rule.id: rule.title for rule in exercise.rules}
    page.write_fields([*_name(settings.values, names), *_name(((a, b.value) for a, b in settings.comfort), titles)])
    if machine.steps:
        low, high = machine.steps[0], machine.steps[-1]
        page.write_fields([("Loads", f"{low:g} to {high:g} {machine.unit.value}, {len(machine.steps)} pins")])
    page.write(f"Set on {settings.set_on}.", "dim", indent=2)
    for doubt in list_doubts(exercise, settings):
        page.write(f"{doubt.text}: {doubt.rule.cue} Do not load the machine before it is.", "bold", indent=2)


def _name(pairs: Iterable[tuple[str, str]], names: Mapping[str, str]) -> list[tuple[str, str]]:
    return [(names.get(key, key), value) for key, value in pairs]
