"""The whole of an analysis, from a video to its document, and again from its landmark log."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from cleanrep.cli.main import run

ROOT = Path(__file__).parents[2]
DEMO = ROOT / "demo" / "lever-back-extension.mp4"
LIFT = ROOT / "tests" / "data" / "lift.mp4"
PART = ("--variant", "standing", "--start", "6.8", "--end", "13.0", "--no-video")


@dataclass(frozen=True)
class Analysed:
    """A report folder and the document in it."""

    folder: Path
    document: dict[str, Any]


def read_document(folder: Path) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((folder / "report.json").read_text(encoding="utf-8"))
    return document


@pytest.fixture(scope="module")
def analysed(tmp_path_factory: pytest.TempPathFactory) -> Analysed:
    """The second repetition of the demo, which goes past straight."""
    folder = tmp_path_factory.mktemp("demo") / "report"
    assert run(["analyze", str(DEMO), *PART, "--out", str(folder)]) == 0
    return Analysed(folder, read_document(folder))


def test_a_video_is_analysed(analysed: Analysed) -> None:
    document = analysed.document
    (repetition,) = document["repetitions"]
    assert repetition["start_s"] == pytest.approx(7.1, abs=0.15)
    assert repetition["end_s"] == pytest.approx(12.5, abs=0.15)
    assert repetition["clean"] is False
    assert document["summary"]["top_cue_rule"] == "stop-at-neutral"
    assert document["source"]["kind"] == "video"
    assert document["source"]["n_frames"] == 155
    assert document["provenance"]["pose_model"].startswith("mediapipe-pose-full")


def test_frames_are_counted_from_the_first_of_the_video(analysed: Analysed) -> None:
    (repetition,) = analysed.document["repetitions"]
    finding = next(item for item in repetition["findings"] if item["rule"] == "stop-at-neutral")
    assert finding["frame"] == pytest.approx(finding["time_s"] * 25, abs=1)
    assert 8.7 < finding["time_s"] < 10.3


def test_the_landmark_log_gives_the_same_repetitions_and_findings(analysed: Analysed, tmp_path: Path) -> None:
    folder = tmp_path / "again"
    log = analysed.folder / "landmarks.parquet"
    assert run(["analyze", str(log), "--variant", "standing", "--out", str(folder)]) == 0
    again = read_document(folder)
    assert again["source"]["kind"] == "landmarks"
    for part in ("repetitions", "set_findings", "set_measures", "summary", "view"):
        assert again[part] == analysed.document[part]
    assert again["provenance"]["pose_model"] == analysed.document["provenance"]["pose_model"]
    for name in ("name", "sha256", "n_frames", "n_frames_with_pose", "frame_rate_hz"):
        assert again["source"][name] == analysed.document["source"][name]


def test_the_page_shows_the_fault_with_its_picture(analysed: Analysed) -> None:
    page = (analysed.folder / "report.html").read_text(encoding="utf-8")
    assert "data:image/" in page
    assert "Stop when your shoulders, hips and legs line up." in page


def test_a_video_cut_short_is_analysed_as_far_as_it_decodes_and_says_so(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    content = LIFT.read_bytes()
    cut = tmp_path / "cut.mp4"
    cut.write_bytes(content[: int(len(content) * 0.7)])
    status = run(["analyze", str(cut), "--variant", "standing", "--json", "-"])
    document = json.loads(capsys.readouterr().out)
    assert status in (0, 3)
    assert 5 < document["source"]["n_frames"] < 70
    assert any("cut short" in note for note in document["source"]["notes"])
