"""Change what is logged: edit, correct, remove, undo; each is an act of the history with every field before and after.

A correction never touches what the machine found: both stand side by side, and the person's word counts.
"""

import json
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

from cleanrep.app.request import check_goal, find_exercise, find_user_folder
from cleanrep.app.session_reasons import retelling
from cleanrep.app.set_fields import get_field, set_field, spell_field
from cleanrep.errors import ConflictError, UsageError
from cleanrep.exercises.catalogue import find_exercises
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.model.training import LoggedRepetition, PerformedSet, Person
from cleanrep.model.training_records import Change, ChangeKind, FieldChange
from cleanrep.near_name import suggest
from cleanrep.rules.outcome import decide_clean

if TYPE_CHECKING:
    from cleanrep.store.store import Store


@dataclass(frozen=True, slots=True)
class Correction:
    """What a person says of one repetition of a set.

    Attributes
    ----------
    number : int
        Of the repetition, from 1.
    aspect : str
        ``clean``, ``counts``, or the id of a rule.
    value : bool or Verdict
    """

    number: int
    aspect: str
    value: bool | Verdict


def find_set(store: "Store", person: Person, named: str) -> PerformedSet:
    """The set that is named: ``last``, or the first characters of its id.

    Raises
    ------
    ConflictError
        When there is none, or several begin so.
    """
    if named == "last":
        latest = store.log.get_latest_set(person.id)
        if latest is None:
            raise ConflictError("a set in the log", "an empty log", "log one with 'cleanrep log --reps N'")
        return latest
    found = store.log.find_sets(person.id, named) if named else ()
    if len(found) != 1:
        got = f"none that begins with {named!r}" if not found else f"several that begin with {named!r}"
        raise ConflictError("one set of the log", got, "see 'cleanrep log list'")
    return store.log.get_set(found[0])


def edit_set(
    store: "Store", performed: PerformedSet, values: Sequence[tuple[str, object]], *, now: datetime
) -> PerformedSet:
    """Give fields of a set other values.

    Raises
    ------
    UsageError
        When nothing would change, the count of an analysed set is edited instead of its repetitions, or the exercise
        has no such goal.
    """
    _check_goal(performed, dict(values).get("goal", performed.goal))
    if performed.repetitions and any(name == "n_repetitions" for name, _ in values):
        remedy = "say which rep is none with --drop-rep N, or was missed with --add-rep"
        raise UsageError("reps that were analysed to be corrected one by one", "--reps", remedy)
    told = [(name, json.dumps(value)) for name, value in values]
    return _change(store, performed, told, kind=ChangeKind.EDIT, now=now)


def correct_set(
    store: "Store", performed: PerformedSet, corrections: Sequence[Correction], *, now: datetime
) -> PerformedSet:
    """Set a person's word beside what was found.

    Raises
    ------
    UsageError, ConflictError
        When nothing would change, the repetition or rule is not known, or something is said of the same twice.
    """
    for (number, aspect), times in Counter((item.number, item.aspect) for item in corrections).items():
        if times > 1:
            raise UsageError(f"one word on rep {number}, {aspect}", f"{times}", "say it once")
    told: list[tuple[str, str]] = []
    for item in corrections:
        if isinstance(item.value, Verdict):
            _check_rule(performed, item.aspect)
        told.append((f"repetitions.{item.number}.{item.aspect}", json.dumps(item.value)))
    after = performed
    for field, value in told:
        after = set_field(after, field, value)
    told += _follow(performed, after, corrections)
    return _change(store, performed, told, kind=ChangeKind.CORRECT, now=now)


def _follow(before: PerformedSet, after: PerformedSet, corrections: Sequence[Correction]) -> list[tuple[str, str]]:
    """What follows from corrections: the count, and whether a repetition whose findings changed is clean."""
    told = []
    if len(after.counted) != len(before.counted):
        told.append(("n_repetitions", json.dumps(len(after.counted))))
    said = {item.number for item in corrections if item.aspect == "clean"}
    changed = {item.number for item in corrections if isinstance(item.value, Verdict)} - said
    told += [
        (f"repetitions.{item.index}.clean", json.dumps(_decide(after.exercise, item)))
        for item in after.repetitions
        if item.index in changed
    ]
    return told


def _decide(exercise: str, repetition: LoggedRepetition) -> bool | None:
    findings = [Finding(rule=item.rule, verdict=item.verdict, source="log") for item in repetition.findings]
    return decide_clean(findings, find_exercise(exercise).exercise)


