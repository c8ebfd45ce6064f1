"""The video says the right thing at the right moment."""

from dataclasses import replace

import pytest

from cleanrep.model.repetition import Phase
from cleanrep.report.timeline import CUE_SHOWN_S, Timeline
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import CUE, SamplePlan, make_set_report


def timeline(plan: SamplePlan | None = None) -> Timeline:
    return Timeline(make_set_report(plan), make_exercise())


@pytest.mark.parametrize(
    ("time_s", "phase"),
    [
        (0.9, None),
        (1.0, Phase.CONCENTRIC),
        (2.9, Phase.TOP_HOLD),
        (4.0, Phase.ECCENTRIC),
        (6.5, Phase.BOTTOM_HOLD),
        (7.3, Phase.CONCENTRIC),
        (32.5, None),
    ],
)
def test_phase_begins_at_its_boundary(time_s: float, phase: Phase | None) -> None:
    assert timeline().at(time_s).phase is phase


def test_repetition_counts_when_it_has_ended() -> None:
    moments = [timeline().at(t) for t in (6.3, 6.5, 12.7)]
    assert [(m.n_done, m.n_clean) for m in moments] == [(0, 0), (1, 1), (2, 1)]


def test_cue_is_shown_from_its_fault_for_a_moment() -> None:
    fault_s = 9.4
    cues = [timeline().at(t).cue for t in (fault_s - 0.1, fault_s + 0.1, fault_s + CUE_SHOWN_S + 0.1)]
    assert cues == [None, CUE, None]
    assert timeline().at(fault_s + 0.1).is_critical


def test_cue_without_a_time_is_shown_at_the_top() -> None:
    report = make_set_report()
    fault = report.repetitions[1].findings[0]._replace(time_s=None)
    repetition = replace(report.repetitions[1], findings=(fault,))
    shown = Timeline(replace(report, repetitions=(repetition,)), make_exercise()).at(9.05)
    assert shown.cue == CUE


def test_clean_repetition_shows_no_cue() -> None:
    assert timeline().at(3.3).cue is None


def test_second_set_counts_from_zero() -> None:
    moment = timeline(SamplePlan(tops_deg=(0.0, 0.0, 0.0), set_indices=(1, 1, 2))).at(44.0)
    assert (moment.set_index, moment.n_done) == (2, 0)


def test_single_set_is_not_numbered() -> None:
    assert timeline().at(10.0).set_index is None


def test_last_tempo_is_that_of_the_repetition_before() -> None:
    last = timeline().at(6.5).last
    assert last is not None
    assert last.eccentric_s == pytest.approx(2.6)
