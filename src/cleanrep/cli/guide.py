"""``cleanrep guide``, ``ask`` and ``gear``: the guide to read, search and choose equipment by."""

from enum import StrEnum
from typing import Annotated

import typer

from cleanrep.app.request import find_exercise
from cleanrep.cli.page import Page, is_output_taken, open_page, write_document
from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Exercise
from cleanrep.guide.document import (
    AnswerDocument,
    GearDocument,
    make_gear_item,
    make_guide_document,
    make_section,
    to_json,
)
from cleanrep.guide.gear import GearNeeds, RankedGear, list_warnings, rank_gear
from cleanrep.guide.page import group_parts, render_card, render_guide
from cleanrep.guide.search import Answer, GuideIndex
from cleanrep.guide.sections import Section, choose_sections, find_explaining

DEFAULT_EXERCISE = "lever-back-extension"
JsonOption = Annotated[
    str | None, typer.Option("--json", help="Write the JSON document to a file, or - for standard output.")
]
ExerciseOption = Annotated[str, typer.Option("--exercise", help="Exercise id, or an exercise file (*.toml).")]


class SpaceOption(StrEnum):
    """How much room there is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"


class GearLevelOption(StrEnum):
    """How far a lifter has come."""

    BEGINNER = "beginner"
    INTERMEDIATE = "intermediate"
    ADVANCED = "advanced"


class StabilityOption(StrEnum):
    """How much the equipment has to steady the lifter."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"


def guide_command(
    exercise: Annotated[str, typer.Argument(help="Exercise id, or an exercise file (*.toml).")] = DEFAULT_EXERCISE,
    section: Annotated[
        str | None, typer.Argument(help="A part such as setup or faq, or a section such as faq.how-heavy.")
    ] = None,
    html: Annotated[str | None, typer.Option(help="Write a page to a file, or - for standard output.")] = None,
    card: Annotated[
        str | None, typer.Option(help="Write a card for the gym wall: a page that prints on one sheet.")
    ] = None,
    json: JsonOption = None,
    force: Annotated[bool, typer.Option("--force", help="Replace files that are there already.")] = False,
) -> None:
    """Read the guide of an exercise, whole or in part; print it for the wall."""
    loaded = find_exercise(exercise).exercise
    sections = choose_sections(loaded, section)
    is_output_taken(html=html, card=card, json=json)
    if html is not None:
        write_document(render_guide(loaded, sections), html, option="--html", is_forced=force)
    if card is not None:
        write_document(render_card(loaded), card, option="--card", is_forced=force)
    if json is not None:
        write_document(to_json(make_guide_document(loaded, sections)), json, option="--json", is_forced=force)
    if html is card is json is None:
        _show_guide(open_page(), loaded, sections)


def ask_command(
    question: Annotated[list[str] | None, typer.Argument(help="A question in your own words.")] = None,
    rule: Annotated[str | None, typer.Option(help="Explain a rule that was missed, by its id.")] = None,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    json: JsonOption = None,
) -> None:
    """Search the guide for an answer, or explain a rule that was missed."""
    loaded = find_exercise(exercise).exercise
    words = " ".join(question or []).strip()
    if bool(words) == (rule is not None):
        got = "both" if words else "neither"
        raise UsageError("a question, or --rule ID", got, 'e.g. cleanrep ask "is it ok to lean back at the top?"')
    sections = find_explaining(loaded, rule) if rule is not None else _search(loaded, words)
    if json is not None:
        answers = tuple(make_section(item) for item in sections)
        document = AnswerDocument(exercise=loaded.id, question=words or None, rule=rule, answers=answers)
        write_document(to_json(document), json, option="--json")
        return
    _show_answers(open_page(), sections, is_rule=rule is not None)


def gear_command(
    space: Annotated[SpaceOption | None, typer.Option(help="The room that you have.")] = None,
    level: Annotated[GearLevelOption | None, typer.Option(help="Your training level.")] = None,
    stability: Annotated[StabilityOption | None, typer.Option(help="How much it has to steady you.")] = None,
    exercise: ExerciseOption = DEFAULT_EXERCISE,
    json: JsonOption = None,
) -> None:
    """Find equipment that fits your space, level and need for stability."""
    loaded = find_exercise(exercise).exercise
    needs = GearNeeds(
        space=None if space is None else space.value,
        level=None if level is None else level.value,
        stability=None if stability is None else stability.value,
    )
    ranked, warnings = rank_gear(loaded, needs), list_warnings(loaded, needs)
    if json is not None:
        document = GearDocument(
            exercise=loaded.id,
            space=needs.space,
            level=needs.level,
            stability=needs.stability,
            equipment=tuple(make_gear_item(gear) for gear in ranked),
            warnings=warnings,
        )
        write_document(to_json(document), json, option="--json")
        return
    _show_gear(open_page(), ranked, warnings)


def _search(exercise: Exercise, question: str) -> tuple[Section, ...]:
    with GuideIndex(exercise) as index:
        answers: tuple[Answer, ...] = index.ask(question)
    return tuple(answer.section for answer in answers)


def _show_guide(page: Page, exercise: Exercise, sections: tuple[Section, ...]) -> None:
    page.write(exercise.name, "bold")
    for part in group_parts(sections):
        page.write()
        page.write(part.title, "bold")
        for section in part.sections:
            page.write()
            page.write(section.title, "underline", indent=2)
            for line in section.lines:
                page.write(line, indent=2)
    page.write()
    page.write("Fitness information, not medical advice.", "dim")


def _show_answers(page: Page, sections: tuple[Section, ...], *, is_rule: bool) -> None:
    if not sections:
        page.write("The guide has no answer to that.", "bold")
        page.write("Try other words, or read it: cleanrep guide")
        return
    first, *more = sections
    page.write(first.title, "bold")
    for line in first.lines:
        page.write(line)
    page.write(f"Source: {first.id}", "dim")
    for section in more[: None if is_rule else 2]:
        page.write()
        page.write(section.title, "bold" if is_rule else "")
        if is_rule:
            page.write(section.text)
        page.write(f"Source: {section.id}" if is_rule else f"See also: {section.id}", "dim")


def _show_gear(page: Page, ranked: tuple[RankedGear, ...], warnings: tuple[str, ...]) -> None:
    fitting = [gear for gear in ranked if gear.is_fitting]
    if not fitting:
        page.write("Nothing fits everything that you asked for; the nearest come first.", "bold")
        page.write()
    for number, gear in enumerate(ranked, start=1):
        is_best = gear.is_fitting
        page.write(f"{number}. {gear.item.name}{'' if is_best else ' (does not fit)'}", "bold" if is_best else "")
        if gear.fits:
            page.write(f"It {', '.join(gear.fits)}.", indent=3)
        if gear.misses:
            page.write(f"But it {', '.join(gear.misses)}.", indent=3)
        page.write("For " + "; ".join(use[:1].lower() + use[1:] for use in gear.item.uses) + ".", indent=3)
    page.write()
    for warning in warnings:
        page.write(warning)
