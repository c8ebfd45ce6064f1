"""Which equipment fits a lifter's room, level and need for stability, with the reasons from the guide."""

from dataclasses import dataclass
from typing import Literal

from cleanrep.exercises.fields import Level
from cleanrep.exercises.schema import EquipmentItem, Exercise

Space = Literal["small", "medium", "large"]
Stability = Literal["low", "medium", "high"]
_SIZES = ("small", "medium", "large")
_STEADINESS = ("low", "medium", "high")


@dataclass(frozen=True, slots=True)
class GearNeeds:
    """What a lifter has and needs; None: does not matter."""

    space: Space | None = None
    level: Level | None = None
    stability: Stability | None = None


@dataclass(frozen=True, slots=True)
class RankedGear:
    """A piece of equipment and why it stands where it stands.

    Attributes
    ----------
    fits, misses : tuple[str, ...]
        Needs that it meets, and that it does not.
    """

    item: EquipmentItem
    fits: tuple[str, ...]
    misses: tuple[str, ...]

    @property
    def is_fitting(self) -> bool:
        """Every need is met."""
        return not self.misses


def rank_gear(exercise: Exercise, needs: GearNeeds) -> tuple[RankedGear, ...]:
    """All equipment, the best fit first: fewest unmet needs, then steadiest, then least room."""
    ranked = [_hold(item, needs) for item in exercise.guide.equipment]
    return tuple(
        sorted(
            ranked,
            key=lambda gear: (
                len(gear.misses),
                -_STEADINESS.index(gear.item.stability),
                _SIZES.index(gear.item.space),
            ),
        )
    )


def list_warnings(exercise: Exercise, needs: GearNeeds) -> tuple[str, ...]:
    """What to mind: the guide's advice, and for a beginner plainly not to load heavily yet."""
    advice = tuple(f"{item.title}: {item.text}" for item in exercise.guide.equipment_advice)
    if needs.level == "beginner":
        return (*advice, "As a beginner leave added weight for later: first the same clean reps in every set.")
    return advice


def _hold(item: EquipmentItem, needs: GearNeeds) -> RankedGear:
    checks: list[tuple[bool, str, str]] = []
    if needs.space is not None:
        is_met = _SIZES.index(item.space) <= _SIZES.index(needs.space)
        checks.append((is_met, f"fits a {needs.space} space", f"needs a {item.space} space"))
    if needs.level is not None:
        levels = " or ".join(item.level)
        checks.append((needs.level in item.level, f"suits the level {needs.level}", f"is for {levels} lifters"))
    if needs.stability is not None:
        is_met = _STEADINESS.index(item.stability) >= _STEADINESS.index(needs.stability)
        checks.append((is_met, f"steadies you ({item.stability})", f"steadies you too little ({item.stability})"))
    fits = tuple(good for is_met, good, _ in checks if is_met)
    return RankedGear(item, fits, tuple(poor for is_met, _, poor in checks if not is_met))
