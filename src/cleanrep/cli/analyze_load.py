"""``cleanrep analyze --machine …``: who lifts how much on what, for the load on the back."""

from cleanrep.app.machines import find_machine
from cleanrep.cli.load_options import choose_load, make_lifter, require
from cleanrep.errors import UsageError
from cleanrep.load.body import Arms
from cleanrep.load.curve import Setup
from cleanrep.load.moment import PlateAt
from cleanrep.load.segments import Sex

Who = tuple[float | None, float | None, Sex | None]
"""Body mass in kg, height in m, sex."""


def choose_setup(
    machine: str | None, stack: float | None, plate: float | None, *, who: Who, held: tuple[Arms, PlateAt]
) -> Setup | None:
    """What the options tell; None where they tell nothing of it.

    Raises
    ------
    UsageError, MachineError
        When they tell a part of it only, or what cannot be.
    """
    if machine is None and (stack, plate, *who) == (None,) * 5:
        return None
    chosen = find_machine(require("--machine", machine))
    arms, plate_at = held
    return Setup(make_lifter(*who, arms), chosen, choose_load(chosen, stack=stack, plate=plate), plate_at)


def refuse_beside_log(*given: object) -> None:
    """A set that is logged has its load and its lifter from the log.

    Raises
    ------
    UsageError
        When an option tells them again.
    """
    if any(value is not None for value in given):
        expected = "--load, and mass, height and sex of --person, beside --log"
        raise UsageError(expected, "--stack, --plate, --mass, --height or --sex", "leave them out")
