"""One set as it is done: samples in, what to tell the lifter out, and in the end the same report as from its log.

Decides what of the engine's events is news: the phase, a repetition with the counts, one cue, the end. How it is shown
and sent is left to the faces.
"""

from dataclasses import dataclass
from statistics import median

from cleanrep.app.analysis import SampleAnalysis
from cleanrep.app.live_cues import CueSpeaker, LiveCue
from cleanrep.app.request import AnalysisRequest
from cleanrep.model.events import Event, FindingMade, PhaseChanged, RepetitionFinished, SetFinished
from cleanrep.model.repetition import Finding, Phase, PhaseTimes, Repetition
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Sample, SourceInfo
from cleanrep.model.view import View
from cleanrep.rules.outcome import decide_clean


@dataclass(frozen=True, slots=True)
class LivePhaseNews:
    """The lifter entered a phase of a repetition, numbered from 1 within the set."""

    time_s: float
    phase: Phase
    repetition: int


@dataclass(frozen=True, slots=True)
class LiveCount:
    """A repetition was done, or is judged anew because its bottom is known now.

    Attributes
    ----------
    repetition : int
        The one that was done or judged, from 1.
    is_clean : bool or None
        Its verdict as known so far; None: can't tell.
    n_repetitions, n_clean, n_not_assessed : int
        Counts of the set so far.
    times : PhaseTimes
        Of that repetition.
    """

    time_s: float
    repetition: int
    is_clean: bool | None
    n_repetitions: int
    n_clean: int
    n_not_assessed: int
    times: PhaseTimes


@dataclass(frozen=True, slots=True)
class LiveSetOver:
    """The set ended by itself: a long pause, or the lifter has gone."""

    time_s: float


LiveNews = LivePhaseNews | LiveCount | LiveCue | LiveSetOver


@dataclass(frozen=True, slots=True)
class LiveCamera:
    """What the samples of a live camera are measured in.

    Attributes
    ----------
    name : str
        What the recording is called in the report.
    pose_model : str
        Name and version of the estimator on the device.
    """

    name: str
    pose_model: str
    width_px: int
    height_px: int


class LiveSet:
    """Watches one set.

    Parameters
    ----------
    request : AnalysisRequest
        Exercise, variant, goal, level and neutral; its path names the landmark log that the set will be kept in.
    camera : LiveCamera
        Where the samples come from.
    """

    def __init__(self, request: AnalysisRequest, camera: LiveCamera) -> None:
        self._exercise = request.exercise.exercise
        self._camera = camera
        self._analysis = SampleAnalysis(request, pose_model=camera.pose_model, height_px=camera.height_px)
        self._cues = CueSpeaker(self._exercise)
        self._findings: dict[int, dict[str, Finding]] = {}
        self._repetitions: dict[int, Repetition] = {}
        self._clean: dict[int, bool | None] = {}
        self._steps_s: list[float] = []
        self._last_s = 0.0
        self._n_samples = 0
        self._n_poses = 0
        self.is_over = False

    @property
    def view(self) -> View:
        """How the camera stands to the lifter, as far as was seen."""
        return self._analysis.view

    @property
    def n_repetitions(self) -> int:
        """Repetitions so far."""
        return len(self._repetitions)

    def push(self, sample: Sample, *, may_wait: bool = False) -> list[LiveNews]:
        """Take the next sample; after the set is over none is taken.

        Parameters
        ----------
        may_wait : bool
            Leave it to `catch_up`, or to the next push, to judge a repetition or a set that ended with this sample.

        Raises
        ------
        UsageError
            When time stands still or runs backwards.
        """
        events = self._analysis.push(sample, may_wait=may_wait)
        if self._n_samples and len(self._steps_s) < _MAX_STEPS:
            self._steps_s.append(sample.time_s - self._last_s)
        self._last_s = sample.time_s
        self._n_samples += 1
        self._n_poses += sample.pose is not None
        return self._tell(events) if events else []

    @property
    def is_behind(self) -> bool:
        """Whether the last push left something to `catch_up`."""
        return self._analysis.is_behind

    def catch_up(self) -> list[LiveNews]:
        """Judge what the last push left waiting."""
        return self._tell(self._analysis.catch_up())

    def finish(self) -> tuple[list[LiveNews], SetReport]:
        """End the set: what is left to tell, and the report."""
        news = self._tell(self._analysis.end())
        self.is_over = True
        return news, self._analysis.build_report(self._describe_source())

    def _tell(self, events: tuple[Event, ...]) -> list[LiveNews]:
        news: list[LiveNews] = []
        for event in events:
            if isinstance(event, PhaseChanged):
                news.append(LivePhaseNews(event.time_s, event.phase, event.repetition))
            elif isinstance(event, RepetitionFinished):
                news.append(self._count(event))
            elif isinstance(event, FindingMade):
                news += self._note_finding(event)
            elif isinstance(event, SetFinished):
                self._take_last_word(event)
                self.is_over = True
                news.append(LiveSetOver(event.time_s))
        cue = self._cues.choose(event for event in events if isinstance(event, FindingMade))
        return [*news, cue] if cue else news

    def _count(self, event: RepetitionFinished) -> LiveCount:
        repetition = event.repetition
        self._repetitions[repetition.index] = repetition
        self._findings[repetition.index] = {finding.rule: finding for finding in repetition.findings}
        self._clean[repetition.index] = repetition.is_clean
        return self._describe_count(event.time_s, repetition)

    def _note_finding(self, event: FindingMade) -> list[LiveNews]:
        """Judge a repetition anew when a late finding changes whether it was clean."""
        findings = self._findings.get(event.repetition)
        if findings is None or findings.get(event.finding.rule) == event.finding:
            return []
        findings[event.finding.rule] = event.finding
        is_clean = decide_clean(list(findings.values()), self._exercise)
        if is_clean == self._clean[event.repetition]:
            return []
        self._clean[event.repetition] = is_clean
        return [self._describe_count(event.time_s, self._repetitions[event.repetition])]

    def _take_last_word(self, event: SetFinished) -> None:
        for repetition in event.result.repetitions:
            self._clean[repetition.index] = repetition.is_clean

    def _describe_count(self, time_s: float, repetition: Repetition) -> LiveCount:
        verdicts = list(self._clean.values())
        return LiveCount(
            time_s=time_s,
            repetition=repetition.index,
            is_clean=self._clean[repetition.index],
            n_repetitions=len(self._repetitions),
            n_clean=verdicts.count(True),
            n_not_assessed=verdicts.count(None),
            times=repetition.times,
        )

    def _describe_source(self) -> SourceInfo:
        step_s = median(self._steps_s) if self._steps_s else 1.0
        return SourceInfo(
            kind="live",
            name=self._camera.name,
            sha256=None,
            width_px=self._camera.width_px,
            height_px=self._camera.height_px,
            frame_rate_hz=1.0 / step_s,
            duration_s=self._last_s,
            n_frames=self._n_samples,
            n_frames_with_pose=self._n_poses,
        )


_MAX_STEPS = 2000
"""Steps between samples that the frame rate is taken from: enough for a median, and a bound for the memory."""
