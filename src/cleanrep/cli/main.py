"""Join the commands, and turn errors into one clear line and an exit status."""

import os
import re
import sys
from collections.abc import Iterable, Sequence
from functools import cache
from importlib import import_module
from typing import Annotated, Any, cast

import typer

from cleanrep import __version__
from cleanrep.errors import CleanRepError
from cleanrep.near_name import suggest

EXIT_UNREADABLE = 2
EXIT_INTERRUPTED = 130

_COMMANDS = {
    "analyze": "analyze:analyze_command",
    "guide": "guide:guide_command",
    "ask": "guide:ask_command",
    "gear": "guide:gear_command",
    "setup": "setup:setup_command",
    "screen": "screening:screen_command",
    "plan": "plan:plan_command",
    "next": "next_session:next_command",
    "serve": "serve:serve_command",
    "live": "serve:live_command",
    "history": "history:history_command",
    "import": "exchange:import_command",
    "export": "exchange:export_command",
    "backup": "store:backup_command",
    "restore": "store:restore_command",
    "forget": "store:forget_command",
}
"""Home of each command, a module of this package: it is imported when the command is called."""
_GROUPS = {
    "exercise": ("exercise:exercise_commands",),
    "load": ("load:load_commands",),
    "log": ("log:log_commands", "log_view:log_view_commands", "log_edit:log_edit_commands"),
    "person": ("person:person_commands",),
    "machine": ("machine:machine_commands", "machine_file:machine_file_commands"),
}
"""Homes of each group of commands: the group itself, and those that are joined with it."""


_CHOICE = re.compile(r"Invalid value for '(?P<option>[^']+)': '(?P<got>.*)' is not one of (?P<known>.+?)\.?")
_ALL = (*_COMMANDS, *_GROUPS)


def make_commands(names: Iterable[str] = _ALL) -> typer.Typer:
    """The command line with these commands, all unless told otherwise; only their modules are imported."""
    commands = typer.Typer(
        name="cleanrep",
        help="CleanRep counts the reps that count. Fitness information, not medical advice.",
        no_args_is_help=True,
        add_completion=False,
        rich_markup_mode=None,
        pretty_exceptions_enable=False,
    )
    # With a callback a lone command keeps its name.
    commands.callback()(_take_common_options)
    for name in names:
        if name in _COMMANDS:
            commands.command(name)(_load(_COMMANDS[name]))
        else:
            commands.add_typer(_load_group(name), name=name)
    return commands


def _load(home: str) -> Any:
    module, name = home.split(":")
    return getattr(import_module(f"cleanrep.cli.{module}"), name)


@cache
def _load_group(name: str) -> typer.Typer:
    group, *joined = (_load(home) for home in _GROUPS[name])
    for part in joined:
        group.add_typer(part)
    return cast(typer.Typer, group)


def _show_version(is_asked: bool) -> None:
    if is_asked:
        typer.echo(f"cleanrep {__version__}")
        raise typer.Exit


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
    commands = make_commands(_choose_commands(given))
    try:
        status = commands(given, prog_name="cleanrep", standalone_mode=False)
    except typer.TyperException as error:
        return _fail(_spell_usage(error))
    except (typer.Abort, KeyboardInterrupt):
        return EXIT_INTERRUPTED
    except CleanRepError as error:
        return _fail(str(error))
    except UnicodeEncodeError as error:
        return _fail(_spell_unencodable(error))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    return status if isinstance(status, int) else 0


def _choose_commands(given: Sequence[str]) -> Sequence[str]:
    """Commands that a call needs; all of them, which take seconds to import, only for the help and for errors."""
    if given[0] in _COMMANDS or given[0] in _GROUPS:
        return given[:1]
    return () if given == ["--version"] else _ALL


def _spell_usage(error: typer.TyperException) -> str:
    """What typer says of a call, as one sentence after the other, with the help of the command that it is about."""
    said = " ".join(error.format_message().split()).replace("Value error, ", "")
    context = getattr(error, "ctx", None)
    command = "cleanrep" if context is None else context.command_path
    choice = _CHOICE.fullmatch(said)
    if choice is not None:
        known = [name.strip(" '") for name in choice["known"].split(",")]
        remedy = suggest(choice["got"], known, otherwise=f"see '{command} --help'")
        return f"expected {choice['option']} with one of {', '.join(known)}, got {choice['got']!r}; {remedy}"
    said = said.rstrip(".")
    return f"{said}{'' if said.endswith('?') else '.'} Try '{command} --help'."


def _spell_unencodable(error: UnicodeEncodeError) -> str:
    """Bytes that are no text come in as half characters, which nothing takes; else the terminal has no such sign."""
    text = error.object[error.start : error.end]
    if error.encoding == "utf-8":
        return f"expected text in UTF-8, got {text!r}; write it anew"
    return f"expected an output that takes {text!r}, got one in {error.encoding}; set PYTHONIOENCODING=utf-8"


def _fail(message: str) -> int:
    print(f"cleanrep: {' '.join(message.split())}", file=sys.stderr)
    return EXIT_UNREADABLE
