"""``cleanrep exercise``: list the exercises, check a file, print the schema."""

from pathlib import Path
from typing import Annotated

import typer

from cleanrep.app.request import find_exercise, find_user_folder
from cleanrep.cli.page import open_page
from cleanrep.engine.settings import check_references
from cleanrep.exercises.catalogue import find_exercises, load_exercise, read_exercise
from cleanrep.exercises.json_schema import format_exercise_json_schema
from cleanrep.report.wording import count_words

exercise_commands = typer.Typer(
    help="Exercises are files: list them, check one.", no_args_is_help=True, rich_markup_mode=None
)


@exercise_commands.command("list")
def list_command() -> None:
    """List the exercises with their variants and goals."""
    page, folder = open_page(), find_user_folder()
    for exercise_id in sorted(find_exercises(folder)):
        exercise = load_exercise(exercise_id, folder).exercise
        page.write(f"{exercise_id}: {', '.join(exercise.variants)}; goals {', '.join(exercise.goals)}", hang=2)


@exercise_commands.command("check")
def check_command(
    file: Annotated[
        str, typer.Argument(help="An exercise file (*.toml), or the id of a known exercise.", metavar="FILE")
    ],
) -> None:
    """Check an exercise file; say which field is wrong and what was expected."""
    loaded = find_exercise(file) if not Path(file).exists() else read_exercise(Path(file))
    check_references(loaded.exercise)
    n_checks = sum(len(rule.checks) for rule in loaded.exercise.rules)
    held = f"{count_words(len(loaded.exercise.rules), 'rule')} with {count_words(n_checks, 'check')}"
    typer.echo(f"{file}: ok, {held}")


@exercise_commands.command("schema")
def schema_command() -> None:
    """Print the JSON Schema of an exercise file."""
    typer.echo(format_exercise_json_schema())
