"""``cleanrep screen``: the safety questions before the first session."""

import sys
from datetime import datetime
from enum import StrEnum
from typing import Annotated

import typer

from cleanrep.app.lifter import record_screening
from cleanrep.app.people import find_person
from cleanrep.app.request import find_exercise
from cleanrep.app.storage import open_store
from cleanrep.cli.page import Page, open_page
from cleanrep.cli.training_options import DEFAULT_EXERCISE, ExerciseOption, PersonOption, find_safety
from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise

YES = frozenset({"y", "yes"})
NO = frozenset({"n", "no"})


class ScreeningAnswer(StrEnum):
    """What a lifter says to the safety questions."""

    NONE = "none"
    SOME = "some"
    CLEARED = "cleared"


def screen_command(
    answer: Annotated[
        ScreeningAnswer | None,
        typer.Option(help="none: nothing applies; some: something does; cleared: a clinician agreed."),
    ] = None,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    person: PersonOption = None,
) -> None:
    """Answer the safety questions before the first session."""
    loaded, page = find_exercise(exercise).exercise, open_page()
    needs_clinician = ask_screening(page, loaded) if answer is None else answer is ScreeningAnswer.SOME
    with open_store() as store:
        lifter = find_person(store, person)
        record_screening(store, lifter, needs_clinician=needs_clinician, on=datetime.now().astimezone().date())
    if needs_clinician:
        page.write("Ask a clinician first. When they agree: cleanrep screen --answer cleared", "bold")
    else:
        page.write(f"Noted for {lifter.name}. If anything changes, answer again.")
    page.write(find_safety(loaded, "not-medical-advice"), "dim")


def show_screening(page: Page, exercise: Exercise) -> None:
    """What to answer before the first session, and how."""
    page.write("Before your first session", "bold", indent=2)
    page.write(find_safety(exercise, "screening"), indent=2)
    page.write("Answer once: cleanrep screen", "dim", indent=2)


def ask_screening(page: Page, exercise: Exercise) -> bool:
    """Ask whether a clinician has to be asked first; True when something applies.

    Raises
    ------
    UsageError
        When there is no answer.
    """
    page.write(find_safety(exercise, "screening"))
    page.write(find_safety(exercise, "emergency"))
    for _ in range(3):
        page.console.print("Does any of the first apply to you? [yes/no] ", end="")
        given = sys.stdin.readline()
        if not given:
            break
        if given.strip().lower() in YES | NO:
            return given.strip().lower() in YES
    raise UsageError("yes or no", "no answer", "say it with: cleanrep screen --answer none")
