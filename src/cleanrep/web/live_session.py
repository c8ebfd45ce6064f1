"""One lifter before the camera: placement, then set after set.

Decides which frames belong to what: while the camera is placed they are only looked at, from `Begin` on they are kept
in the journal before they are acknowledged. A set ends by itself or by `Finish`, and the next one begins at once, so
that nobody has to touch the screen.
"""

from dataclasses import replace
from pathlib import Path
from typing import Literal

from cleanrep.app.live_cues import LiveCue
from cleanrep.app.live_saving import FinishedSet
from cleanrep.app.live_set import LiveCamera, LiveCount, LiveNews, LivePhaseNews, LiveSet, LiveSetOver
from cleanrep.app.request import AnalysisRequest
from cleanrep.capture.landmark_frames import FRAME_BYTES, parse_frames
from cleanrep.capture.landmark_journal import LandmarkJournal, read_journal
from cleanrep.errors import UsageError
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Sample
from cleanrep.web.files import write_whole
from cleanrep.web.live_files import HEADER_SUFFIX, JOURNAL_SUFFIX, KeptSet, LiveHeader, LivePlaces
from cleanrep.web.live_messages import (
    Acknowledged,
    Begin,
    Calibrate,
    Counted,
    CueSaid,
    Finish,
    PhaseSeen,
    ServerMessage,
    SetOver,
    Welcome,
)
from cleanrep.web.live_placement import Placement

ACK_EVERY_FRAMES = 30
"""About a second of them, which the page keeps until it is told."""
MAX_SET_S = 3600.0


