from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

import cleanrep
from cleanrep.app.analysis import run_analysis
from cleanrep.app.recording import needs_contour
from cleanrep.app.request import AnalysisRequest
from cleanrep.errors import SourceError, UsageError
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.samples import Sample
from cleanrep.testing import (
    SEATED,
    Camera,
    Lean,
    Lifter,
    Pause,
    PlannedRepetition,
    make_samples,
    make_set,
    watch_samples,
)

WriteLog = Callable[..., Path]
PLAN = [PlannedRepetition(), PlannedRepetition(top_deg=-20.0), PlannedRepetition()]


def make_request(path: Path) -> AnalysisRequest:
    return AnalysisRequest(path, load_exercise("lever-back-extension"), "standing", "hypertrophy")


def test_a_recording_gives_what_the_engine_says(write_log: WriteLog) -> None:
    made = make_set(PLAN, camera=Camera(noise_deg=0.2))
    report = cleanrep.analyze(write_log(made.samples), variant="standing")
    watched = watch_samples(made.samples)
    assert [item.times.start_s for item in report.repetitions] == pytest.approx(
        [item.times.start_s for item in watched.repetitions], abs=1e-3
    )
    assert [item.is_clean for item in report.repetitions] == [True, False, True]
    assert report.is_judged


def test_the_summary_counts_and_names_one_cue(write_log: WriteLog) -> None:
    report = cleanrep.analyze(str(write_log(make_set(PLAN).samples)), variant="standing", goal="strength")
    summary = report.summary
    assert (summary.n_repetitions, summary.n_clean, summary.n_not_assessed, summary.n_sets) == (3, 2, 0, 1)
    assert summary.top_cue_rule == "stop-at-neutral"
    assert summary.top_cue == "Stop when your shoulders, hips and legs line up."
    assert report.goal == "strength"


@pytest.mark.parametrize("side", ["left", "right"])
def test_the_trace_is_the_near_trunk_leaning_forward(write_log: WriteLog, side: str) -> None:
    made = make_set(PLAN, camera=Camera(side="left" if side == "left" else "right", yaw_deg=8.0))
    trace = run_analysis(make_request(write_log(made.samples))).trace
    assert trace.time_s == pytest.approx(made.time_s, abs=1e-3)
    assert np.corrcoef(trace.angle_deg, made.trunk_deg)[0, 1] > 0.999
    assert np.abs(trace.angle_deg - made.trunk_deg).max() < 3.0


def test_the_trace_has_a_gap_where_nobody_was_seen(write_log: WriteLog) -> None:
    samples = [replace(item, pose=None) if 40 <= item.frame < 50 else item for item in make_samples(2)]
    trace = run_analysis(make_request(write_log(samples))).trace
    assert np.flatnonzero(np.isnan(trace.angle_deg)).tolist() == list(range(40, 50))


def test_provenance_names_everything_that_made_the_figures(write_log: WriteLog) -> None:
    request = replace(make_request(write_log(make_samples(2))), level="beginner", start_s=0.5)
    provenance = run_analysis(request).provenance
    assert provenance.cleanrep == cleanrep.__version__
    assert provenance.exercise_sha256 == request.exercise.sha256
    assert provenance.pose_model == "mediapipe-pose-full-0.10.21"
    assert "-6.8 deg" in provenance.landmark_offset
    assert provenance.neutral == "straight-line"
    assert dict(provenance.created_with) == {"level": "beginner", "start_s": "0.5"}


def test_where_neutral_comes_from_is_told_of_each_set_where_sets_differ(write_log: WriteLog) -> None:
    made = make_set([*[PlannedRepetition()] * 3, Pause(15.0), PlannedRepetition()])
    request = replace(make_request(write_log(made.samples)), variant="seated")
    assert run_analysis(request).provenance.neutral == "set 1: median-top, set 2: unknown"
    assert run_analysis(replace(request, variant="standing")).provenance.neutral == "straight-line"


def test_a_part_of_a_recording_is_its_own_recording(write_log: WriteLog) -> None:
    made = make_set([PlannedRepetition()] * 3)
    end_s = made.repetitions[1].times.start_s - 0.1
    report = run_analysis(replace(make_request(write_log(made.samples)), end_s=end_s))
    assert len(report.repetitions) == 1


