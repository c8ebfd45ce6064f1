"""What happens around the repetitions: walking in, adjusting, fidgets, racking. None of it is a repetition."""

from collections.abc import Iterator
from typing import Literal

import numpy as np

from cleanrep.model.arrays import FloatArray
from validation.motion.courses import move
from validation.motion.timeline import Course, Piece

Extra = Literal["walk_in", "adjusting", "fidgets", "racking"]

WALK_M = 1.4
"""How far beside the machine a walk begins and ends."""
_WALK_S = 2.4
_UPRIGHT_DEG = 6.0
_STILL_S = 0.9
_FIDGET_DEG = 8.0


def begin(bottom_deg: float, extras: tuple[Extra, ...]) -> list[Piece]:
    """Until the first lift."""
    pieces: list[Piece] = []
    if "walk_in" in extras:
        pieces += [_walk(is_out=False), _rest(_UPRIGHT_DEG, 0.5), _go(_UPRIGHT_DEG, bottom_deg, 1.7)]
    if "adjusting" in extras:
        pieces += [*_adjust(bottom_deg)]
    if "fidgets" in extras:
        pieces += fidget(bottom_deg)
    return [*pieces, _rest(bottom_deg, _STILL_S)]


def end(bottom_deg: float, extras: tuple[Extra, ...]) -> list[Piece]:
    """After the last lowering."""
    if "racking" not in extras:
        return [_rest(bottom_deg, _STILL_S)]
    return [
        _rest(bottom_deg, 0.7),
        _go(bottom_deg, _UPRIGHT_DEG, 1.8),
        _rest(_UPRIGHT_DEG, 0.6),
        _walk(is_out=True),
    ]


def fidget(bottom_deg: float) -> list[Piece]:
    """Two small movements at the bottom, under a quarter of the usual range."""
    small = [
        piece
        for share in (1.0, 0.6)
        for piece in (
            _go(bottom_deg, bottom_deg - share * _FIDGET_DEG, 0.6),
            _go(bottom_deg - share * _FIDGET_DEG, bottom_deg, 0.7),
        )
    ]
    return [*small, _rest(bottom_deg, 0.5)]


def _adjust(bottom_deg: float) -> Iterator[Piece]:
    yield Piece(1.2, _hold(bottom_deg), "fidget", nod_deg=-14.0)
    yield Piece(1.0, _hold(bottom_deg), "fidget", shuffle_m=0.03)
    yield _go(bottom_deg, bottom_deg - 5.0, 0.7)
    yield _go(bottom_deg - 5.0, bottom_deg, 0.8)


def _hold(angle_deg: float) -> Course:
    return lambda t: np.full_like(t, angle_deg)


def _rest(angle_deg: float, duration_s: float) -> Piece:
    return Piece(duration_s, _hold(angle_deg), "rest")


def _go(from_deg: float, to_deg: float, duration_s: float) -> Piece:
    def course(t: FloatArray) -> FloatArray:
        return move(t, duration_s, start=(from_deg, 0.0), end=(to_deg, 0.0))

    return Piece(duration_s, course, "fidget")


def _walk(*, is_out: bool) -> Piece:
    ends = ((0.0, 0.0), (WALK_M, 0.0)) if is_out else ((WALK_M, 0.0), (0.0, 0.0))
    return Piece(
        _WALK_S,
        _hold(_UPRIGHT_DEG),
        "walk",
        aside=lambda t: move(t, _WALK_S, start=ends[0], end=ends[1]),
    )
