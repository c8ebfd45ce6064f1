"""Analyse a recording and write its report folder: landmark log, document, page, pictures, annotated video."""

from dataclasses import dataclass
from pathlib import Path

from cleanrep.app.analysis import Progress, run_analysis
from cleanrep.app.request import AnalysisRequest
from cleanrep.capture.video import open_video
from cleanrep.model.report import SetReport
from cleanrep.report.writer import LANDMARKS_NAME, PAGE_NAME, open_report_folder, write_report


@dataclass(frozen=True, slots=True)
class ReportRequest:
    """Where a report goes and what is in it.

    Attributes
    ----------
    folder : Path
        The report folder.
    is_forced : bool
        Replace a report folder that is there already.
    has_video : bool
        Write the annotated video.
    """

    folder: Path
    is_forced: bool = False
    has_video: bool = True

    @property
    def page(self) -> Path:
        """The report page within the folder."""
        return self.folder / PAGE_NAME


def write_analysis(request: AnalysisRequest, target: ReportRequest, *, progress: Progress | None = None) -> SetReport:
    """Analyse a recording and write its report folder, whole or not at all.

    Raises
    ------
    UsageError
        When the folder is there already and may not be replaced: said before the analysis begins.
    """
    # Parquet is imported when it is asked for: a document alone does not wait for it.
    from cleanrep.capture.landmark_log import LandmarkLogWriter
    from cleanrep.capture.landmark_reader import read_landmark_log

    with open_report_folder(target.folder, is_forced=target.is_forced) as folder:
        log_path = folder / LANDMARKS_NAME
        with LandmarkLogWriter(log_path) as log:
            report = run_analysis(request, observers=(log.write,), progress=progress)
            log.finish(report.source, pose_model=report.provenance.pose_model)
        exercise = request.exercise.exercise
        if request.is_landmark_log:
            write_report(folder, report, exercise, second_pass=None, has_video=False)
        else:
            with open_video(request.path, start_s=request.start_s, end_s=request.end_s) as frames:
                second_pass = (frames, read_landmark_log(log_path))
                write_report(folder, report, exercise, second_pass=second_pass, has_video=target.has_video)
    return report
