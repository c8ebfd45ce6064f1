"""A set report with known faults, for tests of what shows or stores one: no video and no engine needed.

The motion is minimum-jerk between bottom and top; times, angles and faults are those asked for, and the findings
follow from them by fixed rules. It is not an analysis: nothing here is measured.
"""

import math
from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import FloatArray
from cleanrep.model.repetition import Finding, Measure, PhaseTimes, Repetition, Verdict
from cleanrep.model.report import Provenance, SetFinding, SetReport, SetSummary, Trace
from cleanrep.model.samples import SourceInfo
from cleanrep.model.view import View

BOTTOM_DEG = 52.0
STRAIGHT_DEG = -8.0
CUE = "Stop when shoulders, hips and legs line up."


@dataclass(frozen=True, slots=True)
class SamplePlan:
    """What to put into the report.

    Attributes
    ----------
    tops_deg : tuple[float, ...]
        Top of each repetition against straight, degrees, - = past it.
    set_indices : tuple[int, ...]
        Set of each repetition; empty: all in set 1.
    is_suitable : bool
        False: the camera stands 50 degrees off, and nothing about angles is judged.
    video_name : str
        File name of the recording.
    """

    tops_deg: tuple[float, ...] = (-1.0, -18.0, 0.5, -15.0, -0.4)
    set_indices: tuple[int, ...] = ()
    is_suitable: bool = True
    video_name: str = "set.mp4"
    frame_rate_hz: float = 25.0


def make_set_report(plan: SamplePlan | None = None) -> SetReport:
    """Report of a set as planned; by default five repetitions, the second and fourth past straight."""
    plan = plan or SamplePlan()
    repetitions = tuple(_make_repetition(plan, i) for i in range(len(plan.tops_deg)))
    set_indices = sorted({r.set_index for r in repetitions})
    return SetReport(
        exercise="lever-back-extension",
        exercise_name="Lever back extension",
        variant="standing",
        goal="hypertrophy",
        source=_make_source(plan),
        view=_make_view(plan),
        repetitions=repetitions,
        set_findings=tuple(item for index in set_indices for item in _make_set_findings(repetitions, index)),
        set_measures=tuple((index, Measure("range_of_motion_cv_pct", 12.0, "percent", 2.0)) for index in set_indices),
        summary=_summarise(repetitions, len(set_indices)),
        trace=_make_trace(plan),
        provenance=Provenance(
            cleanrep="0.1.0",
            exercise_sha256="0" * 64,
            pose_model="sample pose model",
            landmark_offset="-10 deg on the line angle, standard uncertainty 3 deg",
            neutral="straight-line",
            created_with=(("neutral span", "none"),),
        ),
    )


def _set_index(plan: SamplePlan, i: int) -> int:
    return plan.set_indices[i] if plan.set_indices else 1


def _start_s(plan: SamplePlan, i: int) -> float:
    return 1.0 + 6.2 * i + 30.0 * (_set_index(plan, i) - 1)


def _times(plan: SamplePlan, i: int) -> PhaseTimes:
    start_s = _start_s(plan, i)
    has_next = i + 1 < len(plan.tops_deg) and _set_index(plan, i + 1) == _set_index(plan, i)
    next_start_s = _start_s(plan, i + 1) if has_next else None
    return PhaseTimes(start_s, start_s + 1.8, start_s + 2.8, start_s + 5.4, next_start_s)


def _duration_s(plan: SamplePlan) -> float:
    return _start_s(plan, len(plan.tops_deg) - 1) + 7.0 if plan.tops_deg else 5.0


def _make_trace(plan: SamplePlan) -> Trace:
    time_s = np.arange(0.0, _duration_s(plan), 1.0 / plan.frame_rate_hz)
    angle_deg = np.full(time_s.shape, BOTTOM_DEG)
    for i, top_deg in enumerate(plan.tops_deg):
        times = _times(plan, i)
        lift = _minimum_jerk((time_s - times.start_s) / times.concentric_s)
        lower = _minimum_jerk((time_s - times.top_end_s) / times.eccentric_s)
        angle_deg -= (BOTTOM_DEG - STRAIGHT_DEG - top_deg) * (lift - lower)
    angle_deg[:8] = math.nan
    return Trace(time_s, angle_deg)


