from __future__ import annotations

import itertools
import json
from dataclasses import replace
from pathlib import Path

import pytest

from cleanrep.app.analysis import run_analysis
from cleanrep.app.live_cues import MIN_REPEAT_S, LiveCue
from cleanrep.app.live_saving import FinishedSet, save_live_set
from cleanrep.app.live_set import LiveCamera, LiveCount, LiveNews, LivePhaseNews, LiveSet, LiveSetOver
from cleanrep.app.request import AnalysisRequest
from cleanrep.capture.landmark_frames import parse_frames
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.model.samples import Sample
from cleanrep.report.document_builder import to_json
from cleanrep.testing import Pause, PlannedRepetition, make_set
from cleanrep.testing.packed_frames import pack_frame

EXERCISE = load_exercise("lever-back-extension")
CAMERA = LiveCamera("live set", "mediapipe-pose-full-web-0.5", 640, 480)
MIXED = [PlannedRepetition(), PlannedRepetition(lower_s=0.6), PlannedRepetition(), PlannedRepetition()]


def as_sent(samples: list[Sample]) -> list[Sample]:
    return [parse_frames(pack_frame(sample))[0] for sample in samples]


def make_request(path: Path) -> AnalysisRequest:
    return AnalysisRequest(path, EXERCISE, "standing", "hypertrophy")


def watch(samples: list[Sample]) -> tuple[LiveSet, list[LiveNews]]:
    live = LiveSet(make_request(Path("none")), CAMERA)
    news: list[LiveNews] = []
    for sample in samples:
        news += live.push(sample)
        if live.is_over:
            break
    return live, news


def test_repetitions_are_counted_as_they_are_done() -> None:
    _live, news = watch(as_sent(make_set([*MIXED, Pause(14.0)]).samples))
    counts = {item.repetition: item for item in news if isinstance(item, LiveCount)}
    assert sorted(counts) == [1, 2, 3, 4]
    assert counts[4].n_repetitions == 4
    assert counts[4].n_clean == 3
    assert counts[2].is_clean is False


def test_set_is_over_by_itself_after_a_long_pause() -> None:
    live, news = watch(as_sent(make_set([*MIXED, Pause(14.0)]).samples))
    assert live.is_over
    assert isinstance(news[-1], LiveSetOver) or isinstance(news[-2], LiveSetOver)


def test_phases_come_in_the_order_of_a_repetition() -> None:
    _, news = watch(as_sent(make_set([PlannedRepetition()]).samples))
    phases = [item.phase.value for item in news if isinstance(item, LivePhaseNews)]
    assert phases[:3] == ["concentric", "top_hold", "eccentric"]


def test_same_cue_is_not_said_again_at_once() -> None:
    _, news = watch(as_sent(make_set([PlannedRepetition(lower_s=0.6)] * 5).samples))
    cues = [item for item in news if isinstance(item, LiveCue)]
    assert cues
    for rule in {cue.rule for cue in cues}:
        times_s = [cue.time_s for cue in cues if cue.rule == rule]
        assert all(later - earlier >= MIN_REPEAT_S for earlier, later in itertools.pairwise(times_s))


@pytest.mark.parametrize("movements", [MIXED, [PlannedRepetition(bottom_deg=40.0), *MIXED, Pause(13.0)]])
def test_live_and_file_of_the_same_landmarks_give_identical_documents(
    tmp_path: Path, movements: list[PlannedRepetition | Pause]
) -> None:
    samples = as_sent(make_set(movements).samples)
    live = LiveSet(make_request(tmp_path / "none"), CAMERA)
    journal = tmp_path / "set.frames"
    with journal.open("wb") as file:
        for sample in samples:
            file.write(pack_frame(sample))
            live.push(sample)
            if live.is_over:
                break
    _, report = live.finish()
    save_live_set(FinishedSet(report, EXERCISE.exercise, journal, tmp_path / "report"))
    of_file = run_analysis(make_request(tmp_path / "report" / "landmarks.parquet"))
    told_live = json.loads((tmp_path / "report" / "report.json").read_text())
    told_of_file = json.loads(to_json(of_file))
    assert told_live["source"].pop("kind") == "live"
    assert told_of_file["source"].pop("kind") == "landmarks"
    assert told_live == told_of_file
    assert told_live["repetitions"]


def test_report_of_a_set_names_its_camera() -> None:
    live, _ = watch(as_sent(make_set(MIXED).samples))
    _, report = live.finish()
    assert report.source.kind == "live"
    assert report.source.frame_rate_hz == pytest.approx(25.0, abs=0.1)
    assert report.provenance.pose_model == CAMERA.pose_model
    assert replace(report.source, n_frames_with_pose=0).n_frames == report.source.n_frames_with_pose
