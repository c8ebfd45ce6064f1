"""The load on the back of an analysed set: a machine that fits, and the moment of each repetition."""

from dataclasses import replace

from cleanrep.errors import UsageError
from cleanrep.exercises.schema import Tempo
from cleanrep.load.course import cut_course
from cleanrep.load.curve import Setup
from cleanrep.load.machine_file import MachineFile
from cleanrep.load.measured import measure_repetition
from cleanrep.model.back_load import BackLoad, LeftOut, RepetitionMoment
from cleanrep.model.repetition import Repetition
from cleanrep.model.report import SetReport

NOT_SEEN = "the trunk was not seen throughout"


def check_machine(machine: MachineFile, *, exercise: str, variant: str) -> None:
    """Refuse a machine that is for something else.

    Raises
    ------
    UsageError
        When exercise or variant differ.
    """
    if (machine.exercise, machine.variant) != (exercise, variant):
        raise UsageError(
            f"a machine for {exercise}, {variant}",
            f"{machine.id}, for {machine.exercise}, {machine.variant}",
            "name another one; see docs/load.md",
        )


def add_back_load(report: SetReport, setup: Setup | None, *, tempo: Tempo | None) -> SetReport:
    """The report with the moment of each repetition; as it was without a setup.

    A view that does not allow judgement allows no moment either: every repetition is left out with the reason.

    Parameters
    ----------
    tempo : Tempo or None
        Of the goal: its lift, done smoothly, is what each lift is held against.
    """
    if setup is None:
        return report
    lift_s = None if tempo is None else tempo.concentric_s
    assessed = [_assess(report, setup, repetition, smooth_lift_s=lift_s) for repetition in report.repetitions]
    machine, lifter = setup.machine, setup.lifter
    load = BackLoad(
        machine=machine.id,
        machine_name=machine.name,
        load_kg=setup.load_kg,
        load_kind=machine.load_kind,
        body_mass_kg=lifter.body_mass_kg,
        height_m=lifter.height_m,
        sex=lifter.sex.value,
        arms=lifter.arms.value,
        repetitions=tuple(item for item in assessed if isinstance(item, RepetitionMoment)),
        left_out=tuple(item for item in assessed if isinstance(item, LeftOut)),
    )
    return replace(report, load=load)


def _assess(
    report: SetReport, setup: Setup, repetition: Repetition, *, smooth_lift_s: float | None
) -> RepetitionMoment | LeftOut:
    if not report.is_judged:
        return LeftOut(repetition.index, "; ".join(report.view.reasons))
    course = cut_course(report.trace, repetition.times)
    if course is None:
        return LeftOut(repetition.index, NOT_SEEN)
    return measure_repetition(setup, course, index=repetition.index, smooth_lift_s=smooth_lift_s)