def test_a_part_of_a_log_keeps_the_clock_and_tells_its_own_length(write_log: WriteLog) -> None:
    made = make_set([PlannedRepetition()] * 4)
    start_s, end_s = made.repetitions[1].times.start_s - 0.5, made.repetitions[3].times.start_s - 0.1
    part = [sample for sample in made.samples if sample.time_s >= start_s]
    report = run_analysis(replace(make_request(write_log(made.samples)), start_s=start_s))
    assert (report.source.n_frames, report.source.n_frames_with_pose) == (len(part), len(part))
    assert report.source.duration_s == pytest.approx(part[-1].time_s - part[0].time_s + 0.04)
    # The part's own log counts on from the first frame of the recording, so its end lies beyond its duration.
    whole_s = made.samples[-1].time_s
    request = make_request(write_log(part, "part.parquet"))
    late = run_analysis(replace(request, start_s=whole_s - 5.0))
    assert late.source.duration_s == pytest.approx(5.0, abs=0.1)
    assert len(run_analysis(replace(request, end_s=end_s)).repetitions) == 2
    for span_s in ((None, start_s - 0.2), (whole_s + 1.0, None), (0.0, 0.1)):
        with pytest.raises(UsageError, match=f"a span within the log's {part[0].time_s:.1f} to "):
            run_analysis(replace(request, start_s=span_s[0], end_s=span_s[1]))


def test_observers_and_progress_see_every_sample(write_log: WriteLog) -> None:
    samples = make_samples(1)
    seen: list[Sample] = []
    told: list[tuple[int, int | None]] = []
    run_analysis(
        make_request(write_log(samples)),
        observers=(seen.append,),
        progress=lambda done, total: told.append((done, total)),
    )
    assert [sample.frame for sample in seen] == [sample.frame for sample in samples]
    assert told[-1] == (len(samples), len(samples))


def test_lifts_that_were_never_lowered_are_told(write_log: WriteLog) -> None:
    made = make_set([*PLAN, Lean(0.0), Pause(4.0)])
    assert run_analysis(make_request(write_log(made.samples))).summary.n_incomplete == 1


def test_footage_of_another_movement_allows_no_judgement(write_log: WriteLog) -> None:
    made = make_set([PlannedRepetition(bottom_deg=45.0)] * 3, lifter=SEATED)
    report = run_analysis(make_request(write_log(made.samples)))
    assert not report.is_judged
    assert report.summary.n_repetitions == 3
    assert any("check the variant" in reason for reason in report.view.reasons)


def test_nobody_in_the_picture_is_a_report_without_repetitions(write_log: WriteLog) -> None:
    report = run_analysis(make_request(write_log([Sample(index / 25, index, None) for index in range(50)])))
    assert not report.is_judged
    assert report.repetitions == ()
    assert "nobody was seen" in report.view.reasons[0]
    assert report.provenance.neutral == "unknown"


def test_an_unknown_pose_model_costs_certainty_and_not_the_count(write_log: WriteLog) -> None:
    samples = make_samples(3, lifter=Lifter(line_deg=0.0))
    assert len(run_analysis(make_request(write_log(samples))).repetitions) == 3


def test_a_recording_that_is_not_there_is_said() -> None:
    for name in ("missing.mp4", "missing.parquet"):
        with pytest.raises(SourceError, match=f"{name}: "):
            cleanrep.analyze(name, variant="standing")


def test_an_unknown_goal_is_refused(write_log: WriteLog) -> None:
    with pytest.raises(UsageError, match=r"goal to be one of .*, got 'fame'"):
        cleanrep.analyze(write_log(make_samples(1)), variant="standing", goal="fame")


def test_the_silhouette_is_only_asked_for_where_a_rule_rests_on_it() -> None:
    exercise = load_exercise("lever-back-extension").exercise
    assert needs_contour(exercise)
    kept = tuple(rule for rule in exercise.rules if rule.id not in ("long-spine", "ribs-down"))
    assert not needs_contour(exercise.model_copy(update={"rules": kept}))
