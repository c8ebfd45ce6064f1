"""The page of one set: its report, and what a person says of it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Annotated, Literal

from fastapi import APIRouter, Form, HTTPException, Request, Response
from fastapi.responses import FileResponse, HTMLResponse, RedirectResponse
from pydantic import ValidationError

from cleanrep.app.corrections import (
    AddedRepetition,
    CleanCorrection,
    Corrections,
    RepetitionIndex,
    VerdictCorrection,
    check_corrections,
    count_repetitions,
    list_repetitions,
)
from cleanrep.app.request import find_exercise
from cleanrep.errors import UsageError
from cleanrep.exercises.fields import Slug
from cleanrep.exercises.schema import Exercise
from cleanrep.model.repetition import Finding, Verdict
from cleanrep.model.training import LoadUnit, LoggedRepetition
from cleanrep.report.document import read_finding
from cleanrep.report.ranking import index_rules, rank_findings
from cleanrep.report.wording import VERDICT_WORDS, describe_finding
from cleanrep.report.writer import DOCUMENT_NAME, LANDMARKS_NAME, PAGE_NAME, VIDEO_NAME
from cleanrep.web.access import Changer, PageVisitor
from cleanrep.web.api_types import SetId
from cleanrep.web.exercise_choice import Choice
from cleanrep.web.log_book import LogAnswer, bring_corrections, is_logged, log_kept_set, make_load, open_log
from cleanrep.web.recordings import order_again
from cleanrep.web.rendering import render_page
from cleanrep.web.shelf import SetMeta, Shelf
from cleanrep.web.state import get_state

router = APIRouter(prefix="/sets", include_in_schema=False)

RepetitionAction = Literal["remove", "restore", "clean", "not-clean", "as-found"]
_MEDIA = {
    PAGE_NAME: "text/html; charset=utf-8",
    VIDEO_NAME: "video/mp4",
    DOCUMENT_NAME: "application/json",
    LANDMARKS_NAME: "application/vnd.apache.parquet",
}
_REPORT_HEADERS = {
    # The page brings a policy of its own that allows its scripts by their hashes and forbids every connection.
    "content-security-policy": "frame-ancestors 'self'; base-uri 'none'; form-action 'none'",
    "x-frame-options": "SAMEORIGIN",
}


@dataclass(frozen=True, slots=True)
class RuleLine:
    """A rule of a repetition as the page shows it."""

    id: str
    title: str
    found: str
    corrected: str | None
    verdict: Verdict
    text: str
    """What was measured, with limit and uncertainty."""


@dataclass(frozen=True, slots=True)
class RepetitionLine:
    """A repetition as the page shows it."""

    logged: LoggedRepetition
    is_clean: bool | None
    rules: tuple[RuleLine, ...]

    @property
    def reason(self) -> str:
        """What was missed, the worst first; empty where the repetition was not missed or nobody measured it."""
        missed = (rule.text for rule in self.rules if rule.verdict is Verdict.NOT_MET)
        return next(missed, "") if self.is_clean is False else ""


@router.get("/{set_id}")
def show_set(set_id: SetId, request: Request, visitor: PageVisitor) -> HTMLResponse:
    """A set: counts, cue, report, corrections."""
    shelf = get_state(request).open_shelf(visitor.person_id)
    meta = shelf.get(set_id)
    return _render(request, shelf, meta, "set.html.j2", is_logged=_find_logged(request, meta))


@router.get("/{set_id}/{name}")
async def show_file(set_id: SetId, name: str, request: Request, visitor: PageVisitor) -> Response:
    """A file of the report folder."""
    if name not in _MEDIA:
        raise HTTPException(404, "There is no such file in a report.")
    shelf = get_state(request).open_shelf(visitor.person_id)
    path = shelf.name_report(set_id) / name
    if not path.is_file():
        raise HTTPException(404, "This report has no such file.")
    headers = _REPORT_HEADERS if name == PAGE_NAME else {}
    return FileResponse(path, media_type=_MEDIA[name], headers=headers)


@router.post("/{set_id}/repetitions/{index}")
def correct_repetition(
    set_id: SetId,
    index: RepetitionIndex,
    action: Annotated[RepetitionAction, Form()],
    request: Request,
    changer: Changer,
) -> Response:
    """Remove a repetition, bring it back, or say whether it was clean."""
    shelf = get_state(request).open_shelf(changer.person_id)
    kept = shelf.read_corrections(set_id)
    removed = tuple(item for item in kept.removed if item != index)
    clean = tuple(item for item in kept.clean if item.repetition != index)
    if action == "remove":
        removed = (*removed, index)
    elif action in {"clean", "not-clean"}:
        clean = (*clean, CleanCorrection(repetition=index, is_clean=action == "clean"))
    verdicts = tuple(v for v in kept.verdicts if action != "as-found" or v.repetition != index)
    return _keep(request, shelf, set_id, _change(kept, removed=removed, clean=clean, verdicts=verdicts))


@router.post("/{set_id}/repetitions/{index}/rules/{rule}")
def correct_verdict(
    set_id: SetId,
    index: RepetitionIndex,
    rule: Slug,
    verdict: Annotated[Literal["met", "not_met", "as-found"], Form()],
    request: Request,
    changer: Changer,
) -> Response:
    """Overrule a verdict, or take the machine's again."""
    shelf = get_state(request).open_shelf(changer.person_id)
    kept = shelf.read_corrections(set_id)
    verdicts = tuple(item for item in kept.verdicts if (item.repetition, item.rule) != (index, rule))
    if verdict != "as-found":
        verdicts = (*verdicts, VerdictCorrection(repetition=index, rule=rule, verdict=Verdict(verdict)))
    return _keep(request, shelf, set_id, _change(kept, verdicts=verdicts))


