"""The load on the back over a measured set: moments about L5/S1 in newton metres, positive where extensors hold."""

from dataclasses import dataclass

from cleanrep.model.arrays import FloatArray


@dataclass(frozen=True, slots=True)
class Estimate:
    """A number with the ends of its 95 % interval, all in the unit that the field's name says."""

    value: float
    low: float
    high: float


@dataclass(frozen=True, slots=True, eq=False)
class RepetitionMoment:
    """The moment about L5/S1 over one repetition, from the start of its lift to the end of its lowering.

    Attributes
    ----------
    index : int
        Of the repetition.
    peak_n_m, mean_n_m : Estimate
        Largest moment, and its mean over the time.
    peak_time_s, peak_angle_deg : float
        When the peak is (source clock), and the trunk's inclination there.
    time_under_load_s : float
        Start of the lift to the end of the lowering.
    lift_peak_n_m : float
        Peak within the lift as it was done.
    smooth_lift_s, smooth_peak_n_m : float
        Duration and peak of a smooth lift (minimum jerk) over the same angles: at the goal's tempo, or as long as the
        lift took where the goal names none.
    added_n_m : Estimate or None
        Peak of the lift less that of the smooth one; None where the track is too unsteady to tell.
    time_s, moment_n_m : FloatArray
        (k,) the curve.
    smooth_n_m : FloatArray
        (k,) the smooth lift; NaN outside it.
    """

    index: int
    peak_n_m: Estimate
    mean_n_m: Estimate
    peak_time_s: float
    peak_angle_deg: float
    time_under_load_s: float
    lift_peak_n_m: float
    smooth_lift_s: float
    smooth_peak_n_m: float
    added_n_m: Estimate | None
    time_s: FloatArray
    moment_n_m: FloatArray
    smooth_n_m: FloatArray


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A repetition without a moment, and why."""

    index: int
    reason: str


@dataclass(frozen=True, slots=True, eq=False)
class BackLoad:
    """What the load was, who lifted it, and the moment of each repetition.

    Attributes
    ----------
    machine, machine_name : str
        Id and name of the machine file.
    load_kg : float
        On the stack, the horn, or in the hands.
    repetitions : tuple[RepetitionMoment, ...]
        Those that could be computed.
    left_out : tuple[LeftOut, ...]
        The others.
    """

    machine: str
    machine_name: str
    load_kg: float
    load_kind: str
    body_mass_kg: float
    height_m: float
    sex: str
    arms: str
    repetitions: tuple[RepetitionMoment, ...]
    left_out: tuple[LeftOut, ...]

    def find_repetition(self, index: int) -> RepetitionMoment | None:
        """The moment of a repetition; None where it was left out."""
        return next((item for item in self.repetitions if item.index == index), None)
