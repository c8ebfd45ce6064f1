import re

from cleanrep.exercises.catalogue import load_exercise
from cleanrep.guide.page import render_card, render_guide
from cleanrep.guide.sections import choose_sections

LEVER = load_exercise("lever-back-extension").exercise


def test_the_page_holds_every_section_and_no_script() -> None:
    sections = choose_sections(LEVER)
    page = render_guide(LEVER, sections)
    assert re.findall(r'<article id="([^"]+)"', page) == [section.id for section in sections]
    assert "<script" not in page
    assert "default-src &#39;none&#39;" in page


def test_a_strangers_text_is_escaped() -> None:
    hostile = LEVER.model_copy(update={"summary": "<img src=x onerror=alert(1)>"})
    for page in (render_guide(hostile, ()), render_card(hostile)):
        assert "<img" not in page
        assert "&lt;img" in page


def test_the_card_holds_steps_critical_rules_goals_and_when_to_stop() -> None:
    card = render_card(LEVER)
    critical = [rule.title for rule in LEVER.rules if rule.importance == "critical"]
    for text in [*critical, "Adjust the machine", "Repeat cleanly", "Emergency care, now", "@page", "Hypertrophy"]:
        assert text in card
