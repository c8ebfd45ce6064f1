"""Which rule shows which fault, and how a repetition stands to a rule in truth."""

from enum import StrEnum

from validation.scoring.truth import TrueRepetition

ANGLE_RULES = frozenset(
    {"start-lowered", "reach-neutral", "stop-at-neutral", "full-range", "head-neutral", "long-spine"}
)
FAULT_RULES: dict[str, frozenset[str]] = {
    "hyperext": frozenset({"stop-at-neutral"}),
    "fast_lower": frozenset({"controlled-lowering"}),
    "dropped": frozenset({"controlled-lowering"}),
    "bounce": frozenset({"no-bounce", "settle-before-next"}),
    "jerky": frozenset({"no-momentum"}),
    "yanked": frozenset({"smooth-start"}),
    "stutter": frozenset({"steady-lift"}),
    "partial": frozenset({"reach-neutral", "full-range"}),
    "no_pause": frozenset({"pause-at-top"}),
    "head_back": frozenset({"head-neutral"}),
    "chin_down": frozenset({"head-neutral"}),
    "rounded": frozenset({"long-spine"}),
    "rib_flare": frozenset({"ribs-down"}),
    "hip_slide": frozenset({"hips-stable"}),
    "heels_up": frozenset({"feet-planted"}),
    "unsettled": frozenset({"settle-before-next"}),
}
"""Rules of which one must not be met when the fault is clear."""
NEXT_FAULT_RULES: dict[str, frozenset[str]] = {
    "deep": frozenset({"start-lowered"}),
    "shallow": frozenset({"start-lowered"}),
}
"""Faults of the bottom that show in the start of the next repetition."""
AFTER_RULES: dict[str, frozenset[str]] = {
    "bounce": frozenset({"no-bounce", "settle-before-next", "start-lowered", "smooth-start", "no-momentum"}),
    "deep": frozenset({"start-lowered", "full-range"}),
    "shallow": frozenset({"start-lowered", "full-range", "reach-neutral"}),
}
"""Rules that a fault spoils in the clean repetition after it."""


class Standing(StrEnum):
    """How a repetition stands to a rule."""

    CLEAN = "clean"
    """No fault in it, or only such as stay within the aim: the rule must not say ``not_met``."""
    UNDER = "under"
    """A fault of this rule within the aim."""
    BETWEEN = "between"
    """A fault of this rule between aim and fault limit: any verdict may be right."""
    CLEAR = "clear"
    """A fault of this rule past the fault limit: one of its rules must say ``not_met``."""
    OTHER = "other"
    """A fault of another rule, which may touch this one."""


def find_standing(
    rule: str, true: TrueRepetition, before: TrueRepetition | None, *, variant: str
) -> tuple[Standing, str | None]:
    """How a repetition stands to a rule, with the kind of the fault that this rule shows.

    Parameters
    ----------
    before : TrueRepetition or None
        The repetition before it in the set.
    """
    for kind, strength in true.faults:
        if rule in FAULT_RULES.get(kind, frozenset()):
            return Standing(strength), kind
    for kind, strength in before.faults if before else ():
        if rule in NEXT_FAULT_RULES.get(kind, frozenset()):
            return Standing(strength), kind
        if rule in AFTER_RULES.get(kind, frozenset()):
            return Standing.OTHER, None
    if any(strength != Standing.UNDER for _, strength in true.faults):
        return Standing.OTHER, None
    # Seated, neutral is the set's own top, which says nothing about how far forward the lift began.
    if variant == "seated" and rule == "start-lowered":
        return Standing.OTHER, None
    return Standing.CLEAN, None
