"""``cleanrep analyze``: from a recording to a report."""

import re
import sys
from dataclasses import replace
from enum import StrEnum
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

from cleanrep.app.analysis import Progress, run_analysis
from cleanrep.app.calibration import load_neutral, save_neutral, take_neutral
from cleanrep.app.reporting import ReportRequest, write_analysis
from cleanrep.app.request import AnalysisRequest, check_goal, choose_variant, find_exercise
from cleanrep.app.text_file import write_text
from cleanrep.cli.analyze_load import choose_setup, refuse_beside_log
from cleanrep.cli.analyze_log import AnalysisLog
from cleanrep.cli.load_options import ArmsOption, Height, Mass, Plate, PlateAtOption, SexOption, Stack
from cleanrep.cli.page import check_free
from cleanrep.cli.progress import show_progress
from cleanrep.errors import UsageError
from cleanrep.load.body import Arms
from cleanrep.load.moment import PlateAt
from cleanrep.model.report import SetReport
from cleanrep.model.samples import Region
from cleanrep.report.document_builder import generate_json, to_json
from cleanrep.report.terminal import render_terminal
from cleanrep.report.writer import check_place, name_folder

EXIT_NOT_JUDGED = 3
_FIGURES = re.compile(r"^(?=.*\d)[\d\s.,:;s\u2013-]+$")
"""What is meant for a span rather than for the name of a file."""
_SPAN = re.compile(r"^(\d+(?:\.\d+)?)-(\d+(?:\.\d+)?)$")


