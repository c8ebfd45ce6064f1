"""One pass makes video and key frames."""

from collections.abc import Iterator
from pathlib import Path

from cleanrep.model.samples import Frame, Sample
from cleanrep.report.pictures import take_pictures
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import make_set_report

Recording = tuple[list[Frame], list[Sample]]


def test_video_and_key_frames_come_from_one_pass(recording: Recording, tmp_path: Path) -> None:
    frames, samples = recording
    path = tmp_path / "annotated.mp4"
    pictures = take_pictures(
        iter(frames), iter(samples), report=make_set_report(), exercise=make_exercise(), video_path=path
    )
    assert path.stat().st_size > 1000
    assert pictures.video_start_s == 0.0
    assert {(k.repetition, k.rule) for k in pictures.key_frames} >= {(2, "stop-at-neutral"), (4, "stop-at-neutral")}


def test_without_video_the_frames_are_read_only_as_far_as_needed(recording: Recording) -> None:
    frames, samples = recording
    read = []

    def count() -> Iterator[Frame]:
        for frame in frames:
            read.append(frame.index)
            yield frame

    pictures = take_pictures(count(), samples, report=make_set_report(), exercise=make_exercise(), video_path=None)
    assert pictures.video_start_s is None
    assert read[-1] == pictures.key_frames[-1].frame < len(frames) - 1
