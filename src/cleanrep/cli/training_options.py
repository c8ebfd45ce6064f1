"""Options that the commands of training share, and words for what they show."""

from typing import Annotated

import typer

from cleanrep.app.lifter import LifterRequest
from cleanrep.app.plan_document import LoadDocument, PrescriptionDocument, TempoDocument
from cleanrep.app.request import find_exercise
from cleanrep.exercises.schema import Exercise
from cleanrep.report.wording import count_words

DEFAULT_EXERCISE = "lever-back-extension"
ExerciseOption = Annotated[str, typer.Option("--exercise", help="Exercise id, or an exercise file (*.toml).")]
PersonOption = Annotated[str | None, typer.Option("--person", help="Whose log; the default person unless given.")]
MachineOption = Annotated[str | None, typer.Option("--machine", help="Machine id; the one last used unless given.")]
VariantOption = Annotated[str | None, typer.Option("--variant", help="Variant; the one last used unless given.")]
JsonOption = Annotated[
    str | None, typer.Option("--json", help="Write the JSON document to a file, or - for standard output.")
]
ForceOption = Annotated[bool, typer.Option("--force", help="Replace a file that is there already.")]


def make_request(
    exercise: str, *, person: str | None, machine: str | None, variant: str | None, goal: str | None = None
) -> LifterRequest:
    """What the options name."""
    return LifterRequest(find_exercise(exercise), person=person, variant=variant, goal=goal, machine=machine)


def format_load(load: LoadDocument | None) -> str:
    """A load in words; what to do where it is not known."""
    if load is None:
        return "a load to be found"
    value = f"{load.value or 0.0:.2f}".rstrip("0").rstrip(".")
    if load.unit == "stack_position":
        return f"pin {value}"
    if load.unit == "bodyweight":
        return "body weight" if not load.value else f"body weight + {value} kg"
    if load.unit == "lb" and load.load_kg is not None:
        return f"{value} lb ({load.load_kg:.1f} kg)"
    return f"{value} {load.unit}"


def format_tempo(tempo: TempoDocument) -> str:
    """The four phases by name, for their order differs between authors."""
    return (
        f"up {tempo.concentric_s:g} s, top {tempo.top_hold_s:g} s,"
        f" down {tempo.eccentric_s:g} s, bottom {tempo.bottom_hold_s:g} s"
    )


def format_work(planned: PrescriptionDocument) -> str:
    """Sets and repetitions."""
    return f"{count_words(planned.sets, 'set')} of {count_words(planned.repetitions, 'rep')}"


def format_rest(rest_s: float) -> str:
    """Seconds, or minutes and seconds."""
    minutes, seconds = divmod(round(rest_s), 60)
    if minutes < 2:
        return f"{round(rest_s)} s"
    return f"{minutes} min" + (f" {seconds} s" if seconds else "")


def format_reserve(target: tuple[int, int]) -> str:
    """Repetitions to leave in reserve."""
    low, high = target
    if high >= 10:
        return f"at least {count_words(low, 'rep')} left"
    return f"{count_words(low, 'rep')} left" if low == high else f"{low} to {high} reps left"


def find_safety(exercise: Exercise, name: str) -> str:
    """A text of the guide's safety part."""
    return next((item.text for item in exercise.guide.safety if item.id == name), "")