@router.post("/{set_id}/added")
def add_repetition(
    set_id: SetId,
    action: Annotated[Literal["clean", "not-clean", "take-back"], Form()],
    request: Request,
    changer: Changer,
) -> Response:
    """Add a repetition that the machine had not counted, or take the last one back."""
    shelf = get_state(request).open_shelf(changer.person_id)
    kept = shelf.read_corrections(set_id)
    new = () if action == "take-back" else (AddedRepetition(is_clean=action == "clean"),)
    added = (*(kept.added[:-1] if action == "take-back" else kept.added), *new)
    return _keep(request, shelf, set_id, _change(kept, added=added))


@router.post("/{set_id}/neutral")
async def mark_neutral(
    set_id: SetId,
    start_s: Annotated[float, Form(ge=0, le=1e6)],
    end_s: Annotated[float, Form(ge=0, le=1e6)],
    request: Request,
    changer: Changer,
) -> Response:
    """Analyse the recording again with a marked neutral hold."""
    state = get_state(request)
    shelf = state.open_shelf(changer.person_id)
    kept = shelf.read_corrections(set_id)
    order_again(state, shelf, set_id, span_s=(start_s, end_s))
    shelf.put_corrections(set_id, _change(kept, neutral_span_s=(start_s, end_s)))
    return RedirectResponse(_name_subject(shelf.get(set_id)).name_page("/analyse"), 303)


@router.post("/{set_id}/log")
def log_set(
    set_id: SetId,
    unit: Annotated[LoadUnit, Form()],
    request: Request,
    changer: Changer,
    value: Annotated[float | None, Form(ge=0, le=2000)] = None,
    rir: Annotated[float | None, Form(ge=0, le=10)] = None,
) -> Response:
    """Put a set into the training log."""
    state = get_state(request)
    shelf = state.open_shelf(changer.person_id)
    with open_log(state.settings) as store:
        answer = LogAnswer(make_load(unit, value), rir)
        log_kept_set(store, shelf, set_id, answer=answer)
    return RedirectResponse(_name_subject(shelf.get(set_id)).name_page("/train"), 303)


@router.post("/{set_id}/notes")
async def write_notes(
    set_id: SetId, notes: Annotated[str, Form(max_length=5000)], request: Request, changer: Changer
) -> Response:
    """Keep a note on a set."""
    shelf = get_state(request).open_shelf(changer.person_id)
    shelf.put(shelf.get(set_id).model_copy(update={"notes": notes.replace("\r\n", "\n").strip()}))
    return RedirectResponse(f"/sets/{set_id}", 303)


