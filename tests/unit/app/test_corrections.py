from __future__ import annotations

import pytest
from pydantic import ValidationError

from cleanrep.app.corrections import (
    AddedRepetition,
    CleanCorrection,
    Corrections,
    VerdictCorrection,
    check_corrections,
    count_repetitions,
    list_repetitions,
)
from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.repetition import Verdict
from cleanrep.model.report import SetReport
from cleanrep.report.document import SetDocument
from cleanrep.report.document_builder import to_document

EXERCISE = load_exercise("lever-back-extension").exercise


@pytest.fixture(scope="module")
def document(live_report: SetReport) -> SetDocument:
    return to_document(live_report)


def test_without_corrections_the_machine_counts(document: SetDocument) -> None:
    logged = list_repetitions(document, Corrections(), EXERCISE)
    assert count_repetitions(logged) == (3, 2)
    assert [item.found_clean for item in logged] == [True, False, True]


def test_removed_repetition_stays_in_the_log_but_counts_no_more(document: SetDocument) -> None:
    logged = list_repetitions(document, Corrections(removed=(1,)), EXERCISE)
    assert logged[0].is_removed
    assert logged[0].found_clean is True
    assert count_repetitions(logged) == (2, 1)


def test_added_repetition_counts_and_has_no_finding_of_the_machine(document: SetDocument) -> None:
    logged = list_repetitions(document, Corrections(added=(AddedRepetition(is_clean=True),)), EXERCISE)
    assert (logged[-1].index, logged[-1].is_added, logged[-1].found_clean) == (4, True, None)
    assert count_repetitions(logged) == (4, 3)


def test_persons_word_stands_beside_the_machines(document: SetDocument) -> None:
    logged = list_repetitions(document, Corrections(clean=(CleanCorrection(repetition=2, is_clean=True),)), EXERCISE)
    assert (logged[1].found_clean, logged[1].corrected_clean) == (False, True)
    assert logged[1].is_clean is True


def test_overruled_verdict_decides_anew_whether_it_was_clean(document: SetDocument) -> None:
    faults = [item.rule for item in document.repetitions[1].findings if item.verdict == "not_met"]
    overruled = tuple(VerdictCorrection(repetition=2, rule=rule, verdict=Verdict.MET) for rule in faults)
    logged = list_repetitions(document, Corrections(verdicts=overruled), EXERCISE)
    finding = next(item for item in logged[1].findings if item.rule == "controlled-lowering")
    assert (finding.found, finding.verdict) == (Verdict.NOT_MET, Verdict.MET)
    assert logged[1].is_clean is True


def test_fault_that_only_a_person_saw_makes_a_repetition_unclean(document: SetDocument) -> None:
    overruled = VerdictCorrection(repetition=1, rule="stop-at-neutral", verdict=Verdict.NOT_MET)
    logged = list_repetitions(document, Corrections(verdicts=(overruled,)), EXERCISE)
    assert logged[0].is_clean is False


@pytest.mark.parametrize(
    "corrections",
    [
        Corrections(removed=(9,)),
        Corrections(verdicts=(VerdictCorrection(repetition=1, rule="no-such-rule", verdict=Verdict.MET),)),
    ],
)
def test_what_is_not_in_the_report_cannot_be_corrected(document: SetDocument, corrections: Corrections) -> None:
    with pytest.raises(UsageError):
        check_corrections(document, corrections)


def test_neutral_span_must_end_after_its_start() -> None:
    with pytest.raises(ValidationError, match="span"):
        Corrections(neutral_span_s=(3.0, 2.0))
