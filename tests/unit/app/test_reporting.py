import json
import resource
import signal
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from cleanrep.app.reporting import ReportRequest, write_analysis
from cleanrep.app.request import AnalysisRequest
from cleanrep.errors import SourceError, UsageError
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.testing import make_samples


def make_request(path: Path) -> AnalysisRequest:
    return AnalysisRequest(path, load_exercise("lever-back-extension"), "standing", "hypertrophy")


def test_a_report_folder_holds_page_document_and_log(write_log: Callable[..., Path], tmp_path: Path) -> None:
    target = ReportRequest(tmp_path / "out" / "set.cleanrep")
    report = write_analysis(make_request(write_log(make_samples(2))), target)
    assert {item.name for item in target.folder.iterdir()} == {"report.html", "report.json", "landmarks.parquet"}
    document = json.loads((target.folder / "report.json").read_text(encoding="utf-8"))
    assert document["summary"]["n_repetitions"] == report.summary.n_repetitions == 2
    assert target.page.is_file()


def test_the_log_of_a_report_gives_the_same_report(write_log: Callable[..., Path], tmp_path: Path) -> None:
    first = ReportRequest(tmp_path / "first")
    second = ReportRequest(tmp_path / "second")
    write_analysis(make_request(write_log(make_samples(2))), first)
    write_analysis(make_request(first.folder / "landmarks.parquet"), second)
    documents = [json.loads((target.folder / "report.json").read_text(encoding="utf-8")) for target in (first, second)]
    assert documents[0]["repetitions"] == documents[1]["repetitions"]


def test_the_log_of_a_part_of_a_log_can_be_read_again(write_log: Callable[..., Path], tmp_path: Path) -> None:
    first = ReportRequest(tmp_path / "first")
    second = ReportRequest(tmp_path / "second")
    part = write_analysis(replace(make_request(write_log(make_samples(3))), start_s=5.0), first)
    again = write_analysis(make_request(first.folder / "landmarks.parquet"), second)
    assert again.source == part.source
    assert again.summary == part.summary


def test_a_report_that_is_there_stays_unless_forced(write_log: Callable[..., Path], tmp_path: Path) -> None:
    request = make_request(write_log(make_samples(1)))
    folder = tmp_path / "set.cleanrep"
    write_analysis(request, ReportRequest(folder))
    before = (folder / "report.json").stat().st_mtime_ns
    with pytest.raises(UsageError):
        write_analysis(request, ReportRequest(folder))
    assert (folder / "report.json").stat().st_mtime_ns == before
    write_analysis(request, ReportRequest(folder, is_forced=True))
    assert (folder / "report.json").stat().st_mtime_ns > before


def test_an_analysis_that_fails_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(SourceError):
        write_analysis(make_request(tmp_path / "missing.parquet"), ReportRequest(tmp_path / "out"))
    assert list(tmp_path.iterdir()) == []


@pytest.mark.parametrize("name", ["landmarks.parquet", "report.html"])
def test_a_full_disk_is_said_and_leaves_nothing(write_log: Callable[..., Path], tmp_path: Path, name: str) -> None:
    request, target = make_request(write_log(make_samples(2))), ReportRequest(tmp_path / "out" / "set.cleanrep")
    write_analysis(request, ReportRequest(tmp_path / "whole"))
    room_bytes = (tmp_path / "whole" / name).stat().st_size - 1
    handled = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    bounds = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room_bytes, bounds[1]))
    try:
        with pytest.raises(UsageError, match="a disk with room for the report"):
            write_analysis(request, target)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, bounds)
        signal.signal(signal.SIGXFSZ, handled)
    assert list(target.folder.parent.iterdir()) == []