def _check_goal(performed: PerformedSet, goal: object) -> None:
    """Another goal has to be one of the exercise; what an exercise without a file was done for is free."""
    if goal == performed.goal or performed.exercise not in find_exercises(find_user_folder()):
        return
    check_goal(find_exercise(performed.exercise).exercise, str(goal))


def _check_rule(performed: PerformedSet, rule: str) -> None:
    if performed.exercise not in find_exercises(find_user_folder()):
        raise UsageError("an exercise whose rules are known", repr(performed.exercise), "say --clean or --not-clean")
    known = [item.id for item in find_exercise(performed.exercise).exercise.rules]
    if rule not in known:
        raise UsageError(
            f"a rule of {performed.exercise}: {', '.join(known)}",
            repr(rule),
            suggest(rule, known, otherwise="choose one of them"),
        )


def _change(
    store: "Store", performed: PerformedSet, told: Sequence[tuple[str, str]], *, kind: ChangeKind, now: datetime
) -> PerformedSet:
    from cleanrep.store.log_writer import Act

    changes, after = [], performed
    for field, value in told:
        before = get_field(after, field)
        after = set_field(after, field, value)
        if before != value:
            changes.append(FieldChange(set_id=performed.id, field=field, before=before, after=value))
    if not changes:
        raise UsageError("something to change", "the values that are there already", "see 'cleanrep log show'")
    summary = f"set {performed.id[:8]}: " + "; ".join(spell_field(item.field) for item in changes)
    with store.transaction(), retelling(store, [performed.session_id]):
        _check_present(store, performed)
        number = store.log_writer.record(Act(performed.person_id, now, kind, summary))
        store.log_writer.change_set(number, after, changes)
    return after


def _check_present(store: "Store", performed: PerformedSet) -> None:
    """Refuse to change a set that is not any more what was seen of it."""
    remedy = "look at it again and repeat"
    if not store.log.has_set(performed.id):
        raise ConflictError("a set of the log", f"{performed.id[:8]}, which was taken out meanwhile", remedy)
    if store.log.get_set(performed.id) != performed:
        raise ConflictError("a set that nobody changed meanwhile", "another value", remedy)


def remove_set(store: "Store", performed: PerformedSet, *, now: datetime) -> None:
    """Take a set out of the log; ``undo`` brings it back.

    Raises
    ------
    ConflictError
        When it was taken out or changed meanwhile.
    """
    from cleanrep.store.log_writer import Act

    with store.transaction(), retelling(store, [performed.session_id]):
        _check_present(store, performed)
        summary = f"set {performed.id[:8]} removed"
        number = store.log_writer.record(Act(performed.person_id, now, ChangeKind.REMOVE, summary))
        store.log_writer.remove_set(number, performed.id)


def undo_change(store: "Store", person: Person, number: int | None, *, now: datetime) -> Change:
    """Take a change back as a whole, the latest one that holds unless another is named; it stays in the history.

    Readiness and stop reasons that it told of its session go with it, unless another change told them as well.

    Returns
    -------
    Change
        What was taken back. To have it again, undo the undo by its number.

    Raises
    ------
    ConflictError
        When there is none, it is undone already, or a later change of the same field stands on it.
    """
    from cleanrep.store.log_writer import Act

    with store.transaction():
        number = store.changes.find_latest(person.id) if number is None else number
        if number is None:
            raise ConflictError("a change to undo", "none", "see 'cleanrep log changes'")
        change = store.changes.get(person.id, number)
        if change.is_undone:
            raise ConflictError(
                "a change that is not undone yet", f"change {number}, which is", "undo its undo instead"
            )
        act = Act(person.id, now, ChangeKind.UNDO, f"undo of {number}: {change.summary}"[:500], undoes=number)
        by = store.log_writer.record(act)
        with retelling(store, store.session_words.find_sessions(number)):
            store.changes.take_back_sets(number, by=by)
            store.session_words.take_back(number, by=by)
            for set_id in dict.fromkeys(item.set_id for item in change.fields):
                _set_back(store, set_id, [item for item in change.fields if item.set_id == set_id], by=by)
    return change


def _set_back(store: "Store", set_id: str, fields: Sequence[FieldChange], *, by: int) -> None:
    performed = after = store.log.get_set(set_id)
    changes = []
    for item in fields:
        present = get_field(performed, item.field)
        if present != item.after:
            got = f"{spell_field(item.field)}, which changed again since"
            raise ConflictError("the value that this change made", got, "undo the later change first")
        # A repetition that the change had added stays as one that does not count.
        before = "false" if item.before == "null" and item.field.endswith(".counts") else item.before
        after = set_field(after, item.field, before)
        changes.append(FieldChange(set_id=set_id, field=item.field, before=present, after=before))
    store.log_writer.change_set(by, after, changes)
