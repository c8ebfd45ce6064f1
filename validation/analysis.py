"""Run the product over rendered sets: the pose model once a video, the engine from its log as often as wanted."""

from pathlib import Path

from cleanrep.app.analysis import run_analysis
from cleanrep.app.request import AnalysisRequest, find_exercise
from cleanrep.capture.landmark_log import LandmarkLogWriter
from cleanrep.model.report import SetReport
from cleanrep.report.document_builder import to_json
from validation.archive import Archive, name_log
from validation.matrix.plan import SetPlan
from validation.truth import SetTruth

EXERCISE = "lever-back-extension"


def write_log(plan: SetPlan, truth: SetTruth, archive: Archive) -> None:
    """Look at a video with the pose model and keep the landmarks, whole or not at all."""
    target = archive.find_log(plan.name)
    target.parent.mkdir(parents=True, exist_ok=True)
    mark = target.with_suffix(".key")
    mark.unlink(missing_ok=True)
    part = target.with_name(f"part-{target.name}")
    part.unlink(missing_ok=True)
    with LandmarkLogWriter(part) as log:
        report = run_analysis(_make_request(plan, archive.find_video(plan.name)), observers=(log.write,))
        log.finish(report.source, pose_model=report.provenance.pose_model)
    part.replace(target)
    mark.write_text(name_log(truth), encoding="utf-8")


def replay(plan: SetPlan, archive: Archive) -> SetReport:
    """Analyse the log of a set by the engine as it is, and keep the JSON document."""
    report = run_analysis(_make_request(plan, archive.find_log(plan.name)))
    document = archive.find_document(plan.name)
    document.parent.mkdir(parents=True, exist_ok=True)
    document.write_text(to_json(report), encoding="utf-8")
    return report


def _make_request(plan: SetPlan, path: Path) -> AnalysisRequest:
    return AnalysisRequest(path, find_exercise(EXERCISE), plan.variant, plan.goal)
