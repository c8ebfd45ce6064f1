"""One repetition as pieces of the course."""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.motion.courses import climb, move, rebound, skew
from validation.motion.moves import Moves
from validation.motion.timeline import Course, Piece

_WOBBLE_HZ = 1.7
_TURN_S = ((300.0, 0.4), (1100.0, 0.3))
"""Duration of an elastic turn by its acceleration in deg/s2: harder ones are shorter."""


@dataclass(frozen=True, slots=True)
class Turn:
    """Elastic turn at the bottom: its duration (0: the trunk comes to rest), depth, and speed at its ends."""

    duration_s: float = 0.0
    depth_deg: float = 0.0
    speed_deg_s: float = 0.0


def make_turn(moves: Moves) -> Turn:
    """The turn that ends a repetition."""
    if moves.rebound_deg_s2 <= 0:
        return Turn()
    (low, long_s), (high, short_s) = _TURN_S
    duration_s = float(np.interp(moves.rebound_deg_s2, [low, high], [long_s, short_s]))
    return Turn(duration_s, *rebound(moves.rebound_deg_s2, duration_s))


@dataclass(frozen=True, slots=True)
class Lift:
    """One repetition between its bottoms.

    Attributes
    ----------
    index : int
        1-based.
    bottom_deg : float
        Where it starts; where it ends is `moves.bottom_deg`.
    turn_in, turn_out : Turn
    """

    index: int
    moves: Moves
    bottom_deg: float
    turn_in: Turn
    turn_out: Turn

    def lay_pieces(self, *, is_last: bool) -> Iterator[Piece]:
        """Lift, hold, lowering, and what follows at the bottom."""
        moves, make = self.moves, partial(Piece, repetition=self.index, moves=self.moves)
        yield make(moves.concentric_s, self._make_lift(), "lift")
        if moves.top_hold_s > 0:
            yield make(moves.top_hold_s, lambda t: np.full_like(t, moves.top_deg), "hold")
        yield make(moves.eccentric_s, self._make_lowering(), "lower")
        if self.turn_out.duration_s > 0:
            yield from self._turn_over()
        elif moves.bottom_hold_s > 0 and not is_last:
            yield make(moves.bottom_hold_s, self._make_rest(), "rest")

    def _turn_over(self) -> Iterator[Piece]:
        turn, bottom_deg = self.turn_out, self.moves.bottom_deg
        half_s, rate = turn.duration_s / 2.0, np.pi / turn.duration_s
        yield Piece(half_s, lambda t: bottom_deg + turn.depth_deg * np.sin(rate * t), "lower", self.index, self.moves)
        yield Piece(
            half_s, lambda t: bottom_deg + turn.depth_deg * np.cos(rate * t), "lift", self.index + 1, self.moves
        )

    def _make_lift(self) -> Course:
        moves, bottom_deg, speed = self.moves, self.bottom_deg, self.turn_in.speed_deg_s
        rise = moves.top_deg - bottom_deg

        def course(t: FloatArray) -> FloatArray:
            if speed > 0:
                return move(t, moves.concentric_s, start=(bottom_deg, -speed), end=(moves.top_deg, 0.0))
            share = t / moves.concentric_s
            smooth = skew(share, moves.lift_peak)
            return bottom_deg + rise * (smooth + moves.step_share * (climb(share, moves.n_steps) - smooth))

        return course

    def _make_lowering(self) -> Course:
        moves, speed = self.moves, self.turn_out.speed_deg_s
        fall = moves.bottom_deg - moves.top_deg

        def course(t: FloatArray) -> FloatArray:
            if speed > 0:
                return move(t, moves.eccentric_s, start=(moves.top_deg, 0.0), end=(moves.bottom_deg, speed))
            return moves.top_deg + fall * skew(t / moves.eccentric_s, 0.5, moves.drop)

        return course

    def _make_rest(self) -> Course:
        """Still, or swaying until the next lift; the swing ends at rest where it began."""
        moves = self.moves
        swing_deg = moves.wobble_deg_s * np.sqrt(2.0) / (2.0 * np.pi * _WOBBLE_HZ)

        def course(t: FloatArray) -> FloatArray:
            to_go_s = moves.bottom_hold_s - t
            taken = np.clip(t / 0.4, 0.0, 1.0) ** 2
            return np.asarray(moves.bottom_deg - swing_deg * taken * (1.0 - np.cos(2.0 * np.pi * _WOBBLE_HZ * to_go_s)))

        return course
