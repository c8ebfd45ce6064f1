"""The strip's words fit and are in signs that its font holds."""

import numpy as np
import pytest

from cleanrep.model.repetition import Phase
from cleanrep.report.caption import CaptionStrip, spell_ascii, write_caption
from cleanrep.report.drawing import AMBER, QUIET, RED
from cleanrep.report.timeline import Moment

MOMENT = Moment(Phase.ECCENTRIC, 1.24, None, 3, 2, None, None, is_critical=False)


def moment_with(cue: str | None, *, is_critical: bool = False, set_index: int | None = None) -> Moment:
    return Moment(Phase.TOP_HOLD, 0.5, set_index, 1, 0, None, cue, is_critical=is_critical)


def test_phase_and_counts_are_said() -> None:
    text = write_caption(MOMENT, n_chars=40)
    assert (text.phase, text.count, text.detail) == ("down 1.2 s", "2 clean / 3", ())


def test_set_is_named_where_there_are_several() -> None:
    assert write_caption(moment_with(None, set_index=2), n_chars=40).count == "set 2:  0 clean / 1"


def test_cue_takes_two_lines_at_most() -> None:
    text = write_caption(moment_with("Stop when " * 40), n_chars=30)
    assert len(text.detail) == 2
    assert max(len(line) for line in text.detail) <= 30


@pytest.mark.parametrize(("is_critical", "color"), [(True, RED), (False, AMBER)])
def test_only_a_critical_cue_is_red(*, is_critical: bool, color: tuple[int, int, int]) -> None:
    assert write_caption(moment_with("Slow down.", is_critical=is_critical), n_chars=30).detail_color == color
    assert write_caption(MOMENT, n_chars=30).detail_color == QUIET


def test_signs_that_the_font_lacks_are_spelt() -> None:
    assert spell_ascii("18° – «é»\x1b") == "18 deg - ?e?"


@pytest.mark.parametrize("width_px", [16, 64, 640, 1280])
def test_strip_has_the_width_asked_for_and_an_even_height(width_px: int) -> None:
    strip = CaptionStrip(width_px)
    picture = strip.draw(moment_with("Stop when shoulders, hips and legs line up."))
    assert picture.shape == (strip.height_px, width_px, 3)
    assert strip.height_px % 2 == 0


def test_same_words_are_not_drawn_again() -> None:
    strip = CaptionStrip(320)
    first = strip.draw(MOMENT)
    assert strip.draw(MOMENT) is first
    assert not np.array_equal(strip.draw(moment_with("Slow down.")), first)
