import json
from collections.abc import Callable
from dataclasses import replace
from math import isnan, nan
from pathlib import Path

import pytest

from cleanrep.app.analysis import run_analysis
from cleanrep.app.calibration import load_neutral, save_neutral, take_neutral
from cleanrep.app.request import AnalysisRequest
from cleanrep.errors import SourceError, UsageError
from cleanrep.exercises.catalogue import load_exercise
from cleanrep.measures.reference import Neutral
from cleanrep.testing import Lean, Lifter, Pause, PlannedRepetition, get_measure, make_samples, make_set

NAMES = {"exercise": "lever-back-extension", "variant": "standing"}
GOOD: dict[str, object] = {
    "schema": "cleanrep.neutral/1",
    **NAMES,
    "trunk_deg": -14.8,
    "line_deg": -6.8,
    "head_deg": None,
    "contour_deg": -20.0,
}


def make_request(path: Path) -> AnalysisRequest:
    return AnalysisRequest(path, load_exercise("lever-back-extension"), "standing", "strength")


@pytest.mark.parametrize(
    "neutral", [Neutral(-14.8, -6.8, -88.0, -21.5), Neutral(3.0, -170.0, nan, nan), Neutral(3.0, nan)]
)
def test_a_profile_gives_back_what_was_saved(tmp_path: Path, neutral: Neutral) -> None:
    path = tmp_path / "me.json"
    save_neutral(path, neutral, **NAMES)
    loaded = load_neutral(path, **NAMES)
    assert loaded.trunk_deg == neutral.trunk_deg
    assert loaded.line_deg == pytest.approx(neutral.line_deg, nan_ok=True)
    assert loaded.head_deg == pytest.approx(neutral.head_deg, nan_ok=True)
    assert loaded.contour_deg == pytest.approx(neutral.contour_deg, nan_ok=True)


def test_a_profile_is_replaced_as_a_whole(tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text("mine", encoding="utf-8")
    save_neutral(path, Neutral(1.0, 2.0), **NAMES)
    assert load_neutral(path, **NAMES).trunk_deg == 1.0
    assert [item.name for item in tmp_path.iterdir()] == ["me.json"]


def test_a_folder_that_is_not_there_is_said(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="choose another name"):
        save_neutral(tmp_path / "nowhere" / "me.json", Neutral(0.0, 0.0), **NAMES)


def test_a_missing_profile_is_said_in_one_line(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match=r"me\.json: cannot be read \(No such file or directory\); give a profile"):
        load_neutral(tmp_path / "me.json", **NAMES)


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"schema": "cleanrep.neutral/2"}, "schema: "),
        ({"trunk_deg": "upright"}, "trunk_deg: "),
        ({"trunk_deg": 1e9}, "trunk_deg: "),
        ({"trunk_deg": None}, "trunk_deg: "),
        ({"variant": "x" * 65}, "variant: "),
        ({"weight_kg": 80}, "weight_kg: "),
    ],
)
def test_a_bad_profile_is_refused_with_its_field(tmp_path: Path, change: dict[str, object], expected: str) -> None:
    path = tmp_path / "me.json"
    path.write_text(json.dumps(GOOD | change), encoding="utf-8")
    with pytest.raises(SourceError, match=f"me.json: {expected}"):
        load_neutral(path, **NAMES)


@pytest.mark.parametrize("content", [b"", b"[]", b"\xff\xfe", b"{", b'{"schema": NaN}', b"x" * 100_000])
def test_what_is_no_profile_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "me.json"
    path.write_bytes(content)
    with pytest.raises(SourceError, match="give a profile saved by --save-neutral"):
        load_neutral(path, **NAMES)


def test_another_document_is_called_by_its_name(tmp_path: Path, write_log: Callable[..., Path]) -> None:
    path = tmp_path / "set.json"
    path.write_text(json.dumps({"schema": "cleanrep.set-report/1", "notes": "x" * 100_000}), encoding="utf-8")
    with pytest.raises(SourceError, match=r"set\.json: is a document cleanrep\.set-report/1, expected a neutral"):
        load_neutral(path, **NAMES)
    with pytest.raises(SourceError, match="is a table such as a landmark log, expected a neutral profile"):
        load_neutral(write_log(make_samples(1)), **NAMES)
    path.write_text("[" + "1," * 10_000 + "1]", encoding="utf-8")
    with pytest.raises(SourceError, match="is larger than 10000 bytes, expected a neutral profile"):
        load_neutral(path, **NAMES)


def test_a_hold_after_the_end_is_said_with_the_span_that_was_asked_for() -> None:
    lift = Path(__file__).parents[2] / "data" / "lift.mp4"
    for span_s in ((40.0, 50.0), (8.5, 9.0)):
        with pytest.raises(UsageError, match=rf"within the recording's \d\.\d s, got {span_s[0]:g} to {span_s[1]:g} s"):
            take_neutral(replace(make_request(lift), neutral_span_s=span_s))


def test_a_profile_of_another_variant_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "me.json"
    path.write_text(json.dumps(GOOD), encoding="utf-8")
    with pytest.raises(UsageError, match="expected a neutral profile of lever-back-extension, seated"):
        load_neutral(path, exercise="lever-back-extension", variant="seated")
    assert isnan(load_neutral(path, **NAMES).head_deg)


def test_a_hold_at_the_beginning_is_taken_and_judged_by(write_log: Callable[..., Path]) -> None:
    made = make_set([Pause(3.0), Lean(58.0), Pause(1.0), *[PlannedRepetition(top_deg=-9.5)] * 3], start_deg=0.0)
    request = replace(make_request(write_log(made.samples)), neutral_span_s=(1.0, 3.5))
    neutral = take_neutral(request)
    assert neutral.trunk_deg == pytest.approx(Lifter().straight_deg, abs=0.1)
    report = run_analysis(request)
    assert report.provenance.neutral == "calibrated"
    assert [get_measure(item, "top_angle_deg").value for item in report.repetitions] == pytest.approx(
        [-9.5] * 3, abs=0.3
    )
    assert [item.is_clean for item in report.repetitions] == [False] * 3


@pytest.mark.parametrize(
    ("span_s", "expected"),
    [
        ((0.0, 61.0), "a hold of at most 60 s"),
        ((50.0, 60.0), r"within the recording's \d+\.\d s, got 50 to 60 s"),
        ((1.5, 2.5), "a still hold"),
    ],
)
def test_a_span_that_shows_no_hold_is_refused(
    write_log: Callable[..., Path], span_s: tuple[float, float], expected: str
) -> None:
    request = make_request(write_log(make_samples(1)))
    with pytest.raises(UsageError, match=expected):
        take_neutral(replace(request, neutral_span_s=span_s))


def test_without_a_span_there_is_nothing_to_take(write_log: Callable[..., Path]) -> None:
    with pytest.raises(UsageError, match="--neutral START-END"):
        take_neutral(make_request(write_log(make_samples(1))))
