"""The strip below the annotated video: phase, count and clean count, the tempo of the last repetition or a cue.

Decides layout and type size, so that it can be read on a phone. A strip is drawn anew only when its words change.
"""

import textwrap
import unicodedata
from dataclasses import dataclass

import numpy as np

from cleanrep.model.arrays import ImageArray
from cleanrep.report.drawing import AMBER, INK, NEAR, PAPER, QUIET, RED, Color, draw_text, measure_text
from cleanrep.report.timeline import Moment
from cleanrep.report.wording import PHASE_WORDS

_MAX_CUE_CHARS = 120
_SIGNS = str.maketrans({"°": " deg", "±": "+-", "–": "-", "—": "-", "’": "'", "“": '"', "”": '"', "…": "..."})


@dataclass(frozen=True, slots=True)
class CaptionText:
    """Words of a strip; equal words make the same picture."""

    phase: str
    count: str
    detail: tuple[str, ...]
    detail_color: Color


def write_caption(moment: Moment, *, n_chars: int) -> CaptionText:
    """Choose the words for a moment.

    Parameters
    ----------
    moment : Moment
        State of the set.
    n_chars : int
        Characters that fit into a line of the detail; a cue takes at most two lines.
    """
    phase = "" if moment.phase is None else f"{PHASE_WORDS[moment.phase]} {moment.phase_s:.1f} s"
    count = f"{moment.n_clean} clean / {moment.n_done}"
    if moment.set_index is not None:
        count = f"set {moment.set_index}:  {count}"
    if moment.cue is not None:
        lines = textwrap.wrap(spell_ascii(moment.cue), n_chars, max_lines=2, placeholder=" ...")
        return CaptionText(phase, count, tuple(lines), RED if moment.is_critical else AMBER)
    if moment.last is None:
        return CaptionText(phase, count, (), QUIET)
    last = moment.last
    tempo = f"last rep: up {last.concentric_s:.1f}  top {last.top_hold_s:.1f}  down {last.eccentric_s:.1f} s"
    return CaptionText(phase, count, (tempo,), QUIET)


def spell_ascii(text: str) -> str:
    """Text in the signs that OpenCV's fonts hold; accents are dropped, other signs become a question mark."""
    bare = unicodedata.normalize("NFKD", text[:_MAX_CUE_CHARS].translate(_SIGNS))
    bare = "".join(char for char in bare if not unicodedata.combining(char) and char.isprintable())
    return bare.encode("ascii", "replace").decode("ascii")


class CaptionStrip:
    """Pictures of the strip for one width; keeps the last one.

    Parameters
    ----------
    width_px : int
        Width of the video.
    """

    def __init__(self, width_px: int) -> None:
        self._width_px = width_px
        unit = max(width_px / 640, 0.4)
        self._large_px, self._small_px = 22 * unit, 15 * unit
        self._pad_px = 14 * unit
        self.height_px = 2 * round((3 * self._pad_px + self._large_px + 2.5 * self._small_px) / 2)
        self._n_chars = max(int((width_px - 4 * self._pad_px) / measure_text("n", self._small_px)), 10)
        self._text: CaptionText | None = None
        self._picture: ImageArray = np.zeros((self.height_px, width_px, 3), np.uint8)

    def draw(self, moment: Moment) -> ImageArray:
        """Picture (height_px, width, 3) of a moment; not to be changed by the caller."""
        text = write_caption(moment, n_chars=self._n_chars)
        if text != self._text:
            self._text, self._picture = text, self._render(text)
        return self._picture

    def _render(self, text: CaptionText) -> ImageArray:
        picture: ImageArray = np.full((self.height_px, self._width_px, 3), INK, np.uint8)
        base = self._pad_px + self._large_px
        draw_text(picture, text.phase, (self._pad_px, base), height_px=self._large_px, color=NEAR)
        right = self._width_px - self._pad_px - measure_text(text.count, self._large_px)
        draw_text(picture, text.count, (right, base), height_px=self._large_px, color=PAPER)
        left = self._pad_px
        if text.detail and text.detail_color != QUIET:
            picture[round(base + self._pad_px * 0.8) : -round(self._pad_px * 0.5), round(left) : round(left * 1.4)] = (
                text.detail_color
            )
            left *= 2
        for line in text.detail:
            base += self._small_px * 1.55
            color = QUIET if text.detail_color == QUIET else PAPER
            draw_text(picture, line, (left, base + self._pad_px * 0.3), height_px=self._small_px, color=color)
        return picture
