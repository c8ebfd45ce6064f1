"""The figures of a landmark log that was kept: near the truth of the rendering, and the same as ever."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

import cleanrep
from cleanrep.model.report import SetReport
from cleanrep.report.document import SetDocument
from cleanrep.report.document_builder import to_document
from cleanrep.testing import get_finding, get_measure

HERE = Path(__file__).parent
LOG = HERE / "lever-back-extension.landmarks.parquet"

TRUE_TIMES_S = [(0.9, 2.7, 3.7, 6.3), (7.1, 8.9, 9.9, 12.5)]
TRUE_TOP_DEG = [0.1, -16.53]
TRUE_RANGE_DEG = [59.8, 76.6]

KEPT_TIMES_S = [(0.934, 2.697, 3.716, 6.306), (7.136, 8.876, 9.934, 12.505)]
KEPT_MEASURES: list[dict[str, float]] = [
    {
        "range_of_motion_deg": 60.54,
        "top_angle_deg": 0.9056,
        "lean_back_deg": 0.6025,
        "start_angle_deg": 61.36,
        "sparc": -1.535,
        "n_velocity_peaks": 1.0,
        "bottom_dwell_s": 0.5833,
        "peak_velocity_per_range_1_s": 1.083,
        "time_to_peak_velocity_share": 0.479,
        "eccentric_peak_to_mean": 1.894,
        "turn_acceleration_deg_s2": 17.05,
        "settle_velocity_deg_s": 0.166,
        "hip_drift_cm": 0.0,
        "foot_drift_pct": 0.0,
    },
    {
        "range_of_motion_deg": 74.9,
        "top_angle_deg": -14.63,
        "lean_back_deg": -14.75,
        "start_angle_deg": 61.56,
        "sparc": -1.402,
        "n_velocity_peaks": 1.0,
        "bottom_dwell_s": 0.4167,
        "peak_velocity_per_range_1_s": 1.066,
        "time_to_peak_velocity_share": 0.5079,
        "eccentric_peak_to_mean": 1.933,
        "turn_acceleration_deg_s2": 71.28,
        "hip_drift_cm": 0.0,
        "foot_drift_pct": 0.0,
    },
]
NOT_SEEN = {
    "long-spine",
    "hips-and-back-together",
    "head-neutral",
    "full-range",
    "ribs-down",
    "machine-quiet",
    "hips-stable",
    "feet-planted",
}


@pytest.fixture(scope="module")
def report() -> SetReport:
    return cleanrep.analyze(LOG, variant="standing")


def test_boundaries_are_near_the_truth(report: SetReport) -> None:
    errors_s = [
        abs(found - true)
        for item, times in zip(report.repetitions, TRUE_TIMES_S, strict=True)
        for found, true in zip(
            (item.times.start_s, item.times.top_start_s, item.times.top_end_s, item.times.end_s), times, strict=True
        )
    ]
    assert max(errors_s) < 0.2
    assert sorted(errors_s)[len(errors_s) // 2] < 0.1


def test_angles_are_near_the_truth(report: SetReport) -> None:
    for item, top_deg, range_deg in zip(report.repetitions, TRUE_TOP_DEG, TRUE_RANGE_DEG, strict=True):
        assert get_measure(item, "top_angle_deg").value == pytest.approx(top_deg, abs=5.0)
        assert get_measure(item, "range_of_motion_deg").value == pytest.approx(range_deg, abs=4.0)


def test_the_fault_is_found_and_no_other(report: SetReport) -> None:
    assert [item.is_clean for item in report.repetitions] == [True, False]
    faults = [
        [item.rule for item in repetition.findings if item.verdict == "not_met"] for repetition in report.repetitions
    ]
    assert faults == [[], ["stop-at-neutral"]]
    assert get_finding(report.repetitions[1], "reach-neutral").verdict == "borderline"


def test_what_cannot_be_seen_is_left_open(report: SetReport) -> None:
    first = report.repetitions[0]
    assert {item.rule for item in first.findings if item.verdict == "not_assessed"} == NOT_SEEN
    assert all(item.reason for item in first.findings if item.verdict == "not_assessed")


def test_times_are_those_of_the_day_it_was_made(report: SetReport) -> None:
    for item, times in zip(report.repetitions, KEPT_TIMES_S, strict=True):
        found = (item.times.start_s, item.times.top_start_s, item.times.top_end_s, item.times.end_s)
        assert found == pytest.approx(times, abs=0.01)


def test_measures_are_those_of_the_day_it_was_made(report: SetReport) -> None:
    for item, kept in zip(report.repetitions, KEPT_MEASURES, strict=True):
        found = {name: get_measure(item, name).value for name in kept}
        assert found == pytest.approx(kept, rel=0.01, abs=0.05)


def test_the_view_is_that_of_the_rendering(report: SetReport) -> None:
    assert report.view.side == "left"
    assert report.view.yaw_deg == pytest.approx(4.0, abs=5.0)
    assert report.is_judged


def test_the_document_keeps_to_its_schema(report: SetReport) -> None:
    document = to_document(report)
    assert SetDocument.model_validate_json(cleanrep.to_json(report)) == document
    content = json.loads(cleanrep.to_json(report))
    assert content["schema"] == "cleanrep.set-report/1"
    assert content["source"]["kind"] == "landmarks"
    assert content["source"]["n_frames"] == content["source"]["n_frames_with_pose"] == 323
    assert content["repetitions"][1]["bottom_hold_s"] is None
