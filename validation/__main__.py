"""``python -m validation``: render, analyse and score sets, simulate others, and report what came of it."""

import argparse
import sys

from cleanrep.errors import CleanRepError
from validation.accuracy import command as accuracy
from validation.fast import command as fast

STEPS = {
    "noise": accuracy.make_noise,
    "figures": accuracy.make_figures,
    "report": accuracy.make_report,
}


def main(arguments: list[str]) -> int:
    """Run what the first word names; everything else is the rendered sets' own command."""
    first, *others = arguments or ["all"]
    try:
        if first == "fast":
            parser = argparse.ArgumentParser(prog="python -m validation fast")
            fast.add_arguments(parser)
            return fast.run(parser.parse_args(others))
        if first in STEPS:
            argparse.ArgumentParser(prog=f"python -m validation {first}").parse_args(others)
            return STEPS[first]()
    except CleanRepError as error:
        print(f"validation: {error}", file=sys.stderr)
        return 2
    # The renderer needs a graphics library, the steps above do not.
    from validation.run import main as run_rendered

    return run_rendered(arguments)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
