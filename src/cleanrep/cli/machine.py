"""``cleanrep machine``: the machines that were set up, and those that are described for the load on the back."""

import typer

from cleanrep.app.machines import find_machine_folder
from cleanrep.app.storage import open_store
from cleanrep.cli.page import open_page
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.report.wording import count_words

machine_commands = typer.Typer(
    help="List the machines; check or calibrate a machine file.", no_args_is_help=True, rich_markup_mode=None
)


@machine_commands.command("list")
def list_command() -> None:
    """List the machines that were set up, and the machine files with exercise and range."""
    with open_store() as store:
        known = store.machines.list()
    page = open_page()
    page.write("Set up with 'cleanrep setup':" if known else "None set up yet: go through one with 'cleanrep setup'.")
    for item in known:
        loads = count_words(len(item.steps), "load") if item.steps else "any load"
        told = f"{item.name}; {item.exercise}, {item.variant}; {loads} in {item.unit.value}"
        page.write(f"{item.id}: {told}", indent=2, hang=2)
    page.write("Described by a file, for 'cleanrep load':")
    folder = find_machine_folder()
    for machine_id in sorted(find_machines(folder)):
        machine = load_machine(machine_id, folder)
        span = f"{machine.range.bottom_deg:g} to {machine.range.top_deg:g} deg from upright"
        page.write(f"{machine_id}: {machine.name}; {machine.exercise}, {machine.variant}; {span}", indent=2, hang=2)