class LevelOption(StrEnum):
    """How far a lifter has come; beginners have limits of their own."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


def analyze_command(
    recording: Annotated[Path, typer.Argument(help="A video, or a landmark log (*.parquet).", metavar="RECORDING")],
    exercise: Annotated[str, typer.Option(help="Exercise id, or an exercise file (*.toml).")] = "lever-back-extension",
    variant: Annotated[str | None, typer.Option(help="Variant, e.g. standing or seated.")] = None,
    goal: Annotated[str, typer.Option(help="endurance, strength, hypertrophy, warm-up or technique.")] = "hypertrophy",
    level: Annotated[LevelOption, typer.Option(help="Beginners have limits of their own.")] = LevelOption.INTERMEDIATE,
    out: Annotated[Path | None, typer.Option(help="Report folder; by default NAME.cleanrep here.")] = None,
    json: Annotated[
        str | None, typer.Option(help="Write the JSON document to a file, or - for standard output.")
    ] = None,
    force: Annotated[bool, typer.Option("--force", help="Replace a report that is there already.")] = False,
    video: Annotated[bool, typer.Option(help="Write the annotated video.")] = True,
    start: Annotated[float | None, typer.Option(help="Begin this many seconds after the first frame.")] = None,
    end: Annotated[float | None, typer.Option(help="Stop this many seconds after the first frame.")] = None,
    roi: Annotated[
        str | None, typer.Option(help="Part of the picture with the lifter: x,y,width,height in pixels.")
    ] = None,
    neutral: Annotated[
        str | None, typer.Option(help="The lifter's neutral hold: a span in seconds (2.0-4.0) or a saved profile.")
    ] = None,
    save_neutral_to: Annotated[
        Path | None, typer.Option("--save-neutral", help="Save the hold of --neutral as a profile.")
    ] = None,
    machine: Annotated[
        str | None,
        typer.Option(help="Machine id or file (*.toml) for the load on the back; with --log one of 'cleanrep setup'."),
    ] = None,
    stack: Stack = None,
    plate: Plate = None,
    mass: Mass = None,
    height: Height = None,
    sex: SexOption = None,
    arms: ArmsOption = Arms.CROSSED,
    plate_at: PlateAtOption = PlateAt.CHEST,
    log: Annotated[bool, typer.Option("--log", help="Put the set into the log, as it is told by the options.")] = False,
    load: Annotated[str | None, typer.Option(help="With --log: 40kg, 90lb, 'pin 7', bodyweight, bw+10.")] = None,
    rir: Annotated[float | None, typer.Option(help="With --log: reps left in reserve, 0 to 10.")] = None,
    pain: Annotated[int | None, typer.Option(help="With --log: pain, 0 to 10.")] = None,
    person: Annotated[str | None, typer.Option(help="With --log: whose set.")] = None,
) -> int:
    """Find, measure and judge the repetitions in a recording.

    Exit status: 0 analysed, 2 bad usage or unreadable, 3 read but the view does not allow judgement.
    """
    who = (mass, height, sex)
    setup = None if log else choose_setup(machine, stack, plate, who=who, held=(arms, plate_at))
    if log:
        refuse_beside_log(stack, plate, *who)
    told = AnalysisLog.prepare(is_asked=log, load=load, rir=rir, pain=pain, machine=machine, person=person)
    loaded = find_exercise(exercise)
    check_goal(loaded.exercise, goal)
    if neutral is not None:
        parse_span(neutral)
    request = AnalysisRequest(
        path=recording,
        exercise=loaded,
        variant=choose_variant(loaded, variant),
        goal=goal,
        level=level.value,
        start_s=start,
        end_s=end,
        roi=None if roi is None else parse_region(roi),
        load=setup if told is None else told.setup,
    )
    target = _choose_target(recording, out=out, is_json_only=json is not None and out is None, force=force)
    if target is not None:
        target = replace(target, has_video=video)
        _check_folder(target.folder, recording, is_forced=force)
    if json not in (None, "-"):
        check_free("--json", Path(json), is_forced=force)
    if save_neutral_to is not None:
        check_free("--save-neutral", save_neutral_to, is_forced=force)
    request = _calibrate(request, neutral, save_neutral_to)
    with show_progress(recording.name) as progress:
        report = _run(request, target, progress)
    _deliver(report, request, target, json=json)
    if told is not None:
        told.write(report)
    return 0 if report.is_judged else EXIT_NOT_JUDGED


def _run(request: AnalysisRequest, target: ReportRequest | None, progress: Progress) -> SetReport:
    if target is None:
        return run_analysis(request, progress=progress)
    return write_analysis(request, target, progress=progress)


def parse_region(text: str) -> Region:
    """Read ``x,y,width,height``.

    Raises
    ------
    UsageError
        When these are not four whole numbers.
    """
    parts = text.split(",")
    if len(parts) != 4 or not all(part.strip().isdecimal() for part in parts):
        raise UsageError("--roi x,y,width,height in whole pixels", repr(text), "e.g. --roi 100,0,400,480")
    x_px, y_px, width_px, height_px = (int(part) for part in parts)
    return Region(x_px, y_px, width_px, height_px)


def parse_span(text: str) -> tuple[float, float] | None:
    """Read ``START-END`` in seconds; None when the text is none (then it names a profile).

    Raises
    ------
    UsageError
        When the end is not after the start, or there are figures that are no such span.
    """
    match = _SPAN.match(text)
    if match is None:
        if _FIGURES.match(text) and not Path(text).exists():
            expected = "--neutral START-END in seconds, or a profile saved by --save-neutral"
            raise UsageError(expected, repr(text), "e.g. --neutral 2.0-4.0")
        return None
    start_s, end_s = float(match[1]), float(match[2])
    if end_s <= start_s:
        raise UsageError("--neutral START-END with the end after the start", repr(text), "e.g. --neutral 2.0-4.0")
    return start_s, end_s


def _calibrate(request: AnalysisRequest, neutral: str | None, save_to: Path | None) -> AnalysisRequest:
    if neutral is None:
        if save_to is not None:
            raise UsageError("--neutral START-END beside --save-neutral", "none", "name the span to save")
        return request
    span_s = parse_span(neutral)
    names = {"exercise": request.exercise.exercise.id, "variant": request.variant}
    if span_s is None:
        return replace(request, neutral=load_neutral(Path(neutral), **names))
    held = take_neutral(replace(request, neutral_span_s=span_s))
    if save_to is not None:
        save_neutral(save_to, held, **names)
    return replace(request, neutral=held)


def _check_folder(folder: Path, recording: Path, *, is_forced: bool) -> None:
    """Refuse a folder that may not be replaced, such as the one that holds the recording itself."""
    check_place(folder, is_forced=is_forced)
    if folder.resolve() in recording.resolve().parents:
        got = f"{folder}, which would be replaced with it"
        raise UsageError("a report folder without the recording in it", got, "choose another --out")


def _choose_target(recording: Path, *, out: Path | None, is_json_only: bool, force: bool) -> ReportRequest | None:
    if is_json_only:
        return None
    return ReportRequest(out or Path(name_folder(recording.name)), is_forced=force)


def _deliver(report: SetReport, request: AnalysisRequest, target: ReportRequest | None, *, json: str | None) -> None:
    if json == "-":
        sys.stdout.writelines(generate_json(report))
        _show_obstacles(report)
        return
    if json is not None:
        write_text(Path(json), to_json(report), option="--json", is_forced=True)
    console = Console(highlight=False)
    page = None if target is None else str(target.page)
    is_ascii = "utf" not in (console.encoding or "").lower()
    text = render_terminal(report, request.exercise.exercise, width=console.width, report_path=page, is_ascii=is_ascii)
    console.print(text, soft_wrap=True)


def _show_obstacles(report: SetReport) -> None:
    if not report.is_judged:
        print(f"cleanrep: not judged: {'; '.join(report.view.reasons)}", file=sys.stderr)