class LiveSession:
    """Takes frames and messages of one lifter, and gives what to send back.

    Parameters
    ----------
    header : LiveHeader
        Who, what and with which camera.
    request : AnalysisRequest
        The same for the analysis.
    places : LivePlaces
        Where frames and sets go.

    Attributes
    ----------
    finished_sets : list[KeptSet]
        To be saved by the caller, who takes them out.
    """

    def __init__(self, header: LiveHeader, request: AnalysisRequest, places: LivePlaces) -> None:
        self.header = header
        self.finished_sets: list[KeptSet] = []
        self._request = request
        self._places = places
        self._camera = LiveCamera("live set", header.pose_model, header.width_px, header.height_px)
        self._placement = Placement(request, self._camera)
        self._set: LiveSet | None = None
        self._journal: LandmarkJournal | None = None
        self._set_since_s = 0.0
        self._next_frame = 0
        self._last_s = -1.0
        self._n_unacknowledged = 0
        self._counts = (0, 0)

    def welcome(self) -> Welcome:
        """State for a page that connects, for the first time or again."""
        stage: Literal["place", "set"] = "place" if self._set is None else "set"
        return Welcome(
            session=self.header.session_id,
            next_frame=self._next_frame,
            stage=stage,
            n_repetitions=self._counts[0],
            n_clean=self._counts[1],
        )

    def take_message(self, message: Calibrate | Begin | Finish) -> list[ServerMessage]:
        """Do what the page asks for."""
        if isinstance(message, Calibrate):
            self._placement.start_hold()
            return []
        if isinstance(message, Finish):
            return self.end_set(goes_on=not message.is_last)
        if self._set is None:
            self._begin_set()
        return []

    def take_frames(self, content: bytes) -> list[ServerMessage]:
        """Look at frames; those that were taken before are passed over.

        A repetition or a set that ends with the last of them is left to `catch_up`, or to the frames that follow.

        Raises
        ------
        SourceError, UsageError
            When they do not hold, their order is broken, or they cannot be kept.
        """
        return self.take_samples(parse_frames(content), content)

    def take_samples(self, samples: list[Sample], content: bytes) -> list[ServerMessage]:
        """The same for frames that were read already; `content` is what they were read from.

        Raises
        ------
        UsageError
            When their order is broken, or they cannot be kept.
        """
        replies: list[ServerMessage] = []
        for index, sample in enumerate(samples):
            if sample.frame < self._next_frame:
                continue
            if self.is_behind:
                replies += self.catch_up()
            if sample.time_s <= self._last_s:
                raise UsageError(f"a time after {self._last_s:.3f} s", f"{sample.time_s:.3f} s", "reload the page")
            self._next_frame, self._last_s = sample.frame + 1, sample.time_s
            self._n_unacknowledged += 1
            if self._set is None:
                replies += self._placement.push(sample)
            else:
                replies += self._take(self._set, sample, content[index * FRAME_BYTES : (index + 1) * FRAME_BYTES])
        if self._n_unacknowledged >= ACK_EVERY_FRAMES:
            replies.append(self.acknowledge())
        return replies

    @property
    def is_behind(self) -> bool:
        """Whether the last frames left something to `catch_up`."""
        return self._set is not None and self._set.is_behind

    def catch_up(self) -> list[ServerMessage]:
        """Judge the repetition or the set that the last frames left waiting."""
        return [] if self._set is None else self._react(self._set, self._set.catch_up())

    def acknowledge(self) -> Acknowledged:
        """Make sure of what was taken, and say so."""
        if self._journal is not None:
            self._journal.flush()
        self._n_unacknowledged = 0
        return Acknowledged(next_frame=self._next_frame)

    def end_set(self, *, goes_on: bool) -> list[ServerMessage]:
        """End the set under way, if there is one; with `goes_on` the next one begins."""
        if self._set is None or self._journal is None:
            return []
        live_set, journal = self._set, self._journal
        self._set = self._journal = None
        news, report = live_set.finish()
        journal.close()
        replies = self._word(news)
        set_id = self._hand_over(report, journal.path)
        replies.append(_describe_end(report, set_id))
        if goes_on:
            self._begin_set()
        elif set_id != self.header.session_id:
            self._name(HEADER_SUFFIX).unlink(missing_ok=True)
        return replies

    def replay(self, *, goes_on: bool) -> None:
        """Take in the journal of a server that has gone, and go on from there, or end the set.

        Raises
        ------
        SourceError
            When the journal does not hold.
        """
        samples = list(read_journal(self._name(JOURNAL_SUFFIX)))
        self._begin_set()
        for sample in samples:
            self._next_frame, self._last_s = sample.frame + 1, sample.time_s
            if self._set is not None and not self._set.is_over:
                self._word(self._set.push(sample))
        if not goes_on or (self._set is not None and self._set.is_over):
            self.end_set(goes_on=goes_on)

    def _begin_set(self) -> None:
        self.header = self.header.with_neutral(self._placement.neutral)
        self._request = replace(self._request, neutral=self.header.get_neutral())
        self._places.folder.mkdir(parents=True, exist_ok=True)
        write_whole(self._name(HEADER_SUFFIX), self.header.model_dump_json().encode())
        self._journal = LandmarkJournal(self._name(JOURNAL_SUFFIX))
        self._set = LiveSet(self._request, self._camera)
        self._set_since_s = self._last_s
        self._counts = (0, 0)

    def _take(self, live_set: LiveSet, sample: Sample, content: bytes) -> list[ServerMessage]:
        if self._journal is not None:
            self._journal.append(content)
        return self._react(live_set, live_set.push(sample, may_wait=True))

    def _react(self, live_set: LiveSet, news: list[LiveNews]) -> list[ServerMessage]:
        replies = self._word(news) if news else []
        if live_set.is_over or self._last_s - self._set_since_s > MAX_SET_S:
            replies += self.end_set(goes_on=True)
        return replies

    def _hand_over(self, report: SetReport, journal: Path) -> str | None:
        """Give a set with repetitions to be saved; forget one without."""
        if not report.repetitions:
            journal.unlink(missing_ok=True)
            return None
        set_id = self._places.make_set_id()
        # The header first: a journal without one would be lost.
        header = self.header.model_copy(update={"session_id": set_id})
        write_whole(journal.with_name(f"{set_id}{HEADER_SUFFIX}"), header.model_dump_json().encode())
        waiting = journal.rename(journal.with_name(f"{set_id}{JOURNAL_SUFFIX}"))
        finished = FinishedSet(report, self._request.exercise.exercise, waiting, self._places.name_report(set_id))
        self.finished_sets.append(KeptSet(finished, self.header, set_id))
        return set_id

    def _name(self, suffix: str) -> Path:
        return self._places.folder / f"{self.header.session_id}{suffix}"

    def _word(self, news: list[LiveNews]) -> list[ServerMessage]:
        return [message for item in news if (message := self._word_one(item)) is not None]

    def _word_one(self, news: LiveNews) -> ServerMessage | None:
        frame = self._next_frame - 1
        if isinstance(news, LivePhaseNews):
            return PhaseSeen(frame=frame, time_s=news.time_s, phase=news.phase.value, repetition=news.repetition)
        if isinstance(news, LiveCue):
            return CueSaid(frame=frame, rule=news.rule, text=news.text, is_critical=news.is_critical)
        if isinstance(news, LiveSetOver):
            return None
        self._counts = (news.n_repetitions, news.n_clean)
        return _describe_count(frame, news)


def _describe_count(frame: int, news: LiveCount) -> Counted:
    return Counted(
        frame=frame,
        repetition=news.repetition,
        is_clean=news.is_clean,
        n_repetitions=news.n_repetitions,
        n_clean=news.n_clean,
        n_not_assessed=news.n_not_assessed,
        concentric_s=round(news.times.concentric_s, 2),
        top_hold_s=round(news.times.top_hold_s, 2),
        eccentric_s=round(news.times.eccentric_s, 2),
    )


def _describe_end(report: SetReport, set_id: str | None) -> SetOver:
    return SetOver(
        set_id=set_id,
        n_repetitions=report.summary.n_repetitions,
        n_clean=report.summary.n_clean,
        n_not_assessed=report.summary.n_not_assessed,
        top_cue=report.summary.top_cue,
        is_judged=report.is_judged,
        reasons=report.view.reasons,
    )
