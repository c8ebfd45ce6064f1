"""Turn a `SetReport` into its JSON document and the document into text.

Times keep three decimals (a millisecond), everything else four; what is NaN becomes null or is left out.
"""

import json
import math
from collections.abc import Iterator, Sequence

from cleanrep.model.back_load import BackLoad
from cleanrep.model.repetition import Finding, Measure, PhaseTimes, Repetition
from cleanrep.model.report import Provenance, SetReport, SetSummary
from cleanrep.model.samples import SourceInfo
from cleanrep.model.view import View
from cleanrep.report.document import (
    N_DECIMALS,
    N_TIME_DECIMALS,
    SCHEMA_ID,
    DocumentPart,
    FindingDocument,
    Interval,
    MeasureDocument,
    ProvenanceDocument,
    RepetitionDocument,
    SetDocument,
    SetFindingDocument,
    SetMeasureDocument,
    SourceDocument,
    SummaryDocument,
    ViewDocument,
    round_or_none,
)
from cleanrep.report.load_document import build_load, build_moment


def to_document(report: SetReport) -> SetDocument:
    """Build the document of a report.

    Parameters
    ----------
    report : SetReport
        NaN anywhere in it becomes null; a measure whose value is NaN is left out (the findings that needed it say why).

    Returns
    -------
    SetDocument
    """
    return _build(report, report.repetitions)


def generate_json(report: SetReport) -> Iterator[str]:
    """Yield the text of the document, UTF-8 JSON with two spaces of indent, a repetition at a time.

    A document of an hour's repetitions would need more room at once than all that they were judged from.
    """
    before, after = _dump(_build(report, ())).split(_NO_REPETITIONS)
    yield before
    separator = _NO_REPETITIONS.removesuffix("]")
    for repetition in report.repetitions:
        yield separator + _INDENT + _dump(_build_repetition(repetition, report.load)).replace("\n", _INDENT)
        separator = ","
    yield ("\n  ]" if report.repetitions else _NO_REPETITIONS) + after + "\n"


def to_json(report: SetReport) -> str:
    """Text of the document, as `generate_json` gives it in parts."""
    return "".join(generate_json(report))


def build_schema() -> str:
    """Text of the published JSON Schema, made from the document's types."""
    schema: dict[str, object] = SetDocument.model_json_schema(by_alias=True)
    content = {"$schema": "https://json-schema.org/draft/2020-12/schema"} | schema | {"title": SCHEMA_ID}
    return json.dumps(content, indent=2, ensure_ascii=False) + "\n"


# Quotes within a text are escaped, so that this stands in a document once.
_NO_REPETITIONS = '"repetitions": []'
_INDENT = "\n    "


def _dump(part: DocumentPart) -> str:
    return part.model_dump_json(indent=2, by_alias=True)


def _build(report: SetReport, repetitions: Sequence[Repetition]) -> SetDocument:
    return SetDocument(
        schema=SCHEMA_ID,
        exercise=report.exercise,
        variant=report.variant,
        goal=report.goal,
        source=_build_source(report.source),
        view=_build_view(report.view),
        repetitions=tuple(_build_repetition(repetition, report.load) for repetition in repetitions),
        set_findings=tuple(
            SetFindingDocument(set=item.set_index, **_build_finding(item.finding).model_dump())
            for item in report.set_findings
        ),
        summary=_build_summary(report.summary),
        provenance=_build_provenance(report.provenance),
        exercise_name=report.exercise_name,
        set_measures=tuple(
            SetMeasureDocument(set=set_index, name=measure.name, **_build_measure(measure).model_dump())
            for set_index, measure in report.set_measures
            if math.isfinite(measure.value)
        ),
        load=None if report.load is None else build_load(report.load),
    )


def _build_source(source: SourceInfo) -> SourceDocument:
    return SourceDocument(
        kind=source.kind,
        name=source.name,
        sha256=source.sha256,
        duration_s=round_or_none(source.duration_s, N_TIME_DECIMALS),
        frame_rate_hz=round_or_none(source.frame_rate_hz, N_DECIMALS),
        n_frames=source.n_frames,
        n_frames_with_pose=source.n_frames_with_pose,
        width_px=source.width_px,
        height_px=source.height_px,
        notes=source.notes,
    )


