"""The second pass over a recording, after its analysis: annotated video and key frames in one go.

Decides what is made on the way; what it looks like is decided in ``annotated_video`` and ``key_frames``.
"""

from collections.abc import Iterable
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path

from cleanrep.exercises.schema import Exercise
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Frame, Sample
from cleanrep.report.annotated_video import open_annotated_video
from cleanrep.report.key_frames import KeyFrame, plan_key_frames, take_key_frame
from cleanrep.report.posed_frame import name_side, pair_poses
from cleanrep.report.timeline import Timeline


@dataclass(frozen=True, slots=True)
class Pictures:
    """What the second pass made.

    Attributes
    ----------
    key_frames : tuple[KeyFrame, ...]
        In order of frames.
    video_start_s : float or None
        Time of the source that is 0 in the annotated video; None when none was written.
    """

    key_frames: tuple[KeyFrame, ...] = ()
    video_start_s: float | None = None


def take_pictures(
    frames: Iterable[Frame],
    samples: Iterable[Sample],
    *,
    report: SetReport,
    exercise: Exercise,
    video_path: Path | None,
) -> Pictures:
    """Go once through the frames and make the pictures of the report.

    Parameters
    ----------
    frames : iterable of Frame
        Of the recording (or of the analysed part), in order; read once, one at a time.
    samples : iterable of Sample
        Of the same recording, in order; `Sample.frame` counts like `Frame.index`.
    report : SetReport
        The analysis.
    exercise : Exercise
        Its exercise.
    video_path : Path or None
        Where the annotated video goes; None: key frames only, and the frames are read as far as the last of them.
    """
    pending = plan_key_frames(report, exercise)
    side = name_side(report.view.side)
    taken: list[KeyFrame] = []
    with ExitStack() as stack:
        video = None
        if video_path is not None:
            timeline = Timeline(report, exercise)
            rate_hz = report.source.frame_rate_hz
            video = stack.enter_context(open_annotated_video(video_path, timeline, frame_rate_hz=rate_hz))
        for posed in pair_poses(frames, samples, side):
            while pending and pending[0].frame <= posed.frame.index:
                taken.append(take_key_frame(pending.pop(0), posed))
            if video is not None:
                video.push(posed)
            elif not pending:
                break
    return Pictures(tuple(taken), None if video is None else video.start_s)
