"""Questions in lay words: which section answers first, and which get no answer."""

from collections.abc import Iterator

import pytest

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.guide.search import GuideIndex

ANSWERED = [
    ("my lower back hurts afterwards", "safety.stop-today"),
    ("pain in the low back after training", "safety.stop-today"),
    ("is it ok to lean back at the top?", "faq.all-the-way-back"),
    ("should I go further back than straight", "faq.all-the-way-back"),
    ("how much weight should I use", "faq.how-heavy"),
    ("which muscles does it work", "faq.muscles-worked"),
    ("am I too new for this, is it for beginners?", "faq.beginners"),
    ("is it the same as a 45 degree back extension", "faq.same-as-45-degree"),
    ("will it make my lower back stronger", "faq.lower-back-strength"),
    ("should I squeeze my butt", "tips.use-the-glutes"),
    ("when do I breathe out", "tips.breathe-with-control"),
    ("when do I inhale", "tips.breathe-with-control"),
    ("how slow should I go down", "tips.control-the-lowering"),
    ("why is bouncing at the bottom bad", "rules.no-bounce"),
    ("can I swing the weight up", "tips.avoid-momentum"),
    ("where should I look", "execution.head-neutral"),
    ("where do I put my feet", "rules.feet-planted"),
    ("where does the chest pad go", "setup.torso-pad"),
    ("my ribs flare, what now", "tips.ribs-down"),
    ("is rounding my back bad", "tips.no-aggressive-rounding"),
    ("how many reps for strength", "goals.strength"),
    ("how many sets for muscle growth", "goals.hypertrophy"),
    ("reps for endurance", "goals.endurance"),
    ("warm up before deadlifts", "goals.warm-up"),
    ("my back hurts, should I stop", "safety.stop-today"),
    ("what if I feel dizzy", "safety.stop-today"),
    ("I had back surgery, can I do this", "safety.screening"),
    ("I am pregnant", "safety.screening"),
    ("chest pain while training", "safety.emergency"),
    ("what can I use at home instead of the machine", "equipment.45-degree-hyperextension-bench"),
    ("is a roman chair any good", "equipment.adjustable-roman-chair"),
    ("do I need a mat", "equipment.thick-exercise-mat"),
    ("should I tighten my abs", "setup.brace"),
    ("is this medical advice", "safety.not-medical-advice"),
    ("the machine jerks, is it too heavy", "safety.too-heavy"),
    ("can I rush the set up on a new machine", "setup.take-your-time"),
    ("when do I start the next rep", "rules.settle-before-next"),
]
UNANSWERED = [
    "what should I eat before training",
    "how do I squat",
    "best protein powder",
    "who won the world cup",
    "how to improve my bench press",
    "does running burn fat",
    "what is the weather today",
    "how do I cancel my subscription",
    "can I take creatine",
    "how do I do a pull-up",
    "what time does the gym open",
    "how to sleep better",
]


@pytest.fixture(scope="module")
def index() -> Iterator[GuideIndex]:
    with GuideIndex(load_exercise("lever-back-extension").exercise) as opened:
        yield opened


@pytest.mark.parametrize(("question", "section"), ANSWERED)
def test_the_section_that_answers_comes_first(index: GuideIndex, question: str, section: str) -> None:
    assert index.ask(question)[0].section.id == section


@pytest.mark.parametrize("question", UNANSWERED)
def test_what_the_guide_does_not_say_gets_no_answer(index: GuideIndex, question: str) -> None:
    assert index.ask(question) == ()


@pytest.mark.parametrize("question", ["", "?", "is it", '"', "a OR b NOT c* ^ NEAR(", "title:x", "\x00", "é" * 400])
def test_a_question_of_signs_or_of_nothing_is_no_error(index: GuideIndex, question: str) -> None:
    assert index.ask(question) == ()


def test_there_are_enough_questions() -> None:
    assert len(ANSWERED) >= 30
    assert len(UNANSWERED) >= 10
