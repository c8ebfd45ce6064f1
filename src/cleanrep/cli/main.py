"""Join the commands, and turn errors into one clear line and an exit status."""

import os
import sys
from collections.abc import Sequence
from typing import Annotated

import typer

from cleanrep import __version__
from cleanrep.cli.analyze import analyze_command
from cleanrep.cli.exchange import export_command, import_command
from cleanrep.cli.exercise import exercise_commands
from cleanrep.cli.guide import ask_command, gear_command, guide_command
from cleanrep.cli.history import history_command
from cleanrep.cli.load import load_commands
from cleanrep.cli.log import log_commands
from cleanrep.cli.log_edit import log_edit_commands
from cleanrep.cli.log_view import log_view_commands
from cleanrep.cli.machine import machine_commands
from cleanrep.cli.machine_file import machine_file_commands
from cleanrep.cli.next_session import next_command
from cleanrep.cli.person import person_commands
from cleanrep.cli.plan import plan_command
from cleanrep.cli.screening import screen_command
from cleanrep.cli.serve import live_command, serve_command
from cleanrep.cli.setup import setup_command
from cleanrep.cli.store import backup_command, forget_command, restore_command
from cleanrep.errors import CleanRepError

EXIT_UNREADABLE = 2
EXIT_INTERRUPTED = 130

commands = typer.Typer(
    name="cleanrep",
    help="CleanRep counts the reps that count. Fitness information, not medical advice.",
    no_args_is_help=True,
    add_completion=False,
    rich_markup_mode=None,
    pretty_exceptions_enable=False,
)
commands.command("analyze")(analyze_command)
commands.command("guide")(guide_command)
commands.command("ask")(ask_command)
commands.command("gear")(gear_command)
commands.command("setup")(setup_command)
commands.command("screen")(screen_command)
commands.command("plan")(plan_command)
commands.command("next")(next_command)
commands.command("serve")(serve_command)
commands.command("live")(live_command)
commands.add_typer(exercise_commands, name="exercise")
commands.add_typer(load_commands, name="load")
log_commands.add_typer(log_view_commands)
log_commands.add_typer(log_edit_commands)
commands.add_typer(log_commands, name="log")
commands.command("history")(history_command)
commands.command("import")(import_command)
commands.command("export")(export_command)
commands.command("backup")(backup_command)
commands.command("restore")(restore_command)
commands.command("forget")(forget_command)
commands.add_typer(person_commands, name="person")
machine_commands.add_typer(machine_file_commands)
commands.add_typer(machine_commands, name="machine")


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"cleanrep {__version__}")
        raise typer.Exit


@commands.callback()
def _take_common_options(
    version: Annotated[
        bool, typer.Option("--version", help="Print the version.", callback=_show_version, is_eager=True)
    ] = False,
) -> None:
    """CleanRep counts the reps that count. Fitness information, not medical advice."""


def run(arguments: Sequence[str]) -> int:
    """Run the command line.

    Returns
    -------
    int
        Exit status: 0 done, 2 bad usage or unreadable input, 3 read but not judged, 130 interrupted.
    """
    given = list(arguments)
    if not given or given in (["exercise"], ["load"], ["machine"], ["person"]):
        given.append("--help")
    try:
        status = commands(given, prog_name="cleanrep", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(f"{error.format_message().rstrip('.')}. Try 'cleanrep --help'.")
    except typer.Abort:
        return EXIT_INTERRUPTED
    except CleanRepError as error:
        return _fail(str(error))
    except KeyboardInterrupt:
        return EXIT_INTERRUPTED
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0


def _fail(message: str) -> int:
    print(f"cleanrep: {' '.join(message.split())}", file=sys.stderr)
    return EXIT_UNREADABLE
