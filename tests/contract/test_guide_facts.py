"""Every fact of the guide to the lever back extension is in its file.

Two tables: figures and names by their path in the file, and statements by their id with the words that carry the fact.
The words may stand in any order and form (their beginnings are looked for), so that texts can be improved and not lost.
"""

import re
from functools import cache

import pytest

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.exercises.schema import Exercise

VALUES: list[tuple[str, object]] = [
    ("name", "Lever back extension"),
    ("overview.body_part", "Lower back"),
    ("overview.primary_muscles", ("Erector spinae",)),
    (
        "overview.secondary_muscles",
        ("Glutes", "Hamstrings", "Deep spinal stabilizers", "Core stabilizers"),
    ),
    ("overview.equipment", "Lever back extension machine"),
    ("overview.difficulty", "Beginner to intermediate"),
    ("goals.endurance.sets.min", 2),
    ("goals.endurance.sets.max", 3),
    ("goals.endurance.repetitions.min", 12),
    ("goals.endurance.repetitions.max", 20),
    ("goals.endurance.load", "Light to moderate"),
    ("goals.strength.sets.min", 3),
    ("goals.strength.sets.max", 4),
    ("goals.strength.repetitions.min", 8),
    ("goals.strength.repetitions.max", 12),
    ("goals.hypertrophy.sets.min", 3),
    ("goals.hypertrophy.sets.max", 4),
    ("goals.hypertrophy.repetitions.min", 10),
    ("goals.hypertrophy.repetitions.max", 15),
    ("goals.warm-up.sets.min", 1),
    ("goals.warm-up.sets.max", 2),
    ("goals.warm-up.repetitions.min", 10),
    ("goals.warm-up.repetitions.max", 12),
    ("goals.warm-up.load", "Light"),
    ("goals.technique.sets.min", 2),
    ("goals.technique.sets.max", 2),
    ("goals.technique.repetitions.min", 8),
    ("goals.technique.repetitions.max", 10),
    # The lowering of 2 to 3 s that hypertrophy asks for, as prescribed, and the longer top hold of strength.
    ("goals.hypertrophy.tempo.eccentric_s", 3.0),
    ("goals.strength.tempo.top_hold_s", 1.2),
    # Beyond the guide: what each goal adds for planning.
    ("goals.endurance.tempo.concentric_s", 1.5),
    ("goals.endurance.tempo.top_hold_s", 0.7),
    ("goals.endurance.tempo.eccentric_s", 2.0),
    ("goals.endurance.tempo.bottom_hold_s", 0.5),
    ("goals.technique.tempo.concentric_s", 2.0),
    ("goals.technique.tempo.eccentric_s", 2.0),
    ("goals.endurance.rir.min", 3),
    ("goals.endurance.rir.max", 5),
    ("goals.strength.rir.min", 2),
    ("goals.strength.rir.max", 3),
    ("goals.hypertrophy.rir.min", 1),
    ("goals.hypertrophy.rir.max", 3),
    ("goals.warm-up.rir.min", 6),
    ("goals.technique.rir.min", 6),
    ("goals.endurance.percent_1rm.min", 55),
    ("goals.endurance.percent_1rm.max", 65),
    ("goals.strength.percent_1rm.min", 65),
    ("goals.strength.percent_1rm.max", 75),
    ("goals.hypertrophy.percent_1rm.min", 62),
    ("goals.hypertrophy.percent_1rm.max", 73),
    ("goals.warm-up.percent_1rm.max", 45),
    ("goals.technique.percent_1rm.max", 50),
    ("goals.endurance.rest_s.min", 60),
    ("goals.endurance.rest_s.max", 90),
    ("goals.strength.rest_s.min", 120),
    ("goals.strength.rest_s.max", 180),
    ("goals.hypertrophy.rest_s.min", 90),
    ("goals.hypertrophy.rest_s.max", 120),
    ("goals.warm-up.rest_s.min", 30),
    ("goals.warm-up.rest_s.max", 60),
    ("goals.technique.rest_s.min", 60),
    ("goals.technique.rest_s.max", 90),
    ("goals.endurance.sessions_per_week.min", 2),
    ("goals.strength.sessions_per_week.max", 2),
    ("goals.hypertrophy.sessions_per_week.max", 2),
    ("variants.standing.neutral", "straight-line"),
    ("variants.standing.expected_range", 60),
    ("variants.seated.neutral", "own-top"),
    ("variants.seated.expected_range", 55),
    ("equipment.back-extension-machine.name", "Back extension machine"),
    ("equipment.45-degree-hyperextension-bench.name", "45-degree hyperextension bench"),
    ("equipment.adjustable-roman-chair.name", "Adjustable Roman chair"),
    ("equipment.weight-plate.name", "Weight plate"),
    ("equipment.thick-exercise-mat.name", "Thick exercise mat"),
]

