from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cleanrep.app.corrections import Corrections
from cleanrep.app.history import Best, find_bests, list_figures
from cleanrep.app.log_changes import Correction, correct_set, edit_set, find_set, remove_set, undo_change
from cleanrep.app.logged_corrections import follow_corrections
from cleanrep.app.people import find_person
from cleanrep.app.session_reasons import retell
from cleanrep.app.set_fields import get_field, set_field
from cleanrep.app.stop_rules import StopReason, find_stop_reasons, read_stop_text
from cleanrep.app.training_log import SetEntry, log_by_hand, log_report, parse_report
from cleanrep.errors import ConflictError, SourceError, UsageError
from cleanrep.exercises.catalogue import find_exercises, load_exercise
from cleanrep.model.repetition import Verdict
from cleanrep.model.training import Load, LoadUnit, PerformedSet, Person, Session
from cleanrep.model.training_records import SessionWord
from cleanrep.report.document_builder import to_json
from cleanrep.store.connection import parse_url
from cleanrep.store.store import Store
from cleanrep.testing.sample_report import SamplePlan, make_set_report

NOW = datetime(2026, 11, 24, 18, 30, tzinfo=UTC)
ENTRY = SetEntry(
    performed_at=NOW, exercise="lever-back-extension", variant="standing", goal="strength", n_repetitions=10,
    load=Load(LoadUnit.KG, 40.0), rir=3.0,
)  # fmt: skip


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with Store(parse_url(str(tmp_path / "log.sqlite3"))) as opened:
        yield opened


@pytest.fixture
def person(store: Store) -> Person:
    return find_person(store, None)


@pytest.fixture
def analysed(store: Store, person: Person) -> PerformedSet:
    """Five repetitions, of which the second and the fourth went past straight."""
    return log_analysis(store, person)[0]


def test_the_log_keeps_no_time_of_a_phase_that_was_hidden(store: Store, person: Person) -> None:
    report = make_set_report(SamplePlan(tops_deg=(0.0, 0.0)))
    hidden, seen = report.repetitions
    hidden = replace(hidden, measures=tuple(item for item in hidden.measures if item.name != "top_hold_s"))
    content = to_json(replace(report, repetitions=(hidden, seen))).encode()
    document, sha256 = parse_report(content, name="set.json")
    (logged,) = log_report(store, person, SetEntry(performed_at=NOW), document=document, sha256=sha256)
    kept = [(item.concentric_s, item.top_hold_s, item.eccentric_s) for item in logged.repetitions]
    assert kept == [pytest.approx((1.8, None, 2.6)), pytest.approx((1.8, 1.0, 2.6))]
    (figures,) = list_figures(store.log.iterate_sessions(person.id, "lever-back-extension"))
    assert figures.top_hold_s == 1.0


def log_analysis(store: Store, person: Person, plan: SamplePlan | None = None) -> tuple[PerformedSet, ...]:
    document, sha256 = parse_report(to_json(make_set_report(plan)).encode(), name="set.json")
    return log_report(store, person, SetEntry(performed_at=NOW), document=document, sha256=sha256)


def test_a_single_lifter_never_names_anybody(store: Store) -> None:
    assert find_person(store, None).id == "me"
    assert find_person(store, None) == store.people.get("me")


def test_sets_within_four_hours_are_one_session(store: Store, person: Person) -> None:
    for hours in (0.0, 3.9, 7.8, 12.0):
        log_by_hand(store, person, replace(ENTRY, performed_at=NOW + timedelta(hours=hours)))
    sessions = list(store.log.iterate_sessions(person.id))
    assert [[item.order for item in session.sets] for session in sessions] == [[1, 2, 3], [1]]


def test_sets_told_later_are_one_session_as_well(store: Store, person: Person) -> None:
    (today,) = log_by_hand(store, person, ENTRY)
    days_ago = [NOW - timedelta(days=4, minutes=minutes) for minutes in (30, 25, 20)]
    told = [log_by_hand(store, person, replace(ENTRY, performed_at=at))[0] for at in days_ago]
    assert {item.session_id for item in told} == {told[0].session_id} != {today.session_id}
    assert [item.order for item in told] == [1, 2, 3]
    (between,) = log_by_hand(store, person, replace(ENTRY, performed_at=NOW - timedelta(hours=4)))
    assert between.session_id == today.session_id