def _minimum_jerk(share: FloatArray) -> FloatArray:
    s = np.clip(share, 0.0, 1.0)
    return s**3 * (10.0 - 15.0 * s + 6.0 * s**2)


def _make_repetition(plan: SamplePlan, i: int) -> Repetition:
    times, top_deg = _times(plan, i), plan.tops_deg[i]
    findings = tuple(_make_findings(plan, times, top_deg))
    verdicts = {f.rule: f.verdict for f in findings}
    is_clean = None if verdicts["stop-at-neutral"] is Verdict.NOT_ASSESSED else Verdict.NOT_MET not in verdicts.values()
    range_deg = BOTTOM_DEG - STRAIGHT_DEG - top_deg
    measures = (
        Measure("range_of_motion_deg", range_deg, "deg", 2.0),
        Measure("top_angle_deg", top_deg if plan.is_suitable else math.nan, "deg", 5.0, reason="not from the side"),
        Measure("concentric_s", times.concentric_s, "s", 0.15),
        Measure("top_hold_s", times.top_hold_s, "s", 0.15),
        Measure("eccentric_s", times.eccentric_s, "s", 0.15),
        Measure("bottom_hold_s", math.nan if times.bottom_hold_s is None else times.bottom_hold_s, "s"),
    )
    return Repetition(i + 1, _set_index(plan, i), times, measures, findings, is_clean)


def _make_findings(plan: SamplePlan, times: PhaseTimes, top_deg: float) -> list[Finding]:
    findings = [
        _judge(_STOP, top_deg, time_s=times.top_start_s + 0.4, plan=plan),
        _judge(_HEAD, 18.0, time_s=times.top_start_s, plan=plan),
        _judge(_LOWER, times.eccentric_s, time_s=times.top_end_s, plan=plan),
        _judge(_PAUSE, times.top_hold_s, time_s=times.top_start_s, plan=plan),
        _judge(_SNAP, 1.04, time_s=times.start_s + 0.9, plan=plan),
        _judge(_BOUNCE, 210.0, time_s=times.end_s, plan=plan),
        _not_assess("glutes", "one camera cannot see it"),
        _not_assess("breathing", "one camera cannot see it"),
    ]
    if times.next_start_s is None:
        findings[5] = _not_assess("no-bounce", "no next lift to see the turn")
    if not plan.is_suitable:
        findings[:2] = [_not_assess(f.rule, "the camera is about 50° off the side") for f in findings[:2]]
    return findings


Bounds = tuple[float | None, float | None]


@dataclass(frozen=True, slots=True)
class _Limits:
    rule: str
    measure: str
    unit: str
    aim: Bounds
    fault: Bounds | None
    uncertainty: float
    cue: str


_STOP = _Limits("stop-at-neutral", "lean_back_deg", "deg", (-5.0, None), (-12.0, None), 5.0, CUE)
_HEAD = _Limits("head-neutral", "head_angle_deg", "deg", (None, 12.0), (None, 25.0), 7.0, "Look ahead.")
_LOWER = _Limits("controlled-lowering", "eccentric_s", "s", (2.0, 3.5), (1.5, None), 0.3, "Lower more slowly.")
_PAUSE = _Limits("pause-at-top", "top_hold_s", "s", (0.5, None), (0.25, None), 0.2, "Pause at the top.")
_SNAP = _Limits("no-momentum", "peak_velocity_per_range_1_s", "1/s", (None, 1.6), (None, 2.2), 0.12, "No snap.")
_BOUNCE = _Limits("no-bounce", "turn_acceleration_deg_s2", "deg/s2", (None, 400.0), (None, 700.0), 70.0, "No bounce.")
_EVEN = _Limits("even-range", "range_of_motion_cv_pct", "percent", (None, 8.0), None, 2.0, "Same range each time.")
_COUNT = _Limits("reps-in-range", "repetitions_beyond_goal", "count", (0.0, 0.0), None, 0.1, "Aim for 8 to 15.")


