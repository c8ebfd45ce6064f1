"""Analyse one recording: samples through the engine, events into a report."""

from array import array
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace
from math import atan2, degrees, nan
from pathlib import Path

import numpy as np

from cleanrep import __version__
from cleanrep.app.back_load import add_back_load, check_machine
from cleanrep.app.calibration import take_neutral
from cleanrep.app.recording import open_recording
from cleanrep.app.request import AnalysisRequest, choose_variant, find_exercise
from cleanrep.engine.session_engine import Engine
from cleanrep.engine.settings import EngineSettings
from cleanrep.load.curve import Setup
from cleanrep.model.events import Event, SetFinished
from cleanrep.model.repetition import Repetition, SetResult, Verdict
from cleanrep.model.report import Provenance, SetFinding, SetReport, SetSummary, Trace
from cleanrep.model.samples import Sample, SourceInfo
from cleanrep.model.view import View
from cleanrep.rules.outcome import choose_top_cue

NO_REPETITION = "no repetition of this exercise was found: name another exercise, or film the whole set"

SampleObserver = Callable[[Sample], None]
Progress = Callable[[int, int | None], None]


def analyze(
    path: Path | str,
    *,
    exercise: str = "lever-back-extension",
    variant: str | None = None,
    goal: str = "hypertrophy",
    load: Setup | None = None,
) -> SetReport:
    """Analyse a video or a landmark log with default settings.

    Parameters
    ----------
    path : Path or str
        A video file, or a landmark log (``*.parquet``).
    exercise : str
        Id of an exercise, or the path of an exercise file (``*.toml``).
    variant : str or None
        Variant of the exercise; may be left out where there is only one.
    goal : str
        ``endurance``, ``strength``, ``hypertrophy``, ``warm-up`` or ``technique``.
    load : Setup or None
        Who lifts how much on which machine: adds the load on the back, `SetReport.load`.

    Returns
    -------
    SetReport
        `SetReport.is_judged` is False when the footage did not allow judgement; repetitions are counted all the same.

    Raises
    ------
    SourceError
        When the recording cannot be read.
    UsageError, ExerciseError
        When the exercise, the variant or the goal does not exist, or the file does not hold what it must.
    """
    loaded = find_exercise(exercise)
    return run_analysis(AnalysisRequest(Path(path), loaded, choose_variant(loaded, variant), goal, load=load))


def run_analysis(
    request: AnalysisRequest, *, observers: Iterable[SampleObserver] = (), progress: Progress | None = None
) -> SetReport:
    """Analyse the recording of a request in one pass, in memory that does not grow with its length.

    Parameters
    ----------
    observers : Iterable[SampleObserver]
        Are given each sample as it passes, e.g. the writer of the landmark log.
    progress : Progress or None
        Told the number of samples done and, where known, to come.
    """
    watchers = tuple(observers)
    if request.load is not None:
        check_machine(request.load.machine, exercise=request.exercise.exercise.id, variant=request.variant)
    if request.neutral_span_s:
        request = replace(request, neutral=take_neutral(request))
    with open_recording(request) as recording:
        analysis = SampleAnalysis(request, pose_model=recording.pose_model, height_px=recording.height_px)
        for n_done, sample in enumerate(recording, start=1):
            for watch in watchers:
                watch(sample)
            analysis.push(sample)
            if progress is not None:
                progress(n_done, recording.expected_n_samples)
        analysis.end()
        return analysis.build_report(recording.get_info())


class SampleAnalysis:
    """Samples of one recording through the engine to its report, for a file in a loop as for a live camera.

    Parameters
    ----------
    request : AnalysisRequest
        Exercise, variant, goal, level and neutral; where its samples come from is the caller's.
    pose_model : str
        Name and version of the estimator.
    height_px : int
        Height of the upright picture.
    """

    def __init__(self, request: AnalysisRequest, *, pose_model: str, height_px: int) -> None:
        self._request = request
        self._pose_model = pose_model
        self._engine = Engine(
            EngineSettings(
                exercise=request.exercise.exercise,
                variant=request.variant,
                goal=request.goal,
                pose_model=pose_model,
                frame_height_px=height_px,
                level=request.level,
                neutral=request.neutral,
            )
        )
        self._gathered = _Gathered()

    @property
    def view(self) -> View:
        """How the camera stands to the lifter, as far as was seen."""
        return self._engine.view

    def push(self, sample: Sample, *, may_wait: bool = False) -> tuple[Event, ...]:
        """Take the next sample, as `Engine.push`; its time must be later than the last one's.

        Raises
        ------
        UsageError
            When time stands still or runs backwards.
        """
        events = self._engine.push(sample, may_wait=may_wait)
        self._gathered.take(sample)
        if events:
            self._gathered.take_events(events)
        return events

    @property
    def is_behind(self) -> bool:
        """Whether the last push left something to `catch_up`."""
        return self._engine.is_behind

    def catch_up(self) -> tuple[Event, ...]:
        """Judge what the last push left waiting."""
        events = self._engine.catch_up()
        self._gathered.take_events(events)
        return events

    def end(self) -> tuple[Event, ...]:
        """No more samples: complete what is complete."""
        events = self._engine.finish()
        self._gathered.take_events(events)
        return events

    def build_report(self, source: SourceInfo) -> SetReport:
        """The report, after `end`."""
        request, engine, results = self._request, self._engine, self._gathered.results
        repetitions = tuple(repetition for result in results for repetition in result.repetitions)
        view = _note_what_is_missing(engine.view, repetitions)
        exercise = request.exercise.exercise
        report = SetReport(
            exercise=exercise.id,
            exercise_name=exercise.name,
            variant=request.variant,
            goal=request.goal,
            source=source,
            view=view,
            repetitions=repetitions,
            set_findings=tuple(
                SetFinding(result.set_index, finding) for result in results for finding in result.findings
            ),
            set_measures=tuple((result.set_index, measure) for result in results for measure in result.measures),
            summary=_summarise(request, results, engine.n_incomplete),
            trace=self._gathered.make_trace(view.side),
            provenance=Provenance(
                cleanrep=__version__,
                exercise_sha256=request.exercise.sha256,
                pose_model=self._pose_model,
                landmark_offset=engine.settings.offset.note,
                neutral=_describe_neutral(results),
                created_with=_describe_settings(request),
            ),
        )
        goal = exercise.goals.get(request.goal)
        return add_back_load(report, request.load, tempo=None if goal is None else goal.tempo)


