from cleanrep.exercises.catalogue import load_exercise
from cleanrep.guide.gear import GearNeeds, list_warnings, rank_gear

LEVER = load_exercise("lever-back-extension").exercise


def test_what_meets_every_need_comes_first_with_its_reasons() -> None:
    best, *others = rank_gear(LEVER, GearNeeds(space="small", level="beginner", stability="high"))
    assert best.item.id == "thick-exercise-mat"
    assert best.is_fitting
    assert len(best.fits) == 3
    assert all(not gear.is_fitting for gear in others)


def test_with_room_and_a_need_for_stability_the_machine_comes_first() -> None:
    ranked = rank_gear(LEVER, GearNeeds(space="large", level="beginner", stability="high"))
    assert "back-extension-machine" in {gear.item.id for gear in ranked if gear.is_fitting}


def test_unmet_needs_are_named() -> None:
    ranked = {gear.item.id: gear for gear in rank_gear(LEVER, GearNeeds(space="small", level="beginner"))}
    assert ranked["adjustable-roman-chair"].misses == (
        "needs a medium space",
        "is for intermediate or advanced lifters",
    )


def test_without_needs_everything_fits() -> None:
    assert all(gear.is_fitting for gear in rank_gear(LEVER, GearNeeds()))


def test_a_beginner_is_warned_of_heavy_loads_before_technique() -> None:
    warnings = " ".join(list_warnings(LEVER, GearNeeds(level="beginner")))
    assert "Keep heavy loading for the time when your technique is" in warnings
    assert "beginner" in warnings
    assert len(list_warnings(LEVER, GearNeeds(level="advanced"))) == 2
