"""An analysis with machine, load and lifter tells the moment of each repetition, and only where the view allows it."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

import cleanrep
from cleanrep.app.analysis import run_analysis
from cleanrep.app.back_load import add_back_load
from cleanrep.app.request import AnalysisRequest
from cleanrep.errors import UsageError
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.load.body import Lifter
from cleanrep.load.curve import Setup
from cleanrep.load.machine_catalogue import load_machine
from cleanrep.load.segments import Sex
from cleanrep.testing import Camera, PlannedRepetition, make_set

WriteLog = Callable[..., Path]
SNAPPED = [PlannedRepetition(lift_s=1.5), PlannedRepetition(lift_s=0.6), PlannedRepetition(lift_s=1.5)]


def make_setup(machine: str = "standing-lever", load_kg: float = 40.0) -> Setup:
    return Setup(Lifter(80.0, 1.78, Sex.MALE), load_machine(machine), load_kg)


def test_each_repetition_of_a_landmark_log_has_its_moment(write_log: WriteLog) -> None:
    made = make_set(SNAPPED, camera=Camera(noise_deg=0.1))
    report = cleanrep.analyze(write_log(made.samples), variant="standing", load=make_setup())
    assert report.load is not None
    assert [item.index for item in report.load.repetitions] == [1, 2, 3]
    assert report.load.left_out == ()
    added = [item.added_n_m for item in report.load.repetitions]
    assert [item is not None and item.low > 30 for item in added] == [False, True, False]
    assert all(item.smooth_lift_s == 1.5 for item in report.load.repetitions)


def test_more_load_is_more_moment(write_log: WriteLog) -> None:
    path = write_log(make_set(SNAPPED[:1]).samples)
    light, heavy = (cleanrep.analyze(path, variant="standing", load=make_setup(load_kg=kg)).load for kg in (20, 40))
    assert light is not None
    assert heavy is not None
    assert heavy.repetitions[0].peak_n_m.value > light.repetitions[0].peak_n_m.value + 30


def test_a_view_that_is_not_judged_gives_no_moment(write_log: WriteLog) -> None:
    made = make_set(SNAPPED, camera=Camera(yaw_deg=50.0))
    report = cleanrep.analyze(write_log(made.samples), variant="standing", load=make_setup())
    assert not report.is_judged
    assert report.load is not None
    assert report.load.repetitions == ()
    assert [item.index for item in report.load.left_out] == [item.index for item in report.repetitions]
    assert "off the side" in report.load.left_out[0].reason


def test_without_a_setup_the_report_stays_as_it_is(write_log: WriteLog) -> None:
    report = cleanrep.analyze(write_log(make_set(SNAPPED[:1]).samples), variant="standing")
    assert add_back_load(report, None, tempo=None) is report
    assert report.load is None


def test_without_a_tempo_a_lift_is_held_against_its_own_time(write_log: WriteLog) -> None:
    report = cleanrep.analyze(write_log(make_set(SNAPPED[1:2]).samples), variant="standing")
    load = add_back_load(report, make_setup(), tempo=None).load
    assert load is not None
    assert load.repetitions[0].smooth_lift_s == pytest.approx(report.repetitions[0].times.concentric_s)


@pytest.mark.parametrize("machine", ["seated-lever", "45-degree-bench"])
def test_a_machine_for_something_else_is_refused(write_log: WriteLog, machine: str) -> None:
    path = write_log(make_set(SNAPPED[:1]).samples)
    request = AnalysisRequest(path, load_exercise("lever-back-extension"), "standing", "hypertrophy")
    with pytest.raises(UsageError, match=f"expected a machine for lever-back-extension, standing, got {machine}"):
        run_analysis(replace(request, load=make_setup(machine, 10.0)))