@router.post("/{set_id}/remove")
async def remove_set(set_id: SetId, request: Request, changer: Changer) -> Response:
    """Delete a set."""
    shelf = get_state(request).open_shelf(changer.person_id)
    subject = _name_subject(shelf.get(set_id))
    shelf.remove(set_id)
    return RedirectResponse(subject.name_page("/sets"), 303)


def _name_subject(meta: SetMeta) -> Choice:
    """What a set was about, for the pages that follow on it."""
    return Choice(meta.exercise, meta.variant, meta.goal)


def _change(kept: Corrections, **changes: object) -> Corrections:
    told = {**kept.model_dump(), **{name: _dump(value) for name, value in changes.items()}}
    try:
        return Corrections.model_validate(told)
    except ValidationError as error:
        first = error.errors(include_url=False)[0]
        raise UsageError("corrections within their bounds", first["msg"], "take some of them back") from error


def _dump(value: object) -> object:
    if isinstance(value, tuple):
        return tuple(item.model_dump() if hasattr(item, "model_dump") else item for item in value)
    return value


def _keep(request: Request, shelf: Shelf, set_id: str, corrections: Corrections) -> Response:
    check_corrections(shelf.read_document(set_id), corrections)
    shelf.put_corrections(set_id, corrections)
    meta = shelf.get(set_id)
    if meta.log_ids:
        with open_log(get_state(request).settings) as store:
            bring_corrections(store, shelf, meta)
    if "hx-request" in request.headers:
        return _render(request, shelf, shelf.get(set_id), "set_body.html.j2")
    return RedirectResponse(f"/sets/{set_id}", 303)


def _render(request: Request, shelf: Shelf, meta: SetMeta, template: str, *, is_logged: bool = False) -> HTMLResponse:
    document = shelf.read_document(meta.id)
    corrections = shelf.read_corrections(meta.id)
    exercise = find_exercise(meta.exercise).exercise
    logged = list_repetitions(document, corrections, exercise)
    found = {item.index: tuple(map(read_finding, item.findings)) for item in document.repetitions}
    n_counting, n_clean = count_repetitions(logged)
    return render_page(
        request,
        template,
        choice=_name_subject(meta),
        meta=meta,
        document=document,
        lines=[_describe(repetition, found.get(repetition.index, ()), exercise) for repetition in logged],
        n_counting=n_counting,
        n_clean=n_clean,
        n_unknown=sum(item.is_clean is None and not item.is_removed for item in logged),
        is_corrected=corrections != Corrections(),
        corrections=corrections,
        has_video=(shelf.name_report(meta.id) / VIDEO_NAME).is_file(),
        has_recording=(shelf.name_folder(meta.id) / "recording").is_dir(),
        units=[unit.value for unit in LoadUnit],
        stop_text=next((item.text for item in exercise.guide.safety if item.id == "stop-today"), ""),
        is_logged=is_logged,
    )


def _find_logged(request: Request, meta: SetMeta) -> bool:
    if not meta.log_ids:
        return False
    with open_log(get_state(request).settings) as store:
        return is_logged(store, meta)


def _describe(logged: LoggedRepetition, found: Iterable[Finding], exercise: Exercise) -> RepetitionLine:
    rules = index_rules(exercise)
    texts = {item.rule: describe_finding(item, rules.get(item.rule)) for item in rank_findings(found, rules)}
    order = list(texts)
    lines = tuple(
        RuleLine(
            id=finding.rule,
            title=rules[finding.rule].title if finding.rule in rules else finding.rule,
            found=VERDICT_WORDS[finding.found or Verdict.NOT_ASSESSED],
            corrected=None if finding.corrected is None else VERDICT_WORDS[finding.corrected],
            verdict=finding.verdict,
            text=texts[finding.rule],
        )
        for finding in sorted(logged.findings, key=lambda item: order.index(item.rule))
        if finding.found is not Verdict.NOT_ASSESSED or finding.corrected is not None
    )
    return RepetitionLine(logged, logged.is_clean, lines)
