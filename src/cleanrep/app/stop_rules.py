"""When to stop today and when to get help: what a lifter reports against the exercise's own safety text."""

from enum import StrEnum

from cleanrep.app.request import find_exercise, find_user_folder
from cleanrep.exercises.catalogue import find_exercises

PAIN_LIMIT = 3
"""Of 10: new or rising pain from here on ends the session (the exercise's safety text)."""
_FALLBACK = "lever-back-extension"


class StopReason(StrEnum):
    """What ends a session."""

    PAIN = "pain"
    SHARP_PAIN = "sharp-pain"
    NUMBNESS = "numbness"
    DIZZINESS = "dizziness"
    EMERGENCY = "emergency"


def find_stop_reasons(pain: int | None, reported: tuple[StopReason, ...]) -> tuple[StopReason, ...]:
    """Reasons to stop, of what a lifter says; none: go on."""
    by_pain = (StopReason.PAIN,) if pain is not None and pain >= PAIN_LIMIT else ()
    return tuple(dict.fromkeys((*reported, *by_pain)))


def read_stop_text(exercise: str, reasons: tuple[StopReason, ...]) -> tuple[str, ...]:
    """What the exercise file says to do, the most urgent first; empty without a reason."""
    if not reasons:
        return ()
    known = exercise if exercise in find_exercises(find_user_folder()) else _FALLBACK
    safety = {item.id: item for item in find_exercise(known).exercise.guide.safety}
    wanted = ["emergency"] if StopReason.EMERGENCY in reasons else ["stop-today", "emergency"]
    return tuple(f"{safety[name].title}. {safety[name].text}" for name in wanted if name in safety)
