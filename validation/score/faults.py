"""Which rules show which fault."""

from typing import Final

FAULT_RULES: Final[dict[str, frozenset[str]]] = {
    "hyperext": frozenset({"stop-at-neutral"}),
    "fast_lower": frozenset({"controlled-lowering"}),
    "dropped": frozenset({"controlled-lowering"}),
    "bounce": frozenset({"no-bounce"}),
    "jerky": frozenset({"no-momentum"}),
    "yanked": frozenset({"smooth-start"}),
    "stutter": frozenset({"steady-lift"}),
    "partial": frozenset({"reach-neutral", "full-range"}),
    "deep": frozenset({"start-lowered"}),
    "shallow": frozenset({"start-lowered", "full-range"}),
    "no_pause": frozenset({"pause-at-top"}),
    "head_back": frozenset({"head-neutral"}),
    "chin_down": frozenset({"head-neutral"}),
    "rounded": frozenset({"long-spine"}),
    "rib_flare": frozenset({"ribs-down"}),
    "hip_slide": frozenset({"hips-stable"}),
    "heels_up": frozenset({"feet-planted"}),
    "unsettled": frozenset({"settle-before-next"}),
}
"""Rules of which one must say ``not_met`` when the fault is clear."""

FAULTS_OF_THE_BOTTOM: Final = frozenset({"deep", "shallow"})
"""They change where a lowering ends, so the repetition after shows them too."""
FAULTS_BEFORE_THE_NEXT: Final = frozenset({"deep", "bounce", "unsettled"})
"""They show in the next lift or in how it is begun: the last repetition of a set cannot have them."""
