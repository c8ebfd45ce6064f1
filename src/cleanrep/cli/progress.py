"""Progress bar with the time left, on standard error and only for a person."""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cleanrep.app.analysis import Progress as ProgressCallback


@contextmanager
def show_progress(name: str) -> Iterator[ProgressCallback]:
    """Give a callback that moves the bar; it does nothing where standard error is no terminal."""
    if not sys.stderr.isatty():
        yield _ignore
        return
    columns = (TextColumn("{task.description}"), BarColumn(bar_width=None), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task(name, total=None)

        def move(n_done: int, n_total: int | None) -> None:
            bar.update(task, completed=n_done, total=n_total)

        yield move


def _ignore(n_done: int, n_total: int | None) -> None:
    """Take no notice."""