WORDS: list[tuple[str, str]] = [
    ("overview.0", "steady"),
    ("overview.0", "moderate"),
    ("overview.0", "deliberate"),
    ("overview.1", "not thrown upward"),
    ("overview.1", "drive hips"),
    ("overview.1", "spine long"),
    ("overview.2", "glutes hamstrings lower back"),
    ("overview.2", "no longer all stress itself"),
    ("overview.3", "starts slight forward flexion"),
    ("overview.3", "smoothly neutral"),
    ("overview.3", "neither drop nor bounce"),
    ("goals.endurance", "endurance light moderate"),
    ("goals.strength", "strength control"),
    ("goals.strength", "top briefly pause"),
    ("goals.hypertrophy", "2 to 3 seconds lower"),
    ("goals.warm-up", "activation light load"),
    ("goals.warm-up", "ahead deadlifts"),
    ("goals.warm-up", "ahead rows"),
    ("goals.warm-up", "ahead hip hinges"),
    ("goals.technique", "smooth tempo"),
    ("goals.technique", "neutral spine strict control"),
    ("progression.quality-first", "first control tempo quality range"),
    ("progression.then-load", "add resistance gradually only"),
    ("progression.then-load", "then load"),
    ("progression.then-load", "each repetition smooth"),
    ("setup.adjust-machine", "pad hips hinge comfortabl"),
    ("setup.adjust-machine", "nothing compress lower back"),
    ("setup.secure-lower-body", "feet firm platform"),
    ("setup.secure-lower-body", "hips stable support pads"),
    ("setup.torso-pad", "chest upper body pad support"),
    ("setup.torso-pad", "shoulders must not round"),
    ("setup.torso-pad", "behind the shoulders"),
    ("setup.brace", "tighten core lightly controlled hinge"),
    ("setup.brace", "not hold breath too early"),
    ("setup.start-forward", "torso slightly lowered"),
    ("setup.start-forward", "spine long"),
    ("setup.start-forward", "neck in line rest back"),
    ("setup.take-your-time", "hips spine move together"),
    ("setup.take-your-time", "adjustment not rush"),
    ("setup.take-your-time", "first machine"),
    ("execution.begin-lowered", "torso slightly forward"),
    ("execution.begin-lowered", "hips lower back control"),
    ("execution.start-smoothly", "smooth drive torso up"),
    ("execution.start-smoothly", "hips lower back extend together"),
    ("execution.head-neutral", "head neutral look torso"),
    ("execution.head-neutral", "neither chin up nor head drop"),
    ("execution.reach-neutral", "stop neutral"),
    ("execution.reach-neutral", "shoulders hips legs strong straight line"),
    ("execution.pause-briefly", "pause briefly"),
    ("execution.pause-briefly", "squeeze glutes light"),
    ("execution.pause-briefly", "lower back at work"),
    ("execution.pause-briefly", "no leaning too far back"),
    ("execution.lower-under-control", "control start slowly"),
    ("execution.lower-under-control", "posterior chain lengthens tension"),
    ("execution.repeat-cleanly", "machine settled torso stable"),
    ("execution.repeat-cleanly", "only then next repetition"),
    ("tips.stop-at-neutral", "stop neutral"),
    ("tips.stop-at-neutral", "leaning far back top"),
    ("tips.stop-at-neutral", "excessive hyperextension lower back irritated"),
    ("tips.control-the-lowering", "slow eccentric effective"),
    ("tips.control-the-lowering", "out bounce"),
    ("tips.use-the-glutes", "light squeeze top glutes"),
    ("tips.use-the-glutes", "lower back dominating"),
    ("tips.avoid-momentum", "momentum machine swinging"),
    ("tips.avoid-momentum", "torso snaps upward"),
    ("tips.avoid-momentum", "probably too heavy load"),
    ("tips.ribs-down", "ribs down over-flare"),
    ("tips.ribs-down", "controlled extension often lower-back crank"),
    ("tips.no-aggressive-rounding", "small lean forward fine"),
    ("tips.no-aggressive-rounding", "most lifters no need deep rounding spine"),
    ("tips.no-aggressive-rounding", "aggressive rounding out"),
    ("tips.breathe-with-control", "exhale up"),
    ("tips.breathe-with-control", "inhale down start"),
    ("tips.match-the-load", "endurance lighter resistance"),
    ("tips.match-the-load", "strength moderate resistance stricter pauses"),
    ("faq.muscles-worked", "which muscles"),
    ("faq.muscles-worked", "main erector spinae"),
    ("faq.muscles-worked", "along spine help extend back"),
    ("faq.muscles-worked", "glutes hamstrings assist"),
    ("faq.muscles-worked", "drive hips top neutral"),
    ("faq.lower-back-strength", "lower back stronger"),
    ("faq.lower-back-strength", "yes controlled"),
    ("faq.lower-back-strength", "endurance lower back"),
    ("faq.lower-back-strength", "stability spine"),
    ("faq.lower-back-strength", "strength posterior chain"),
    ("faq.lower-back-strength", "machine support easier practise"),
    ("faq.lower-back-strength", "hyperextension bench stands free balance"),
    ("faq.all-the-way-back", "as far back as"),
    ("faq.all-the-way-back", "no neutral alignment"),
    ("faq.all-the-way-back", "most people safest best"),
    ("faq.all-the-way-back", "far past may increase compression lower back"),
    ("faq.all-the-way-back", "little benefit"),
    ("faq.how-heavy", "how much weight"),
    ("faq.how-heavy", "smooth repetitions"),
    ("faq.how-heavy", "pause control"),
    ("faq.how-heavy", "slow lowering"),
    ("faq.how-heavy", "jerk too heavy"),
    ("faq.how-heavy", "lose neutral too heavy"),
    ("faq.beginners", "beginners"),
    ("faq.beginners", "yes adjusted correctly"),
    ("faq.beginners", "light resistance"),
    ("faq.beginners", "small controlled repetitions first"),
    ("faq.beginners", "more weight volume wait"),
    ("faq.same-as-45-degree", "same not quite"),
    ("faq.same-as-45-degree", "pattern similar"),
    ("faq.same-as-45-degree", "lever machine guides path resistance"),
    ("faq.same-as-45-degree", "45-degree bodyweight gravity direct"),
    ("faq.same-as-45-degree", "load more controlled"),
    ("equipment.back-extension-machine", "strength training lower back"),
    ("equipment.back-extension-machine", "posterior chain"),
    ("equipment.back-extension-machine", "home gym"),
    ("equipment.45-degree-hyperextension-bench", "practical alternative bodyweight back extensions"),
    ("equipment.45-degree-hyperextension-bench", "variations glutes"),
    ("equipment.adjustable-roman-chair", "back extensions"),
    ("equipment.adjustable-roman-chair", "side bends"),
    ("equipment.adjustable-roman-chair", "accessory posterior chain"),
    ("equipment.weight-plate", "progressing back extensions bodyweight easy"),
    ("equipment.thick-exercise-mat", "warm-ups"),
    ("equipment.thick-exercise-mat", "mobility drills"),
    ("equipment.thick-exercise-mat", "activating lower back floor"),
    ("equipment-advice.choose-what-fits", "space training level stability"),
    ("equipment-advice.technique-before-load", "heavy load technique consistent"),
    ("safety.not-medical-advice", "fitness information not medical advice"),
    ("safety.not-medical-advice", "met does not mean safe"),
    ("safety.screening", "recent back surgery clinician"),
    ("safety.screening", "pregnancy"),
    ("safety.screening", "osteoporosis"),
    ("safety.screening", "uncontrolled blood pressure"),
    ("safety.screening", "hernia"),
    ("safety.stop-today", "new rising pain 3 stop today"),
    ("safety.stop-today", "sharp radiating pain"),
    ("safety.stop-today", "numbness dizziness"),
    ("safety.emergency", "emergency care chest pain"),
    ("safety.emergency", "fainting breathlessness"),
    ("safety.emergency", "bladder bowel saddle"),
    ("safety.emergency", "weakness leg"),
    ("safety.too-heavy", "jerk lost neutral too much resistance"),
]


