"""Write a report folder as a whole: everything in it, or nothing.

Decides names and the order of steps: the folder is built under another name beside its place and renamed when it is
complete. What its files hold is decided by the modules that make them.
"""

import errno
import secrets
import shutil
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Frame, Sample
from cleanrep.report.document_builder import generate_json
from cleanrep.report.pictures import Pictures, take_pictures

FOLDER_SUFFIX = ".cleanrep"
PAGE_NAME = "report.html"
DOCUMENT_NAME = "report.json"
VIDEO_NAME = "annotated.mp4"
LANDMARKS_NAME = "landmarks.parquet"
_NO_ROOM = frozenset({errno.ENOSPC, errno.EDQUOT, errno.EFBIG})
_OUR_FILES = frozenset({PAGE_NAME, DOCUMENT_NAME, VIDEO_NAME, LANDMARKS_NAME})


def name_folder(recording_name: str) -> str:
    """Name of the report folder of a recording: ``set.cleanrep`` for ``set.mp4``.

    Parameters
    ----------
    recording_name : str
        File name; only its last part counts.
    """
    name = Path(recording_name).name
    for suffix in (".landmarks.parquet", Path(name).suffix):
        if suffix and name.endswith(suffix):
            return name.removesuffix(suffix) + FOLDER_SUFFIX
    return name + FOLDER_SUFFIX


@contextmanager
def open_report_folder(target: Path, *, is_forced: bool = False) -> Iterator[Path]:
    """Give a folder to write into; it appears at `target` when the block ends without an error.

    Parameters
    ----------
    target : Path
        The report folder; its parent is made where it is missing.
    is_forced : bool
        Replace a report folder that is there already. Anything else in the way is never replaced.

    Yields
    ------
    Path
        A new folder beside `target`; also the place for `LANDMARKS_NAME`. After an error it is removed, and `target`
        is as it was before.

    Raises
    ------
    UsageError
        When `target` exists and may not be replaced, or the disk has no room for the report.
    """
    check_place(target, is_forced=is_forced)
    building = _name_beside(target)
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        building.mkdir()
    except OSError as error:
        reason = f"{target.parent} ({error.strerror})"
        raise UsageError(
            "a folder that can be written for the report", reason, "make it writable or choose another"
        ) from error
    try:
        yield building
        check_place(target, is_forced=is_forced)
        _move_into_place(building, target)
    except OSError as error:
        if error.errno not in _NO_ROOM:
            raise
        reason = f"a full one at {target.parent} ({error.strerror})"
        raise UsageError("a disk with room for the report", reason, "make room or choose another place") from error
    finally:
        if building.exists():
            shutil.rmtree(building)


def write_report(
    folder: Path,
    report: SetReport,
    exercise: Exercise,
    *,
    second_pass: tuple[Iterable[Frame], Iterable[Sample]] | None,
    has_video: bool = True,
) -> Pictures:
    """Write document, page and annotated video into a folder of `open_report_folder`.

    Parameters
    ----------
    folder : Path
        Where the files go.
    report : SetReport
        The analysis.
    exercise : Exercise
        Its exercise.
    second_pass : tuple of iterables or None
        Frames of the recording and its samples, both from the start again; None where the frames are gone (a landmark
        log): then there are neither pictures nor video.
    has_video : bool
        Whether to write the annotated video.

    Returns
    -------
    Pictures
        What the second pass made.
    """
    # The template engine is imported when it is asked for: a document alone does not wait for it.
    from cleanrep.report.html.page import render_page

    pictures = Pictures()
    if second_pass is not None:
        frames, samples = second_pass
        video_path = folder / VIDEO_NAME if has_video else None
        pictures = take_pictures(frames, samples, report=report, exercise=exercise, video_path=video_path)
    video_name = VIDEO_NAME if (folder / VIDEO_NAME).exists() else None
    with (folder / PAGE_NAME).open("w", encoding="utf-8", newline="\n") as page:
        page.writelines(render_page(report, exercise, pictures=pictures, video_name=video_name))
    with (folder / DOCUMENT_NAME).open("w", encoding="utf-8", newline="\n") as document:
        document.writelines(generate_json(report))
    return pictures


def check_place(target: Path, *, is_forced: bool) -> None:
    """Check that a report folder may come to be at `target`.

    Raises
    ------
    UsageError
        When something is there that may not be replaced, or it is standard output.
    """
    if str(target) == "-":
        raise UsageError("a folder for the report", "-, which is standard output", "name a folder, or use --json -")
    if not target.exists() and not target.is_symlink():
        return
    if not is_forced:
        raise UsageError("a report folder that does not exist yet", str(target), "choose another --out or add --force")
    if target.is_symlink() or not target.is_dir() or not {item.name for item in target.iterdir()} <= _OUR_FILES:
        raise UsageError(
            "a report folder to replace", f"{target} with other things in it", "choose another --out or move it away"
        )


def _move_into_place(building: Path, target: Path) -> None:
    if not target.exists():
        building.rename(target)
        return
    # A folder with content cannot be replaced in one step: the old one steps aside and returns should the second fail.
    aside = _name_beside(target)
    target.rename(aside)
    try:
        building.rename(target)
    except OSError:
        aside.rename(target)
        raise
    shutil.rmtree(aside)


def _name_beside(target: Path) -> Path:
    return target.with_name(f".{target.name}.{secrets.token_hex(8)}")
