"""What the templates' small parts say."""

from types import SimpleNamespace

import pytest
from jinja2 import Environment, PackageLoader


@pytest.mark.parametrize(
    ("times_s", "expected"),
    [
        ((1.8, 1.0, 2.64), "1.8-1.0-2.6"),
        ((1.8, None, 0.0), "1.8-?-0.0"),
        ((None, None, None), "–"),
    ],
)
def test_a_tempo_leaves_open_what_was_not_measured(times_s: tuple[float | None, ...], expected: str) -> None:
    environment = Environment(loader=PackageLoader("cleanrep.web"), autoescape=True, trim_blocks=True)
    environment.filters |= {"subject": str, "when": str}
    names = ("concentric_s", "top_hold_s", "eccentric_s")
    item = SimpleNamespace(**dict(zip(names, times_s, strict=True)))
    page = environment.from_string('{% from "marks.html.j2" import tempo %}{{ tempo(item) | trim }}')
    assert page.render(item=item) == expected