def _build_view(view: View) -> ViewDocument:
    return ViewDocument(
        side=view.side,
        yaw_deg=round_or_none(view.yaw_deg, N_DECIMALS),
        suitable=view.is_suitable,
        reasons=view.reasons,
        roll_deg=round_or_none(view.roll_deg, N_DECIMALS),
        person_height=round_or_none(view.person_height, N_DECIMALS),
        frame_rate_hz=round_or_none(view.frame_rate_hz, N_DECIMALS),
        coverage=round_or_none(view.coverage, N_DECIMALS),
        is_camera_moving=view.is_camera_moving,
    )


def _build_repetition(repetition: Repetition, load: BackLoad | None) -> RepetitionDocument:
    times = repetition.times
    moment = None if load is None else load.find_repetition(repetition.index)
    return RepetitionDocument(
        index=repetition.index,
        set=repetition.set_index,
        **_build_times(times),
        bottom_hold_s=round_or_none(times.bottom_hold_s, N_TIME_DECIMALS),
        clean=repetition.is_clean,
        measures={m.name: _build_measure(m) for m in repetition.measures if math.isfinite(m.value)},
        findings=tuple(_build_finding(finding) for finding in repetition.findings),
        moment=None if moment is None else build_moment(moment),
    )


def _build_times(times: PhaseTimes) -> dict[str, float]:
    values = {
        "start_s": times.start_s,
        "top_start_s": times.top_start_s,
        "top_end_s": times.top_end_s,
        "end_s": times.end_s,
        "concentric_s": times.concentric_s,
        "top_hold_s": times.top_hold_s,
        "eccentric_s": times.eccentric_s,
    }
    return {name: round(value, N_TIME_DECIMALS) for name, value in values.items()}


def _build_measure(measure: Measure) -> MeasureDocument:
    n_decimals = N_TIME_DECIMALS if measure.unit == "s" else N_DECIMALS
    return MeasureDocument(
        value=round(measure.value, n_decimals),
        unit=measure.unit,
        uncertainty=round_or_none(measure.uncertainty, N_DECIMALS),
        time_s=round_or_none(measure.time_s, N_TIME_DECIMALS),
        coverage=round_or_none(measure.coverage, N_DECIMALS),
    )


def _build_finding(finding: Finding) -> FindingDocument:
    span = finding.span_s
    return FindingDocument(
        rule=finding.rule,
        verdict=finding.verdict,
        value=round_or_none(finding.value, N_DECIMALS),
        limit=round_or_none(finding.limit, N_DECIMALS),
        unit=finding.unit,
        uncertainty=round_or_none(finding.uncertainty, N_DECIMALS),
        time_s=round_or_none(finding.time_s, N_TIME_DECIMALS),
        frame=finding.frame,
        reason=finding.reason,
        cue=finding.cue,
        source=finding.source,
        measure=finding.measure,
        aim=_build_interval(finding.aim),
        fault=_build_interval(finding.fault),
        margin=round_or_none(finding.margin, N_DECIMALS),
        p_off_aim=round_or_none(finding.p_off_aim, N_DECIMALS),
        p_fault=round_or_none(finding.p_fault, N_DECIMALS),
        coverage=round_or_none(finding.coverage, N_DECIMALS),
        span_s=None if span is None else (round(span[0], N_TIME_DECIMALS), round(span[1], N_TIME_DECIMALS)),
    )


def _build_interval(bounds: tuple[float | None, float | None] | None) -> Interval | None:
    if bounds is None:
        return None
    return round_or_none(bounds[0], N_DECIMALS), round_or_none(bounds[1], N_DECIMALS)


def _build_summary(summary: SetSummary) -> SummaryDocument:
    return SummaryDocument(
        n_repetitions=summary.n_repetitions,
        n_clean=summary.n_clean,
        n_not_assessed=summary.n_not_assessed,
        top_cue=summary.top_cue,
        n_sets=summary.n_sets,
        n_incomplete=summary.n_incomplete,
        top_cue_rule=summary.top_cue_rule,
    )


def _build_provenance(provenance: Provenance) -> ProvenanceDocument:
    return ProvenanceDocument(
        cleanrep=provenance.cleanrep,
        exercise_sha256=provenance.exercise_sha256,
        pose_model=provenance.pose_model,
        landmark_offset=provenance.landmark_offset,
        neutral=provenance.neutral,
        created_with=dict(provenance.created_with),
    )
