from validation.matrix.cast import BODIES, GYMS, OUTFITS
from validation.matrix.cells import list_sets
from validation.motion.moves import FAULTS, Strength

SETS = list_sets()


def find_conditions(group: str) -> set[str]:
    return {dict(plan.strata)[group] for plan in SETS if group in dict(plan.strata)}


def test_names_and_keys_are_each_set_s_own() -> None:
    assert len({plan.name for plan in SETS}) == len(SETS)
    assert len({plan.compute_key() for plan in SETS}) == len(SETS)


def test_the_same_seed_gives_the_same_sets_and_another_one_others() -> None:
    assert list_sets() == SETS
    assert list_sets(7) != SETS


def test_every_fault_is_there_at_every_strength() -> None:
    given = {(fault.kind, fault.strength) for plan in SETS for faults in plan.faults for fault in faults}
    assert given == {(kind, strength) for kind in FAULTS for strength in Strength}


def test_two_faults_in_one_repetition_are_there() -> None:
    assert any(len(faults) == 2 for plan in SETS for faults in plan.faults)


def test_every_condition_of_the_matrix_is_there() -> None:
    assert len(BODIES) >= 8
    assert find_conditions("body") == set(BODIES)
    assert {plan.outfit for plan in SETS} == set(OUTFITS)
    assert {plan.gym for plan in SETS} == set(GYMS)
    yaws = {f"yaw {yaw:+d}" for yaw in (-90, -60, -40, -30, -20, -10, 10, 20, 30, 40, 60, 90)}
    assert yaws <= find_conditions("camera")
    assert {"lever near", "hip hidden", "far side hidden", "arms crossed", "arms handles"} <= find_conditions("machine")
    assert {
        "15 fps",
        "30 fps",
        "60 fps",
        "variable rate",
        "dim",
        "noisy",
        "compressed",
        "motion blur",
    } == find_conditions("footage")
    assert find_conditions("facing") == {"left", "right"}
    assert {
        "bystander behind",
        "bystander in front",
        "fidgets",
        "adjusting",
        "racking",
        "nothing lifted",
    } <= find_conditions("around")
    assert {len(plan.faults) for plan in SETS} >= {0, 1, 12, 20}


def test_only_views_beyond_thirty_degrees_must_be_refused() -> None:
    assert all(plan.is_judgeable == (abs(plan.camera.yaw_deg) <= 30.0) for plan in SETS)


def test_any_beginning_of_the_list_is_a_mixture() -> None:
    groups = {dict(plan.strata)["group"] for plan in SETS}
    assert len({dict(plan.strata)["group"] for plan in SETS[:30]}) == len(groups)


def test_the_small_part_is_small_and_has_what_must_be_refused_and_what_must_not_be_counted() -> None:
    sample = [plan for plan in SETS if plan.in_sample]
    assert 6 <= len(sample) <= 8
    assert any(not plan.is_judgeable for plan in sample)
    assert any(not plan.faults for plan in sample)
    assert {plan.variant for plan in sample} == {"standing", "seated"}