def _judge(limits: _Limits, value: float, *, time_s: float | None = None, plan: SamplePlan | None = None) -> Finding:
    fault = limits.fault or (None, None)
    p_off_aim, p_fault = (_probability_outside(value, bounds, limits.uncertainty) for bounds in (limits.aim, fault))
    if p_off_aim >= 0.9 and p_fault >= 0.5:
        verdict = Verdict.NOT_MET
    else:
        verdict = Verdict.MET if p_off_aim <= 0.5 and p_fault <= 0.1 else Verdict.BORDERLINE
    margin = min(sign * (value - b) for sign, b in zip((1.0, -1.0), limits.aim, strict=True) if b is not None)
    bounds = limits.aim if margin >= 0 or limits.fault is None else limits.fault
    return Finding(
        rule=limits.rule,
        verdict=verdict,
        measure=limits.measure,
        value=value,
        limit=min((b for b in bounds if b is not None), key=lambda b: abs(value - b)),
        unit=limits.unit,
        uncertainty=limits.uncertainty,
        aim=limits.aim,
        fault=limits.fault,
        margin=margin,
        p_off_aim=p_off_aim,
        p_fault=p_fault,
        coverage=1.0,
        time_s=time_s,
        frame=None if time_s is None or plan is None else round(time_s * plan.frame_rate_hz),
        span_s=None if time_s is None else (time_s - 0.4, time_s + 0.4),
        reason=None,
        cue=None if verdict is Verdict.MET else limits.cue,
        source="made up for tests",
    )


def _not_assess(rule: str, reason: str) -> Finding:
    return Finding(rule=rule, verdict=Verdict.NOT_ASSESSED, reason=reason, source="made up for tests")


def _probability_outside(value: float, bounds: Bounds, uncertainty: float) -> float:
    low, high = bounds
    below = 0.0 if low is None else _normal_cdf((low - value) / uncertainty)
    above = 0.0 if high is None else _normal_cdf((value - high) / uncertainty)
    return below + above


def _normal_cdf(z: float) -> float:
    return 0.5 * (1.0 + math.erf(z / math.sqrt(2.0)))


def _make_set_findings(repetitions: tuple[Repetition, ...], set_index: int) -> list[SetFinding]:
    count = sum(r.set_index == set_index for r in repetitions)
    return [SetFinding(set_index, _judge(_EVEN, 12.0)), SetFinding(set_index, _judge(_COUNT, float(min(count - 8, 0))))]


def _summarise(repetitions: tuple[Repetition, ...], n_sets: int) -> SetSummary:
    has_fault = any(r.is_clean is False for r in repetitions)
    return SetSummary(
        n_repetitions=len(repetitions),
        n_clean=sum(r.is_clean is True for r in repetitions),
        n_not_assessed=sum(r.is_clean is None for r in repetitions),
        n_sets=n_sets,
        n_incomplete=0,
        top_cue=CUE if has_fault else None,
        top_cue_rule="stop-at-neutral" if has_fault else None,
    )


def _make_source(plan: SamplePlan) -> SourceInfo:
    duration_s = _duration_s(plan)
    n_frames = round(duration_s * plan.frame_rate_hz)
    return SourceInfo(
        kind="video",
        name=plan.video_name,
        sha256="1" * 64,
        width_px=640,
        height_px=480,
        frame_rate_hz=plan.frame_rate_hz,
        duration_s=duration_s,
        n_frames=n_frames,
        n_frames_with_pose=n_frames - 8,
    )


def _make_view(plan: SamplePlan) -> View:
    reasons = (
        ()
        if plan.is_suitable
        else ("The camera is about 50° off the side: place it level with the hip, square to the side.",)
    )
    return View(
        side="left",
        yaw_deg=8.0 if plan.is_suitable else 50.0,
        roll_deg=math.nan,
        person_height=0.72,
        frame_rate_hz=plan.frame_rate_hz,
        coverage=0.99,
        is_camera_moving=False,
        is_suitable=plan.is_suitable,
        reasons=reasons,
    )