@cache
def load_lever() -> Exercise:
    return load_exercise("lever-back-extension").exercise


def get_value(path: str) -> object:
    exercise = load_lever()
    first, *rest = path.split(".")
    equipment = {piece.id: piece for piece in exercise.guide.equipment}
    item: object = equipment if first == "equipment" else getattr(exercise, first)
    for part in rest:
        item = item[part] if isinstance(item, dict) else getattr(item, part)
    return item


def collect_texts() -> dict[str, str]:
    exercise = load_lever()
    texts = {key: f"{item.title}. {item.text}" for key, item in exercise.statements().items()}
    texts |= {f"faq.{item.id}": f"{item.question} {item.answer}" for item in exercise.guide.faq}
    texts |= {f"equipment.{item.id}": ". ".join(item.uses) for item in exercise.guide.equipment}
    texts |= {f"goals.{key}": ". ".join([goal.name, goal.load, *goal.notes]) for key, goal in exercise.goals.items()}
    texts |= {f"overview.{i}": text for i, text in enumerate(exercise.overview.description)}
    return texts


@pytest.mark.parametrize(("path", "expected"), VALUES, ids=[path for path, _ in VALUES])
def test_figure_or_name_of_the_guide_is_in_the_file(path: str, expected: object) -> None:
    assert get_value(path) == expected


