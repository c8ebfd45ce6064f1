"""Run the benchmarks, print their figures beside the bars and keep them for the pages that quote them.

Run as ``python -m benchmarks.run``. A bar that falls short is printed as such; it is no failure, for machines differ.
"""

import argparse
from collections.abc import Callable
from importlib import import_module
from pathlib import Path

from benchmarks.figure import Figure, Options
from benchmarks.kept import keep

BENCHMARKS = (
    "phase_fit",
    "engine_speed",
    "load_speed",
    "analyze_speed",
    "install",
    "live_page",
    "memory",
    "next_session",
    "training_log",
    "accuracy",
)


def main() -> None:
    """Run what was asked for."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.run", description=(__doc__ or "").splitlines()[0])
    parser.add_argument("names", nargs="*", metavar="NAME", help=f"of {', '.join(BENCHMARKS)}; all by default")
    parser.add_argument(
        "--quick", action="store_true", help="less of everything; the figures mean less and are not kept"
    )
    parser.add_argument("--data", type=Path, help="folder of videos with truth beside them, for accuracy")
    arguments = parser.parse_args()
    unknown = set(arguments.names) - set(BENCHMARKS)
    if unknown:
        parser.error(f"expected names of {', '.join(BENCHMARKS)}, got {', '.join(sorted(unknown))}")
    options = Options(is_quick=arguments.quick, data=arguments.data)
    for name in arguments.names or BENCHMARKS:
        figures = _run_one(name, options)
        if not options.is_quick:
            keep(figures)


def _run_one(name: str, options: Options) -> list[Figure]:
    run: Callable[[Options], list[Figure]] = import_module(f"benchmarks.{name}").run
    print(f"{name}:", flush=True)
    figures = run(options)
    for figure in figures:
        print(f"  {figure.describe()}", flush=True)
    if not figures:
        print("        nothing: needs --data or Chromium, or is left out by --quick", flush=True)
    return figures


if __name__ == "__main__":
    main()
