"""Who plans what on which machine: the person, the machine and the goal that a request names, or those last used."""

from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from cleanrep.app.moment_scale import choose_scale
from cleanrep.app.people import find_person
from cleanrep.app.request import check_goal, choose_variant
from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import LoadedExercise
from cleanrep.model.training import LoadUnit, Machine, PerformedSet, Person, SetKind
from cleanrep.planning.machine_steps import LoadSteps, list_steps
from cleanrep.planning.settings import PlanningSettings

if TYPE_CHECKING:
    from cleanrep.store.store import Store

FIRST_GOAL = "hypertrophy"
PREPARING_GOALS = frozenset({"technique", "warm-up"})
"""Goals that lead up to others: never taken for what a lifter trains for."""


@dataclass(frozen=True, slots=True)
class LifterRequest:
    """What was named; None: take what was last used."""

    exercise: LoadedExercise
    person: str | None = None
    variant: str | None = None
    goal: str | None = None
    machine: str | None = None


@dataclass(frozen=True, slots=True)
class Lifter:
    """A person with what is planned for them."""

    person: Person
    machine: Machine | None
    settings: PlanningSettings


def find_lifter(store: "Store", request: LifterRequest, *, planned_goal: str | None = None) -> Lifter:
    """Put together what is planned, and for whom.

    Raises
    ------
    UsageError
        When the exercise has no policy, or none of the names given.
    ConflictError
        When the store knows no such person or machine.
    """
    person = find_person(store, request.person)
    exercise = request.exercise.exercise
    last = find_last_set(store, person, exercise.id)
    machine_id = request.machine or (None if last is None else last.machine_id)
    machine = _find_only_machine(store, exercise.id) if machine_id is None else store.machines.get(machine_id)
    if machine is not None and machine.exercise != exercise.id:
        raise UsageError(f"a machine for {exercise.id}", f"{machine.id!r}, for {machine.exercise}", "name another one")
    goal = request.goal or planned_goal or _get_goal(last) or FIRST_GOAL
    settings = make_settings(
        request, person, machine, variant=_choose_variant(request, machine, last), goal=_check_goal(request, goal)
    )
    if last is not None and machine is None:
        settings = replace(settings, steps=_list_steps(request, None, _find_unit(store, person, exercise.id)))
    return Lifter(person, machine, settings)


def make_settings(
    request: LifterRequest, person: Person, machine: Machine | None, *, variant: str, goal: str
) -> PlanningSettings:
    """What the policy is told."""
    return PlanningSettings(
        exercise=request.exercise.exercise,
        variant=variant,
        goal_id=goal,
        level=person.level,
        steps=_list_steps(request, machine, LoadUnit.KG),
        scale=choose_scale(person, machine),
        machine_id=None if machine is None else machine.id,
        cleared_on=None if person.needs_clinician else person.screened_on,
        needs_clinician=person.needs_clinician,
    )


def find_last_set(store: "Store", person: Person, exercise_id: str) -> PerformedSet | None:
    """The set of an exercise that was done last; None: none yet."""
    sessions = store.log.iterate_sessions(person.id, exercise_id, is_newest_first=True, has_repetitions=False)
    return next((session.sets[-1] for session in sessions if session.sets), None)


def _find_unit(store: "Store", person: Person, exercise_id: str) -> LoadUnit:
    """Unit of the last known load of a work or trial set; a warm-up's, done with what was at hand, if there is none."""
    sessions = store.log.iterate_sessions(person.id, exercise_id, is_newest_first=True, has_repetitions=False)
    found = None
    for item in (item for session in sessions for item in reversed(session.sets)):
        unit = item.load.unit
        if unit is not LoadUnit.UNKNOWN:
            if item.kind in {SetKind.WORK, SetKind.TRIAL}:
                return unit
            found = found or unit
    return found or LoadUnit.KG


def record_screening(store: "Store", person: Person, *, needs_clinician: bool, on: date) -> Person:
    """Keep the answer to the safety questions."""
    screened = replace(person, screened_on=on, needs_clinician=needs_clinician)
    store.people.update(screened)
    return screened


def _list_steps(request: LifterRequest, machine: Machine | None, unit: LoadUnit) -> LoadSteps:
    policy = request.exercise.exercise.policy
    if policy is None:
        name = request.exercise.exercise.id
        raise UsageError("an exercise file with a [policy]", f"none in {name}", "add one; see docs/exercises.md")
    return list_steps(machine, policy.load, unit=unit)


def _choose_variant(request: LifterRequest, machine: Machine | None, last: PerformedSet | None) -> str:
    variants = request.exercise.exercise.variants
    known = machine.variant if machine is not None else None if last is None else last.variant
    return choose_variant(request.exercise, request.variant or (known if known in variants else next(iter(variants))))


def _find_only_machine(store: "Store", exercise_id: str) -> Machine | None:
    """The machine of an exercise, where the store knows just one."""
    known = [machine for machine in store.machines.list() if machine.exercise == exercise_id]
    return known[0] if len(known) == 1 else None


def _get_goal(last: PerformedSet | None) -> str | None:
    return None if last is None or last.goal in PREPARING_GOALS else last.goal


def _check_goal(request: LifterRequest, goal: str) -> str:
    goals = request.exercise.exercise.goals
    if goal in goals:
        return goal
    if request.goal is None:
        return next(iter(goals))
    check_goal(request.exercise.exercise, goal)
    return goal
