"""From a plan of repetitions to a course: the lifts themselves, and what happens before and after them."""

from dataclasses import dataclass, replace

import numpy as np

from validation.motion.around import Extra, begin, end, fidget
from validation.motion.lift import Lift, Turn, make_turn
from validation.motion.moves import Moves
from validation.motion.timeline import Timeline, lay_out


@dataclass(frozen=True, slots=True)
class Script:
    """What a lifter does in a recording.

    Attributes
    ----------
    repetitions : tuple[Moves, ...]
        With their faults in them.
    start_deg : float
        Trunk at the first bottom, from neutral.
    extras : tuple[Extra, ...]
    sway_deg : float
        Amplitude of the slow sway that nobody is without.
    seed : int
    """

    repetitions: tuple[Moves, ...]
    start_deg: float = 58.0
    extras: tuple[Extra, ...] = ()
    sway_deg: float = 0.12
    seed: int = 0


@dataclass(frozen=True, slots=True)
class Marks:
    """True boundaries of one repetition, seconds from the first frame.

    A minimum-jerk lift begins before the eye sees it; an elastic turn belongs half to the lowering before it and half
    to the lift after it.
    """

    start_s: float
    top_start_s: float
    top_end_s: float
    end_s: float


def play(script: Script) -> tuple[Timeline, tuple[Marks, ...]]:
    """The course of a script and the boundaries of its repetitions."""
    pieces = begin(script.start_deg, script.extras)
    marks: list[Marks] = []
    turn = Turn()
    for index, planned in enumerate(script.repetitions):
        bottom_deg = script.repetitions[index - 1].bottom_deg if index else script.start_deg
        is_last = index == len(script.repetitions) - 1
        moves = _keep_pace(planned, turn, bottom_deg)
        lift = Lift(index + 1, moves, bottom_deg, turn, Turn() if is_last else make_turn(moves))
        marks.append(_mark(sum(piece.duration_s for piece in pieces), lift))
        pieces += lift.lay_pieces(is_last=is_last)
        if "fidgets" in script.extras and index == 0 and not is_last and not lift.turn_out.duration_s:
            pieces += fidget(moves.bottom_deg)
        turn = lift.turn_out
    pieces += end(script.repetitions[-1].bottom_deg if script.repetitions else script.start_deg, script.extras)
    timeline = lay_out(pieces, sway_deg=script.sway_deg, rng=np.random.default_rng(script.seed))
    return timeline, tuple(marks)


def _keep_pace(moves: Moves, turn: Turn, bottom_deg: float) -> Moves:
    """A lift that comes out of a turn with speed is as quick as it must be not to shoot past its top."""
    if turn.speed_deg_s <= 0:
        return moves
    longest_s = 1.9 * (bottom_deg - moves.top_deg) / turn.speed_deg_s
    return replace(moves, concentric_s=min(moves.concentric_s, longest_s))


def _mark(now_s: float, lift: Lift) -> Marks:
    top_s = now_s + lift.moves.concentric_s
    leave_s = top_s + lift.moves.top_hold_s
    end_s = leave_s + lift.moves.eccentric_s + lift.turn_out.duration_s / 2.0
    return Marks(now_s - lift.turn_in.duration_s / 2.0, top_s, leave_s, end_s)
