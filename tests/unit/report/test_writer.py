"""A report folder is there as a whole or not at all."""

import json
from pathlib import Path

import pytest

from cleanrep.errors import UsageError
from cleanrep.model.samples import Frame, Sample
from cleanrep.report.writer import LANDMARKS_NAME, name_folder, open_report_folder, write_report
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import make_set_report


@pytest.mark.parametrize(
    ("recording", "folder"),
    [
        ("set.mp4", "set.cleanrep"),
        ("/videos/my.set.MOV", "my.set.cleanrep"),
        ("set.landmarks.parquet", "set.cleanrep"),
        ("noext", "noext.cleanrep"),
        (".mp4", ".mp4.cleanrep"),
    ],
)
def test_folder_is_named_after_the_recording(recording: str, folder: str) -> None:
    assert name_folder(recording) == folder


def test_folder_holds_page_document_and_video(tmp_path: Path, recording: tuple[list[Frame], list[Sample]]) -> None:
    target = tmp_path / "out" / "set.cleanrep"
    with open_report_folder(target) as folder:
        (folder / LANDMARKS_NAME).write_bytes(b"log")
        write_report(folder, make_set_report(), make_exercise(), second_pass=recording)
    assert {p.name for p in target.iterdir()} == {"report.html", "report.json", "annotated.mp4", LANDMARKS_NAME}
    assert json.loads((target / "report.json").read_text(encoding="utf-8"))["summary"]["n_clean"] == 3
    assert [p.name for p in target.parent.iterdir()] == ["set.cleanrep"]


def test_landmark_log_alone_gives_page_and_document(tmp_path: Path) -> None:
    with open_report_folder(tmp_path / "set.cleanrep") as folder:
        write_report(folder, make_set_report(), make_exercise(), second_pass=None)
    assert {p.name for p in (tmp_path / "set.cleanrep").iterdir()} == {"report.html", "report.json"}
    assert "<video" not in (tmp_path / "set.cleanrep" / "report.html").read_text(encoding="utf-8")


def test_error_leaves_nothing_behind(tmp_path: Path) -> None:
    def write_half(folder: Path) -> None:
        (folder / "report.html").write_text("half")
        raise RuntimeError

    with pytest.raises(RuntimeError), open_report_folder(tmp_path / "set.cleanrep") as folder:
        write_half(folder)
    assert list(tmp_path.iterdir()) == []


def test_existing_folder_is_refused_before_any_work(tmp_path: Path) -> None:
    target = tmp_path / "set.cleanrep"
    target.mkdir()
    with pytest.raises(UsageError, match="--force"), open_report_folder(target):
        pytest.fail("the block must not run")
    assert list(tmp_path.iterdir()) == [target]


def test_force_replaces_a_report(tmp_path: Path) -> None:
    target = tmp_path / "set.cleanrep"
    for text in ("old", "new"):
        with open_report_folder(target, is_forced=True) as folder:
            (folder / "report.html").write_text(text)
    assert (target / "report.html").read_text() == "new"
    assert list(tmp_path.iterdir()) == [target]


def test_error_under_force_keeps_the_old_report(tmp_path: Path) -> None:
    target = tmp_path / "set.cleanrep"
    with open_report_folder(target) as folder:
        (folder / "report.html").write_text("old")
    with pytest.raises(RuntimeError), open_report_folder(target, is_forced=True):
        raise RuntimeError
    assert (target / "report.html").read_text() == "old"


@pytest.mark.parametrize("kind", ["file", "folder with other things"])
def test_force_never_removes_what_is_no_report(tmp_path: Path, kind: str) -> None:
    target = tmp_path / "set.cleanrep"
    if kind == "file":
        target.write_text("mine")
    else:
        target.mkdir()
        (target / "thesis.docx").write_text("mine")
    with pytest.raises(UsageError, match="other things"), open_report_folder(target, is_forced=True):
        pytest.fail("the block must not run")
    assert target.exists()
