"""Keep a live set: its journal becomes a landmark log, its report a report folder.

Leaves it to the caller to remove the journal.
"""

from dataclasses import dataclass
from pathlib import Path

from cleanrep.capture.landmark_journal import read_journal
from cleanrep.exercises.schema import Exercise
from cleanrep.model.report import SetReport
from cleanrep.report.writer import LANDMARKS_NAME, open_report_folder, write_report


@dataclass(frozen=True, slots=True)
class FinishedSet:
    """A live set that is to be kept.

    Attributes
    ----------
    journal : Path
        Its frames.
    folder : Path
        Where the report goes; what an earlier try left there is replaced.
    """

    report: SetReport
    exercise: Exercise
    journal: Path
    folder: Path


def save_live_set(finished: FinishedSet) -> None:
    """Write log, document and page, whole or not at all.

    Raises
    ------
    UsageError, SourceError
        When the folder cannot be written or the journal not be read.
    """
    from cleanrep.capture.landmark_log import LandmarkLogWriter

    report = finished.report
    with open_report_folder(finished.folder, is_forced=True) as folder:
        with LandmarkLogWriter(folder / LANDMARKS_NAME) as log:
            for sample in read_journal(finished.journal):
                log.write(sample)
            log.finish(report.source, pose_model=report.provenance.pose_model)
        write_report(folder, report, finished.exercise, second_pass=None, has_video=False)
