"""The command line: one file per command; nothing is decided here but words and exit statuses."""

import sys

from cleanrep.cli.main import run

__all__ = ["main"]


def main() -> None:
    """Entry point of the ``cleanrep`` command."""
    sys.exit(run(sys.argv[1:]))