def test_an_analysis_brings_its_findings(store: Store, analysed: PerformedSet) -> None:
    assert store.log.get_set(analysed.id) == analysed
    assert analysed.n_repetitions == 5
    assert [item.is_clean for item in analysed.counted] == [True, False, True, False, True]
    assert Verdict.NOT_MET in {finding.found for finding in analysed.repetitions[1].findings}
    assert analysed.repetitions[0].eccentric_s == pytest.approx(2.6)


def test_an_analysis_of_two_sets_logs_two(store: Store, person: Person) -> None:
    plan = SamplePlan(tops_deg=(-1.0, -1.0, -1.0), set_indices=(1, 1, 2))
    first, second = log_analysis(store, person, plan)
    assert (first.n_repetitions, second.n_repetitions) == (2, 1)
    assert [item.index for item in second.repetitions] == [1]
    assert second.performed_at > first.performed_at


def test_the_same_analysis_is_not_logged_twice(store: Store, person: Person, analysed: PerformedSet) -> None:
    with pytest.raises(ConflictError, match=analysed.id[:8]):
        log_analysis(store, person)
    remove_set(store, analysed, now=NOW)
    assert log_analysis(store, person)[0].id != analysed.id


@pytest.mark.parametrize(
    "content", [b"", b"{}", b"[", b"\xff", b'{"schema": "cleanrep.set-report/2"}', b"[" * 100_000, b"x" * 20_000_001]
)
def test_a_file_that_is_no_analysis_is_refused_in_one_line(content: bytes) -> None:
    with pytest.raises(SourceError) as caught:
        parse_report(content, name="set.json")
    assert "\n" not in str(caught.value)


