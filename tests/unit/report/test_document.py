"""The document keeps the shape of its first edition and refuses what it does not know."""

import json
from importlib import resources

import pytest
from pydantic import ValidationError

from cleanrep.report.document import SetDocument, round_or_none
from cleanrep.report.document_builder import build_schema

FIRST_EDITION = """
{"schema": "cleanrep.set-report/1",
 "exercise": "lever-back-extension", "variant": "standing", "goal": "hypertrophy",
 "source": {"kind": "video", "name": "set.mp4", "sha256": "0f", "duration_s": 29.9, "frame_rate_hz": 25.0,
            "n_frames": 748, "n_frames_with_pose": 748},
 "view": {"side": "left", "yaw_deg": 4.0, "suitable": true, "reasons": []},
 "repetitions": [
   {"index": 1, "set": 1, "start_s": 1.20, "top_start_s": 3.02, "top_end_s": 4.01, "end_s": 6.55,
    "concentric_s": 1.82, "top_hold_s": 0.99, "eccentric_s": 2.54, "bottom_hold_s": 0.80, "clean": true,
    "measures": {"range_of_motion_deg": {"value": 58.9, "unit": "deg", "uncertainty": 2.0},
                 "top_angle_deg": {"value": -1.3, "unit": "deg", "uncertainty": 5.0}},
    "findings": [{"rule": "stop-at-neutral", "verdict": "met", "value": -1.3, "limit": -12.0, "unit": "deg",
                  "uncertainty": 5.0, "time_s": 3.40, "frame": 85, "reason": null, "cue": null, "source": "guide"}]}],
 "set_findings": [],
 "summary": {"n_repetitions": 5, "n_clean": 4, "n_not_assessed": 0, "top_cue": "Stop in line."},
 "provenance": {"cleanrep": "0.1.0", "exercise_sha256": "0f", "pose_model": "p"}}
"""


def test_document_of_the_first_edition_is_still_read() -> None:
    document = SetDocument.model_validate_json(FIRST_EDITION)
    assert document.repetitions[0].findings[0].limit == -12.0


def test_every_field_of_the_first_edition_is_still_written() -> None:
    first = json.loads(FIRST_EDITION)
    written = SetDocument.model_validate(first).model_dump(mode="json", by_alias=True)
    assert_contains(written, first)


def assert_contains(whole: object, part: object) -> None:
    if isinstance(part, dict):
        assert isinstance(whole, dict)
        for key, value in part.items():
            assert_contains(whole[key], value)
    elif isinstance(part, list):
        assert isinstance(whole, list)
        for got, wanted in zip(whole, part, strict=True):
            assert_contains(got, wanted)
    else:
        assert whole == part


def test_unknown_field_is_refused_by_name() -> None:
    content = json.loads(FIRST_EDITION) | {"score": 7}
    with pytest.raises(ValidationError, match="score"):
        SetDocument.model_validate(content)


def test_published_schema_is_the_one_of_the_code() -> None:
    published = resources.files("cleanrep.report") / "schema" / "set-report.schema.json"
    assert published.read_text(encoding="utf-8") == build_schema()


def test_published_schema_asks_for_the_first_edition_only() -> None:
    schema = json.loads(build_schema())
    first = json.loads(FIRST_EDITION)
    assert set(schema["required"]) == set(first)
    assert set(schema["$defs"]["RepetitionDocument"]["required"]) == set(first["repetitions"][0])


@pytest.mark.parametrize("value", [None, float("nan"), float("inf")])
def test_what_json_cannot_hold_becomes_none(value: float | None) -> None:
    assert round_or_none(value, 4) is None


def test_rounding_leaves_no_negative_zero() -> None:
    assert str(round_or_none(-0.00001, 3)) == "0.0"
