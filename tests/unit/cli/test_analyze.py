"""Exit statuses and one-line errors of ``cleanrep analyze``; landmark logs stand in for videos."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from cleanrep.cli.analyze import parse_region, parse_span
from cleanrep.cli.main import run
from cleanrep.errors import UsageError
from cleanrep.model.samples import Region, Sample
from cleanrep.testing import Camera, Lean, Pause, PlannedRepetition, make_samples, make_set

LIFT = Path(__file__).parents[2] / "data" / "lift.mp4"
WriteLog = Callable[..., Path]


@dataclass(frozen=True)
class Outcome:
    """What a run left behind."""

    status: int
    out: str
    err: str


@pytest.fixture
def call(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Callable[..., Outcome]:
    monkeypatch.chdir(tmp_path)

    def call(*arguments: str | Path) -> Outcome:
        capsys.readouterr()
        status = run([str(argument) for argument in arguments])
        captured = capsys.readouterr()
        return Outcome(status, captured.out, captured.err)

    return call


@pytest.fixture
def log_path(write_log: WriteLog) -> Path:
    return write_log(make_set([PlannedRepetition(), PlannedRepetition(top_deg=-20.0), PlannedRepetition()]).samples)


def assert_refused(outcome: Outcome, *parts: str) -> None:
    """Exit status 2, nothing on standard output, one line that says everything on standard error."""
    assert outcome.status == 2
    assert outcome.out == ""
    assert re.fullmatch(r"cleanrep: [^\n]+\n", outcome.err), outcome.err
    for part in parts:
        assert part in outcome.err


def test_standard_output_holds_one_document_and_nothing_else(call: Callable[..., Outcome], log_path: Path) -> None:
    outcome = call("analyze", log_path, "--variant", "standing", "--json", "-")
    assert outcome.status == 0
    document = json.loads(outcome.out)
    assert document["schema"] == "cleanrep.set-report/1"
    assert document["summary"]["n_repetitions"] == 3
    assert [item["clean"] for item in document["repetitions"]] == [True, False, True]
    assert outcome.err == ""
    assert list(Path().iterdir()) == [Path(log_path.name)]


def test_the_terminal_report_comes_with_a_folder(call: Callable[..., Outcome], log_path: Path) -> None:
    outcome = call("analyze", log_path, "--variant", "standing")
    assert outcome.status == 0
    assert "3 reps, 2 clean" in outcome.out
    (folder,) = [item for item in Path().iterdir() if item.is_dir()]
    assert (folder / "report.html").is_file()
    assert str(folder) in outcome.out


def test_a_folder_of_choice_and_a_document_of_choice(call: Callable[..., Outcome], log_path: Path) -> None:
    assert call("analyze", log_path, "--variant", "standing", "--out", "mine", "--json", "mine.json").status == 0
    assert Path("mine", "report.json").is_file()
    assert json.loads(Path("mine.json").read_text(encoding="utf-8"))["variant"] == "standing"


def test_a_document_alone_makes_no_folder(call: Callable[..., Outcome], log_path: Path) -> None:
    assert call("analyze", log_path, "--variant", "standing", "--json", "mine.json").status == 0
    assert sorted(item.name for item in Path().iterdir()) == ["mine.json", log_path.name]


def test_nothing_is_replaced_without_force(call: Callable[..., Outcome], log_path: Path) -> None:
    base = ("analyze", log_path, "--variant", "standing")
    assert call(*base, "--out", "mine").status == 0
    assert_refused(call(*base, "--out", "mine"), "mine", "--force")
    assert call(*base, "--out", "mine", "--force").status == 0
    Path("mine.json").write_text("keep", encoding="utf-8")
    assert_refused(call(*base, "--json", "mine.json"), "mine.json, which exists", "--force")
    assert Path("mine.json").read_text(encoding="utf-8") == "keep"
    assert call(*base, "--json", "mine.json", "--force").status == 0


def test_the_folder_of_the_recording_is_never_replaced(call: Callable[..., Outcome], log_path: Path) -> None:
    assert call("analyze", log_path, "--variant", "standing", "--out", "mine").status == 0
    kept = Path("mine/landmarks.parquet")
    before = kept.read_bytes()
    outcome = call("analyze", kept, "--variant", "standing", "--start", "5", "--out", "mine", "--force")
    assert_refused(outcome, "a report folder without the recording in it", "choose another --out")
    assert kept.read_bytes() == before


def test_a_folder_with_other_things_in_it_is_not_replaced_even_with_force(
    call: Callable[..., Outcome], log_path: Path
) -> None:
    Path("mine").mkdir()
    Path("mine", "thesis.txt").write_text("years of work", encoding="utf-8")
    assert_refused(call("analyze", log_path, "--variant", "standing", "--out", "mine", "--force"))
    assert Path("mine", "thesis.txt").is_file()


@pytest.mark.parametrize("samples", ["off the side", "one frame a second", "nobody"])
def test_footage_that_allows_no_judgement_is_status_3_with_the_reason(
    call: Callable[..., Outcome], write_log: WriteLog, samples: str
) -> None:
    made = {
        "off the side": make_samples(3, camera=Camera(yaw_deg=50.0)),
        "one frame a second": make_samples(3, camera=Camera(frame_rate_hz=1.0)),
        "nobody": [Sample(index / 25, index, None) for index in range(50)],
    }[samples]
    outcome = call("analyze", write_log(made), "--variant", "standing", "--json", "-")
    assert outcome.status == 3
    document = json.loads(outcome.out)
    assert document["view"]["suitable"] is False
    assert document["view"]["reasons"]
    assert re.fullmatch(r"cleanrep: not judged: [^\n]+\n", outcome.err)


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (None, "there is no such file"),
        (b"", "is empty"),
        (b"Dear diary, today I lifted.\n" * 50, "is not a video"),
        (bytes(range(256)) * 40, "is not a video"),
    ],
)
def test_what_is_no_video_is_refused(
    call: Callable[..., Outcome], tmp_path: Path, content: bytes | None, expected: str
) -> None:
    if content is not None:
        (tmp_path / "set.mp4").write_bytes(content)
    assert_refused(call("analyze", "set.mp4", "--variant", "standing", "--json", "-"), "set.mp4: ", expected)


def test_a_video_cut_before_its_first_picture_is_refused(call: Callable[..., Outcome], tmp_path: Path) -> None:
    content = LIFT.read_bytes()
    (tmp_path / "cut.mp4").write_bytes(content[: content.index(b"mdat") + 4])
    assert_refused(call("analyze", "cut.mp4", "--variant", "standing", "--json", "-"), "cut.mp4: ")


def test_a_folder_is_refused(call: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "videos").mkdir()
    assert_refused(call("analyze", "videos", "--variant", "standing"), "is a folder")
    assert not Path("videos.cleanrep").exists()


def test_a_log_that_is_none_is_refused(call: Callable[..., Outcome], tmp_path: Path) -> None:
    (tmp_path / "set.parquet").write_bytes(b"PAR1" + b"\0" * 100)
    assert_refused(call("analyze", "set.parquet", "--variant", "standing"), "is not a landmark log")


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--goal", "fame"), ("a goal of lever-back-extension", "hypertrophy", "'fame'")),
        (("--variant", "lying"), ("standing, seated", "'lying'")),
        (("--exercise", "squat"), ("an exercise of", "sit-up", "'squat'")),
        (("--exercise", "missing.toml"), ("missing.toml", "readable file")),
        (("--level", "hero"), ("hero",)),
        (("--roi", "1,2,3"), ("--roi x,y,width,height", "'1,2,3'")),
        (("--roi", "a,b,c,d"), ("--roi x,y,width,height",)),
        (("--neutral", "4.0-2.0"), ("end after the start", "'4.0-2.0'")),
        (("--neutral", "missing.json"), ("missing.json", "cannot be read")),
        (("--neutral", "100-101"), ("a neutral hold within the recording's", "got 100 to 101 s")),
        (("--neutral", "2.8"), ("--neutral START-END in seconds, or a profile", "'2.8'", "e.g. --neutral 2.0-4.0")),
        (("--neutral", "2.0:4.0"), ("--neutral START-END in seconds", "'2.0:4.0'")),
        (("--save-neutral", "me.json"), ("--neutral START-END beside --save-neutral",)),
        (("--start", "soon"), ("--start", "number", "Try 'cleanrep analyze --help'")),
        (("--flair",), ("--flair",)),
    ],
)
def test_a_bad_option_is_refused_in_one_line(
    call: Callable[..., Outcome], log_path: Path, options: tuple[str, ...], expected: tuple[str, ...]
) -> None:
    base: tuple[str | Path, ...] = ("analyze", log_path, "--json", "-")
    variant = () if "--variant" in options or "--exercise" in options else ("--variant", "standing")
    assert_refused(call(*base, *variant, *options), *expected)


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--start", "-1"), "a start of 0 s or later"),
        (("--start", "2", "--end", "1"), "an end after the start"),
        (("--start", "100"), "a start within the video"),
        (("--roi", "600,0,200,100"), "600"),
    ],
)
def test_a_part_that_the_video_does_not_have_is_refused(
    call: Callable[..., Outcome], options: tuple[str, ...], expected: str
) -> None:
    assert_refused(call("analyze", LIFT, "--variant", "standing", "--json", "-", *options), expected)


def test_a_variant_is_asked_for_where_there_are_several(call: Callable[..., Outcome], log_path: Path) -> None:
    assert_refused(call("analyze", log_path), "standing, seated", "--variant")


def test_a_recording_is_asked_for(call: Callable[..., Outcome]) -> None:
    assert_refused(call("analyze"), "RECORDING")


def test_a_neutral_hold_is_saved_and_used(call: Callable[..., Outcome], write_log: WriteLog) -> None:
    made = make_set([Pause(3.0), Lean(58.0), Pause(1.0), *[PlannedRepetition(top_deg=-9.5)] * 3], start_deg=0.0)
    base = ("analyze", write_log(made.samples), "--variant", "standing", "--json", "-")
    first = call(*base, "--neutral", "1.0-3.5", "--save-neutral", "me.json")
    assert first.status == 0
    second = call(*base, "--neutral", "me.json")
    assert json.loads(first.out)["repetitions"] == json.loads(second.out)["repetitions"]
    assert json.loads(second.out)["provenance"]["neutral"] == "calibrated"
    assert_refused(call(*base, "--neutral", "1.0-3.5", "--save-neutral", "me.json"), "a new file for --save-neutral")


@pytest.mark.parametrize(("text", "expected"), [("2.0-4.0", (2.0, 4.0)), ("0-10", (0.0, 10.0)), ("me.json", None)])
def test_a_span_is_told_from_a_profile(text: str, expected: tuple[float, float] | None) -> None:
    assert parse_span(text) == expected


def test_a_region_is_four_whole_numbers() -> None:
    assert parse_region("100,0,400,480") == Region(100, 0, 400, 480)
    for text in ("", "1,2,3,4,5", "1.5,0,1,1", "-1,0,5,5"):
        with pytest.raises(UsageError):
            parse_region(text)


WHO = ("--mass", "80", "--height", "1.78", "--sex", "male")


def test_machine_load_and_lifter_add_the_load_on_the_back(call: Callable[..., Outcome], log_path: Path) -> None:
    command = ("analyze", log_path, "--variant", "standing", "--machine", "standing-lever", "--stack", "40", *WHO)
    document = json.loads(call(*command, "--json", "-").out)
    assert document["load"]["load_kg"] == 40
    assert all(150 < item["moment"]["peak_n_m"] < 300 for item in document["repetitions"])
    assert "Load on the back, a model: Standing lever, weight stack, 40 kg" in call(*command).out


@pytest.mark.parametrize(
    ("options", "expected"),
    [
        (("--machine", "standing-lever", "--stack", "40"), "expected --mass"),
        (("--stack", "40", *WHO), "expected --machine"),
        (("--mass", "80"), "expected --machine"),
        (("--machine", "standing-lever", "--plate", "40", *WHO), "--stack for standing-lever"),
        (("--machine", "seated-lever", "--stack", "40", *WHO), "a machine for lever-back-extension, standing"),
        (("--machine", "missing.toml", "--stack", "40", *WHO), "missing.toml"),
    ],
)
def test_half_a_load_is_refused_in_one_line(
    call: Callable[..., Outcome], log_path: Path, options: tuple[str, ...], expected: str
) -> None:
    assert_refused(call("analyze", log_path, "--variant", "standing", *options), expected)
