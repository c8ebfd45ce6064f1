"""QR codes for terminal and page."""

import io

import segno
from markupsafe import Markup


def draw_svg(text: str) -> Markup:
    """An inline SVG in the colour of the text around it."""
    file = io.BytesIO()
    segno.make(text, error="m").save(
        file, kind="svg", xmldecl=False, svgns=True, border=2, omitsize=True, dark="#000000", light="#ffffff"
    )
    return Markup(file.getvalue().decode("utf-8"))  # noqa: S704 - drawn here, holds no text


def draw_terminal(text: str) -> str:
    """Lines of half blocks for a terminal."""
    file = io.StringIO()
    segno.make(text, error="l").terminal(file, border=2, compact=True)
    return file.getvalue()