def test_an_edit_keeps_what_was_before_and_can_be_undone(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    after = edit_set(store, logged, [("load", ["lb", 100.0]), ("rir", 1.0)], now=NOW)
    assert after.load == Load(LoadUnit.LB, 100.0)
    assert store.log.get_set(logged.id) == after
    change = store.changes.list(person.id)[0]
    assert {(item.field, item.before, item.after) for item in change.fields} == {
        ("load", '["kg", 40.0]', '["lb", 100.0]'),
        ("rir", "3.0", "1.0"),
    }
    undo_change(store, person, None, now=NOW)
    assert store.log.get_set(logged.id) == logged
    undo_change(store, person, store.changes.list(person.id)[0].number, now=NOW)
    assert store.log.get_set(logged.id) == after


def test_a_removal_is_undone_and_done_again_as_often_as_wanted(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    remove_set(store, logged, now=NOW)
    undo_change(store, person, None, now=NOW)
    for n_expected in (0, 1, 0, 1):
        undo_change(store, person, store.changes.list(person.id)[0].number, now=NOW)
        assert store.log.count_sets(person.id) == n_expected


def test_undo_after_an_undo_of_the_undo_takes_back_what_holds_again(store: Store, person: Person) -> None:
    (older,) = log_by_hand(store, person, ENTRY)
    edit_set(store, older, [("rir", 1.0)], now=NOW)
    for rir in (3.0, 1.0, 3.0, 1.0):
        if rir == 3.0:
            undo_change(store, person, None, now=NOW)
        else:
            undo_change(store, person, store.changes.list(person.id)[0].number, now=NOW)
        assert store.log.get_set(older.id).rir == rir
        assert store.log.has_set(older.id)
    undo_change(store, person, None, now=NOW)
    undo_change(store, person, None, now=NOW)
    assert not store.log.has_set(older.id)


def test_a_set_that_is_gone_or_changed_meanwhile_is_not_removed(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    changed = edit_set(store, logged, [("rir", 1.0)], now=NOW)
    with pytest.raises(ConflictError, match="meanwhile"):
        remove_set(store, logged, now=NOW)
    remove_set(store, changed, now=NOW)
    for change in (
        lambda: remove_set(store, changed, now=NOW),
        lambda: edit_set(store, changed, [("rir", 2.0)], now=NOW),
    ):
        with pytest.raises(ConflictError, match="taken out meanwhile"):
            change()
    undo_change(store, person, None, now=NOW)
    assert store.log.has_set(logged.id)


def test_an_edit_of_nothing_or_of_an_analysed_count_is_refused(store: Store, analysed: PerformedSet) -> None:
    with pytest.raises(UsageError, match="something to change"):
        edit_set(store, analysed, [], now=NOW)
    with pytest.raises(UsageError, match="--drop-rep"):
        edit_set(store, analysed, [("n_repetitions", 4)], now=NOW)


def test_a_correction_stands_beside_what_was_found(store: Store, person: Person, analysed: PerformedSet) -> None:
    told = [Correction(2, "stop-at-neutral", Verdict.MET), Correction(1, "clean", value=False)]
    after = correct_set(store, analysed, told, now=NOW)
    read = store.log.get_set(analysed.id)
    assert read == after
    finding = next(item for item in read.repetitions[1].findings if item.rule == "stop-at-neutral")
    assert (finding.found, finding.corrected, finding.verdict) == (Verdict.NOT_MET, Verdict.MET, Verdict.MET)
    assert (read.repetitions[0].found_clean, read.repetitions[0].is_clean) == (True, False)
    assert (read.repetitions[1].found_clean, read.repetitions[1].is_clean) == (False, True)
    undo_change(store, person, None, now=NOW)
    assert store.log.get_set(analysed.id) == analysed


def test_a_repetition_is_taken_out_and_one_is_added(store: Store, person: Person, analysed: PerformedSet) -> None:
    told = [
        Correction(4, "counts", value=False),
        Correction(6, "counts", value=True),
        Correction(7, "counts", value=True),
    ]
    after = correct_set(store, analysed, told, now=NOW)
    assert after.n_repetitions == len(after.counted) == 6
    assert [item.index for item in after.counted] == [1, 2, 3, 5, 6, 7]
    assert [item.is_added for item in after.counted] == [False, False, False, False, True, True]
    undo_change(store, person, None, now=NOW)
    assert store.log.get_set(analysed.id).counted == analysed.counted
    assert store.log.get_set(analysed.id).n_repetitions == 5


def test_an_unknown_rule_or_repetition_is_refused(store: Store, analysed: PerformedSet) -> None:
    with pytest.raises(UsageError, match="a rule of lever-back-extension"):
        correct_set(store, analysed, [Correction(1, "no-rule", Verdict.MET)], now=NOW)
    with pytest.raises(ConflictError, match="1 to 5"):
        correct_set(store, analysed, [Correction(9, "clean", value=True)], now=NOW)


@pytest.mark.parametrize("aspect", ["clean", "counts", "stop-at-neutral"])
def test_two_words_on_the_same_are_refused(store: Store, analysed: PerformedSet, aspect: str) -> None:
    values = (Verdict.MET, Verdict.NOT_MET) if aspect == "stop-at-neutral" else (True, False)
    said = [Correction(2, aspect, value) for value in values]
    with pytest.raises(UsageError, match=f"one word on rep 2, {aspect}"):
        correct_set(store, analysed, said, now=NOW)


def test_a_goal_that_the_exercise_does_not_have_is_refused(store: Store, analysed: PerformedSet) -> None:
    with pytest.raises(UsageError, match="a goal of lever-back-extension"):
        edit_set(store, analysed, [("goal", "size")], now=NOW)
    assert edit_set(store, analysed, [("goal", "strength")], now=NOW).goal == "strength"


def test_rules_of_an_exercise_of_ones_own_are_known(
    store: Store, analysed: PerformedSet, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    content = find_exercises()["lever-back-extension"].read_text(encoding="utf-8")
    (tmp_path / "own-lift.toml").write_text(content.replace('id = "lever-back-extension"', 'id = "own-lift"', 1))
    monkeypatch.setenv("CLEANREP_EXERCISES", str(tmp_path))
    own = edit_set(store, analysed, [("exercise", "own-lift")], now=NOW)
    corrected = correct_set(store, own, [Correction(2, "stop-at-neutral", Verdict.MET)], now=NOW)
    assert corrected.counted[1].is_clean is True


def test_undo_takes_back_in_order_and_refuses_what_others_stand_on(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    edit_set(store, logged, [("rir", 1.0)], now=NOW)
    later = edit_set(store, store.log.get_set(logged.id), [("rir", 2.0)], now=NOW)
    with pytest.raises(ConflictError, match="changed again since"):
        undo_change(store, person, 2, now=NOW)
    assert store.log.get_set(logged.id) == later
    for _ in range(3):
        undo_change(store, person, None, now=NOW)
    assert list(store.log.iterate_sessions(person.id)) == []
    with pytest.raises(ConflictError, match="a change to undo"):
        undo_change(store, person, None, now=NOW)
    with pytest.raises(ConflictError, match="not undone"):
        undo_change(store, person, 1, now=NOW)


def test_undo_takes_back_what_a_set_said_of_its_session(store: Store, person: Person) -> None:
    log_by_hand(store, person, replace(ENTRY, readiness=4, stop_reasons=("dizziness",)))
    hurt = replace(
        ENTRY, performed_at=NOW + timedelta(minutes=5), pain=5, readiness=2, stop_reasons=("pain", "dizziness")
    )
    (second,) = log_by_hand(store, person, hurt)
    undone = undo_change(store, person, None, now=NOW)
    session = store.log.get_session(second.session_id)
    assert (session.readiness, session.stop_reasons) == (4, ("dizziness",))
    # The undo is the change after it.
    undo_change(store, person, undone.number + 1, now=NOW)
    session = store.log.get_session(second.session_id)
    assert (session.readiness, set(session.stop_reasons)) == (2, {"pain", "dizziness"})
    undo_change(store, person, 1, now=NOW)
    session = store.log.get_session(second.session_id)
    assert (session.readiness, set(session.stop_reasons)) == (2, {"pain", "dizziness"})


def test_a_stop_alone_does_not_outlive_the_set_that_told_it(store: Store, person: Person) -> None:
    log_by_hand(store, person, replace(ENTRY, stop_reasons=("emergency",)))
    undo_change(store, person, None, now=NOW)
    assert list(store.log.iterate_sessions(person.id)) == []


def get_reasons(store: Store, performed: PerformedSet) -> set[str]:
    return set(store.log.get_session(performed.session_id).stop_reasons)


def test_lowering_pain_takes_the_stop_for_pain_back_and_leaves_other_reasons(store: Store, person: Person) -> None:
    (hurt,) = log_by_hand(store, person, replace(ENTRY, pain=5, stop_reasons=("dizziness", "pain")))
    still = edit_set(store, hurt, [("pain", 4)], now=NOW)
    assert get_reasons(store, hurt) == {"pain", "dizziness"}
    edit_set(store, still, [("pain", 1)], now=NOW)
    assert get_reasons(store, hurt) == {"dizziness"}
    lowered = undo_change(store, person, None, now=NOW)
    assert get_reasons(store, hurt) == {"pain", "dizziness"}
    undo_change(store, person, lowered.number + 1, now=NOW)
    assert get_reasons(store, hurt) == {"dizziness"}


def test_removing_the_set_that_told_pain_takes_the_stop_back(store: Store, person: Person) -> None:
    log_by_hand(store, person, ENTRY)
    later = replace(ENTRY, performed_at=NOW + timedelta(minutes=5), pain=6, stop_reasons=("pain", "numbness"))
    (hurt,) = log_by_hand(store, person, later)
    remove_set(store, hurt, now=NOW)
    assert get_reasons(store, hurt) == {"numbness"}
    undo_change(store, person, None, now=NOW)
    assert get_reasons(store, hurt) == {"pain", "numbness"}


def test_pain_of_another_set_still_stops_the_session(store: Store, person: Person) -> None:
    entries = [replace(ENTRY, performed_at=NOW + timedelta(minutes=i), pain=5, stop_reasons=("pain",)) for i in (0, 5)]
    first, second = (log_by_hand(store, person, entry)[0] for entry in entries)
    edit_set(store, first, [("pain", None)], now=NOW)
    assert get_reasons(store, first) == {"pain"}
    remove_set(store, second, now=NOW)
    assert get_reasons(store, first) == set()


def test_a_stop_for_pain_that_was_said_without_a_figure_stays(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, replace(ENTRY, pain=1, stop_reasons=("pain",)))
    edit_set(store, logged, [("pain", 0)], now=NOW)
    assert get_reasons(store, logged) == {"pain"}


def test_what_no_change_told_stays_when_a_word_is_taken_back() -> None:
    session = Session(id="x", person_id="me", started_at=NOW, readiness=3, stop_reasons=("numbness", "pain"))
    told = retell(session, before=[SessionWord("x", 1, 2, ("pain",))], after=[])
    assert (told.readiness, told.stop_reasons) == (3, ("numbness",))


def test_a_set_that_changed_meanwhile_is_not_written_over(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    edit_set(store, logged, [("rir", 1.0)], now=NOW)
    with pytest.raises(ConflictError, match="meanwhile"):
        edit_set(store, logged, [("rir", 2.0)], now=NOW)


def test_a_set_is_found_by_the_start_of_its_id(store: Store, person: Person) -> None:
    (logged,) = log_by_hand(store, person, ENTRY)
    assert find_set(store, person, logged.id[:6]) == logged
    assert find_set(store, person, "last") == logged
    for named in ("", "zz", "%", "_"):
        with pytest.raises(ConflictError):
            find_set(store, person, named)


@given(
    field=st.sampled_from(
        ["rir", "rpe", "pain", "notes", "goal", "load", "kind", "self_reports", "repetitions.1.clean"]
    ),
    data=st.data(),
)
def test_setting_a_field_reads_back_and_setting_it_back_restores_the_set(field: str, data: st.DataObject) -> None:
    document, _ = parse_report(to_json(make_set_report()).encode(), name="x")
    assert document.repetitions
    performed = PerformedSet(
        id="s", person_id="me", session_id="x", exercise="e", variant="v", goal="g", performed_at=NOW, order=1,
        load=Load(LoadUnit.KG, 5.0), n_repetitions=0,
    )  # fmt: skip
    performed = set_field(performed, "repetitions.1.counts", "true")
    values: dict[str, st.SearchStrategy[object]] = {
        "load": st.tuples(st.sampled_from(list(LoadUnit)), st.none() | st.floats(0, 500)),
        "kind": st.sampled_from(["work", "warm-up", "trial"]),
        "self_reports": st.dictionaries(st.text(), st.sampled_from(["yes", "no", "unsure"])),
        "notes": st.text(),
        "goal": st.text(),
        "repetitions.1.clean": st.none() | st.booleans(),
    }
    value = json.dumps(data.draw(values.get(field, st.none() | st.integers(0, 10))))
    before = get_field(performed, field)
    after = set_field(performed, field, value)
    assert get_field(after, field) == value
    assert set_field(after, field, before) == performed


def test_pain_and_signs_bring_the_text_of_the_exercise() -> None:
    assert find_stop_reasons(2, ()) == ()
    assert find_stop_reasons(None, ()) == ()
    assert find_stop_reasons(3, ()) == (StopReason.PAIN,)
    stop = read_stop_text("lever-back-extension", (StopReason.PAIN,))
    assert stop[0].startswith("Stop for today.")
    assert stop[1].startswith("Emergency care, now.")
    assert read_stop_text("a custom one", (StopReason.EMERGENCY,)) == (stop[1],)
    assert read_stop_text("lever-back-extension", ()) == ()


def test_history_counts_corrections_and_finds_bests(store: Store, person: Person, analysed: PerformedSet) -> None:
    correct_set(store, analysed, [Correction(2, "clean", value=True)], now=NOW)
    edit_set(store, store.log.get_set(analysed.id), [("load", ["kg", 50.0])], now=NOW)
    log_by_hand(store, person, replace(ENTRY, performed_at=NOW + timedelta(days=1), load=Load(LoadUnit.LB, 100.0)))
    sessions = list(store.log.iterate_sessions(person.id))
    first, second = list_figures(sessions)
    assert (first.n_clean, first.n_judged, first.clean_share) == (4, 5, 0.8)
    assert (first.volume_load_kg, first.load_kg) == (250.0, 50.0)
    assert first.eccentric_s == pytest.approx(2.6)
    assert second.clean_share is None
    assert second.volume_load_kg == pytest.approx(453.59237)
    bests = {item.name: item.value for item in find_bests(sessions)}
    assert bests["heaviest clean rep"] == 50.0
    assert bests["most clean reps in a set"] == 4
    assert bests["longest run of clean reps"] == 3
    assert bests["most clean volume in a set"] == 200.0


def test_corrections_of_an_analysis_that_became_other_sets_are_refused(store: Store, analysed: PerformedSet) -> None:
    document, _ = parse_report(to_json(make_set_report(None)).encode(), name="set.json")
    exercise = load_exercise("lever-back-extension").exercise
    with pytest.raises(ConflictError, match="an analysis with the 2 sets of the log, got one with 1"):
        follow_corrections(store, [analysed.id] * 2, (document, Corrections()), exercise=exercise, now=NOW)


@pytest.mark.parametrize(
    ("value", "unit", "text"),
    [(1.0, "reps", "1 rep"), (3.0, "reps", "3 reps"), (12.5, "kg", "12.5 kg"), (60.04, "deg", "60°")],
)
def test_best_reads_as_people_write_it(value: float, unit: str, text: str) -> None:
    assert Best("widest clean rep", value, unit, NOW, "set").text == text
