"""``cleanrep next``: what to do in the next session, the one thing to work on, and why."""

import sys
from collections.abc import Mapping
from datetime import datetime
from typing import Annotated

import typer

from cleanrep.app.lifter import record_screening
from cleanrep.app.next_plan import NextRequest, NextResult, decide_next, make_next_document
from cleanrep.app.plan_document import DecisionDocument, FactDocument, NextDocument, StepDocument, to_json
from cleanrep.app.storage import open_store
from cleanrep.cli.page import Page, open_page, write_document
from cleanrep.cli.screening import ask_screening, show_screening
from cleanrep.cli.training_options import (
    DEFAULT_EXERCISE,
    ExerciseOption,
    ForceOption,
    JsonOption,
    MachineOption,
    PersonOption,
    VariantOption,
    find_safety,
    format_load,
    format_reserve,
    format_rest,
    format_tempo,
    format_work,
    make_request,
)
from cleanrep.exercises.schema import Exercise
from cleanrep.planning.decision import PolicyRule
from cleanrep.report.wording import count_words

_STOPPING = frozenset({PolicyRule.EMERGENCY.value, PolicyRule.STOP_TODAY.value, PolicyRule.AFTER_STOP.value})

_COUNTED = frozenset({"reps", "weeks", "days"})


def next_command(
    goal: Annotated[str | None, typer.Option(help="Goal; that of the plan or the last set unless given.")] = None,
    readiness: Annotated[
        int | None, typer.Option(min=1, max=5, help="How fresh you are today: 1 poor to 5 fresh.")
    ] = None,
    explain: Annotated[bool, typer.Option("--explain", help="Replay every decision of the log.")] = False,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    variant: VariantOption = None,
    machine: MachineOption = None,
    person: PersonOption = None,
    json: JsonOption = None,
    force: ForceOption = False,
) -> None:
    """Say what to do in the next session, and why: load, sets, reps, tempo, one thing to work on."""
    request = make_request(exercise, person=person, machine=machine, variant=variant, goal=goal)
    now = datetime.now().astimezone()
    loaded = request.exercise.exercise
    with open_store() as store:
        result = decide_next(store, NextRequest(request, now, readiness, is_explained=explain))
        lifter = result.lifter.person
        if lifter.screened_on is None and json is None and sys.stdin.isatty():
            needs_clinician = ask_screening(open_page(), loaded)
            record_screening(store, lifter, needs_clinician=needs_clinician, on=now.date())
            result = decide_next(store, NextRequest(request, now, readiness, is_explained=explain))
    document = make_next_document(result, has_history=explain)
    if json is not None:
        write_document(to_json(document), json, option="--json", is_forced=force)
        return
    _show(open_page(), document, result, loaded)


def _show(page: Page, document: NextDocument, result: NextResult, exercise: Exercise) -> None:
    names = [exercise.name, document.variant, document.goal]
    page.write(" · ".join(names if document.machine is None else [*names, document.machine]), "bold")
    if not document.is_screened:
        page.write()
        show_screening(page, exercise)
    page.write()
    _show_prescription(page, document)
    page.write()
    for decision in document.decisions:
        _show_decision(page, decision, result.dates)
    for doubt in result.doubts:
        page.write(f"{doubt.text}: {doubt.rule.cue} cleanrep setup", "bold", indent=2, hang=2)
    if any(decision.rule in _STOPPING for decision in document.decisions):
        _show_stop_rules(page, exercise)
    if document.history:
        _show_history(page, document.history)


def _show_prescription(page: Page, document: NextDocument) -> None:
    planned = document.prescription
    if planned is None:
        page.write("No session for now.", "bold", indent=2)
        return
    is_technique = planned.goal == "technique"
    load = "the lightest load" if is_technique and planned.load is None else format_load(planned.load)
    kind = "technique, " if is_technique else ""
    page.write(f"Next: {kind}{load}, {format_work(planned)}", "bold", indent=2)
    page.write_fields(
        (
            ("tempo", format_tempo(planned.tempo)),
            ("rest", format_rest(planned.rest_s)),
            ("reserve", f"{format_reserve(planned.target_rir)} at the end of each set"),
        )
    )
    if document.work_on is not None:
        page.write()
        page.write(f"Work on one thing: {document.work_on.cue}", "bold", indent=2, hang=2)
        if document.work_on.rule is not None:
            page.write(f"Why: cleanrep ask --rule {document.work_on.rule}", "dim", indent=2)


def _show_decision(page: Page, decision: DecisionDocument, dates: Mapping[str, datetime]) -> None:
    page.write(f"Why: {decision.text}", indent=2, hang=2)
    facts = "; ".join(format_fact(item) for item in decision.facts)
    days = ", ".join(f"{dates[name]:%Y-%m-%d}" for name in decision.sessions if name in dates)
    rests = [part for part in (facts, f"sessions of {days}" if days else "") if part]
    page.write(f"Rule {decision.rule}{': ' if rests else ''}{'; '.join(rests)}", "dim", indent=4, hang=2)


def format_fact(fact: FactDocument) -> str:
    """A figure with its unit and its limit: ``clean reps 95 % (limit 90 %)``."""
    if fact.value is None:
        return f"{fact.name}: not given"
    value = f"{round(fact.value, 1):g}"
    limit = None if fact.limit is None else f"{fact.limit:.4g}"
    told = "" if limit is None else f" (limit {limit}{_format_unit(fact.unit, limit)})"
    return f"{fact.name} {value}{_format_unit(fact.unit, value)}{told}"


def _format_unit(unit: str, value: str) -> str:
    """A unit behind its figure: ``/10``, ``reps``, and ``rep`` behind 1."""
    if unit.startswith("/"):
        return unit
    is_single = value == "1" and unit in _COUNTED
    return f" {unit.removesuffix('s') if is_single else unit}".rstrip()


def _show_stop_rules(page: Page, exercise: Exercise) -> None:
    page.write()
    for name in ("stop-today", "emergency"):
        page.write(find_safety(exercise, name), "bold", indent=2)


def _show_history(page: Page, history: tuple[StepDocument, ...]) -> None:
    page.write()
    page.write("Every decision", "bold", indent=2)
    for step in history:
        lead = f"{step.at:%Y-%m-%d}  {step.decision.rule}: {step.decision.text}"
        page.write(lead, indent=2, hang=12)
        page.write(f"then {format_load(step.load)}, {count_words(step.repetitions, 'rep')}", "dim", indent=14)