@pytest.mark.parametrize(("key", "words"), WORDS, ids=[f"{key}: {words}" for key, words in WORDS])
def test_fact_of_the_guide_is_in_its_statement(key: str, words: str) -> None:
    text = collect_texts()[key].lower()
    missing = [word for word in words.split() if not re.search(rf"\b{re.escape(word)}", text)]
    assert missing == [], f"{key} says: {text}"


def test_every_text_of_the_guide_has_a_fact_in_the_table() -> None:
    assert sorted({key for key, _ in WORDS}) == sorted(collect_texts())


def test_guide_has_five_goals_six_questions_and_five_pieces_of_equipment() -> None:
    exercise = load_lever()
    assert list(exercise.goals) == ["endurance", "strength", "hypertrophy", "warm-up", "technique"]
    assert len(exercise.guide.faq) == 6
    assert len(exercise.guide.equipment) == 5


def test_steps_keep_the_order_of_the_guide() -> None:
    guide = load_lever().guide
    assert [item.id for item in guide.setup] == [
        "adjust-machine",
        "secure-lower-body",
        "torso-pad",
        "brace",
        "start-forward",
        "take-your-time",
    ]
    assert [item.id for item in guide.execution] == [
        "begin-lowered",
        "start-smoothly",
        "head-neutral",
        "reach-neutral",
        "pause-briefly",
        "lower-under-control",
        "repeat-cleanly",
    ]


def test_hypertrophy_lowers_in_two_to_three_seconds_by_its_rule_too() -> None:
    rule = next(rule for rule in load_lever().rules if rule.id == "controlled-lowering")
    override = next(item for item in rule.checks[0].overrides if item.when.goal == ("hypertrophy",))
    assert override.aim is not None
    assert (override.aim.min, override.aim.max) == (2.0, 3.5)