@dataclass(slots=True)
class _Gathered:
    """Sets as they finish, and the trunk line of both sides for the trace."""

    results: list[SetResult] = field(default_factory=list)
    times_s: "array[float]" = field(default_factory=lambda: array("d"))
    left_deg: "array[float]" = field(default_factory=lambda: array("d"))
    right_deg: "array[float]" = field(default_factory=lambda: array("d"))

    def take(self, sample: Sample) -> None:
        self.times_s.append(sample.time_s)
        left_deg, right_deg = _read_leans(sample)
        self.left_deg.append(left_deg)
        self.right_deg.append(right_deg)

    def take_events(self, events: tuple[Event, ...]) -> None:
        self.results += [event.result for event in events if isinstance(event, SetFinished)]

    def make_trace(self, side: str | None) -> Trace:
        lean = -np.array(self.left_deg) if side == "left" else np.array(self.right_deg)
        return Trace(time_s=np.array(self.times_s), angle_deg=lean)


def _read_leans(sample: Sample) -> tuple[float, float]:
    """Inclination of the trunk's left side and of its right side in the picture, + to the right; NaN when not seen."""
    if sample.pose is None:
        return nan, nan
    left_px, left_up_px, _, right_px, right_up_px, _, *hips = sample.pose.read_trunk()
    left_hip_px, left_hip_up_px, _, right_hip_px, right_hip_up_px, _ = hips
    return (
        degrees(atan2(left_px - left_hip_px, left_up_px - left_hip_up_px)),
        degrees(atan2(right_px - right_hip_px, right_up_px - right_hip_up_px)),
    )


def _note_what_is_missing(view: View, repetitions: tuple[Repetition, ...]) -> View:
    """Say it when there is no repetition; footage on which each is another movement allows no judgement either."""
    if view.is_suitable and not repetitions:
        return replace(view, reasons=(NO_REPETITION, *view.reasons))
    reasons = {_find_common_reason(repetition) for repetition in repetitions}
    if not view.is_suitable or len(reasons) != 1 or None in reasons:
        return view
    return replace(view, is_suitable=False, reasons=(*(reason for reason in reasons if reason), *view.reasons))


def _find_common_reason(repetition: Repetition) -> str | None:
    """The reason why nothing of a repetition could be judged; None when something was."""
    if any(finding.verdict is not Verdict.NOT_ASSESSED for finding in repetition.findings):
        return None
    reasons = [finding.reason for finding in repetition.findings if finding.reason]
    return max(set(reasons), key=reasons.count) if reasons else None


def _summarise(request: AnalysisRequest, results: list[SetResult], n_incomplete: int) -> SetSummary:
    repetitions = [repetition for result in results for repetition in result.repetitions]
    cue = choose_top_cue(repetitions, request.exercise.exercise)
    return SetSummary(
        n_repetitions=len(repetitions),
        n_clean=sum(repetition.is_clean is True for repetition in repetitions),
        n_not_assessed=sum(repetition.is_clean is None for repetition in repetitions),
        n_sets=len(results),
        n_incomplete=n_incomplete,
        top_cue=None if cue is None else cue.text,
        top_cue_rule=None if cue is None else cue.rule,
    )


def _describe_neutral(results: list[SetResult]) -> str:
    """Where the neutral position comes from, of each set where the sets differ."""
    kinds = [result.neutral for result in results]
    if len(set(kinds)) < 2:
        return kinds[0] if kinds else "unknown"
    return ", ".join(f"set {result.set_index}: {result.neutral}" for result in results)


def _describe_settings(request: AnalysisRequest) -> tuple[tuple[str, str], ...]:
    settings = {"level": request.level, "start_s": request.start_s, "end_s": request.end_s, "roi": request.roi}
    return tuple((name, str(value)) for name, value in settings.items() if value is not None)
