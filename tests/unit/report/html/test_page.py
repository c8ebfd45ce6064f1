"""The page is one safe file, and its colours can be read."""

import base64
import hashlib
import json
import re
from html.parser import HTMLParser
from importlib import resources

import pytest

from cleanrep.report.html.page import render_page
from cleanrep.report.pictures import Pictures
from cleanrep.testing.sample_exercise import make_exercise
from cleanrep.testing.sample_report import SamplePlan, make_set_report


def render(plan: SamplePlan | None = None, *, video_name: str | None = "annotated.mp4") -> str:
    return "".join(render_page(make_set_report(plan), make_exercise(), pictures=Pictures(), video_name=video_name))


class Elements(HTMLParser):
    """Collects tags with their attributes, and the text of scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.texts: dict[str, list[str]] = {"script": [], "style": []}
        self._inside: str | None = None
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))
        self._inside = tag if tag in self.texts else None

    def handle_data(self, data: str) -> None:
        if self._inside:
            self.texts[self._inside].append(data)

    def handle_endtag(self, tag: str) -> None:
        if tag == self._inside:
            self._inside = None


HOSTILE = '"><img src=x onerror=alert(1)></title></script><script>alert(2)</script>.mp4'


def test_hostile_file_name_becomes_text() -> None:
    harmless, hostile = Elements(render()), Elements(render(SamplePlan(video_name=HOSTILE)))
    assert [tag for tag, _ in hostile.tags] == [tag for tag, _ in harmless.tags]
    assert not [attrs for _, attrs in hostile.tags if any(name.startswith("on") for name in attrs)]


def test_figures_cannot_end_their_script() -> None:
    plan = SamplePlan()
    text = Elements(render(plan)).texts["script"][0]
    assert not set("<>&") & set(text)
    assert len(json.loads(text)["repetitions"]) == 5


def test_hostile_exercise_texts_become_text() -> None:
    content = make_exercise().model_dump(mode="json", by_alias=True)
    content["name"] = content["rules"][0]["title"] = content["rules"][0]["statement"] = "</script><b onclick=x>"
    exercise = type(make_exercise()).model_validate(content)
    page = "".join(render_page(make_set_report(), exercise, pictures=Pictures(), video_name=None))
    assert "<b onclick" not in page


def test_policy_allows_the_page_s_own_scripts_and_styles_only() -> None:
    page = Elements(render())
    policy = next(a["content"] for t, a in page.tags if t == "meta" and a.get("http-equiv")) or ""
    for kind, text in (("script", page.texts["script"][1]), ("style", page.texts["style"][0])):
        digest = base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()
        assert f"{kind}-src 'sha256-{digest}'" in policy
    assert policy.startswith("default-src 'none'")
    assert "connect-src 'none'" in policy
    assert "unsafe" not in policy
    assert "http" not in policy


def test_page_refers_to_nothing_but_its_video() -> None:
    links = [
        value
        for _, attrs in Elements(render()).tags
        for name, value in attrs.items()
        if name in {"src", "href", "srcset", "action", "poster"}
    ]
    assert [link for link in links if link and not link.startswith(("#", "data:"))] == ["annotated.mp4"]


def test_every_link_within_the_page_leads_to_one_place() -> None:
    tags = Elements(render()).tags
    links = {(attrs["href"] or "")[1:] for tag, attrs in tags if tag == "a"}
    assert "answer-stop-at-neutral" in links
    assert {link: sum(attrs.get("id") == link for _, attrs in tags) for link in links} == dict.fromkeys(links, 1)


def test_page_uses_no_style_attribute_that_its_policy_would_refuse() -> None:
    assert not [attrs for _, attrs in Elements(render()).tags if "style" in attrs]


def test_page_without_video_has_no_player() -> None:
    assert "video" not in {tag for tag, _ in Elements(render(video_name=None)).tags}


@pytest.mark.parametrize(
    "plan",
    [
        SamplePlan(tops_deg=()),
        SamplePlan(is_suitable=False),
        SamplePlan(tops_deg=(0.0, 0.0), set_indices=(1, 2)),
        SamplePlan(frame_rate_hz=240.0),
    ],
)
def test_every_kind_of_report_has_a_page(plan: SamplePlan) -> None:
    page = render(plan)
    assert page.startswith("<!doctype html>")
    json.loads(Elements(page).texts["script"][0])


def test_unjudged_set_does_not_claim_that_nothing_was_clean() -> None:
    page = render(SamplePlan(is_suitable=False))
    assert "reps, clean: can't tell" in page
    assert "This recording does not allow a verdict." in page


def test_texts_are_readable_on_both_grounds() -> None:
    css = (resources.files("cleanrep.report.html") / "assets" / "page.css").read_text(encoding="utf-8")
    themes = re.findall(r":root(?:\[data-theme=\"dark\"\]|:not\([^)]*\))? \{(.*?)\}", css, flags=re.DOTALL)[:3]
    assert len(themes) == 3
    for theme in themes:
        colors = dict(re.findall(r"--([\w-]+): (#[0-9a-f]{6})", theme))
        for name in ("ink", "quiet", "accent", "amber", "red"):
            assert contrast(colors[name], colors["ground"]) >= 4.5, name
        assert contrast(colors["quiet"], colors["soft"]) >= 4.5


def contrast(a: str, b: str) -> float:
    """Contrast ratio of two colours (WCAG 2.2, definition of relative luminance)."""
    high, low = sorted((luminance(a), luminance(b)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def luminance(color: str) -> float:
    channels = [int(color[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    linear = [c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def test_vendored_files_carry_their_licence() -> None:
    folder = resources.files("cleanrep.report.html") / "vendor"
    assert "Permission is hereby granted" in (folder / "uPlot.LICENSE").read_text(encoding="utf-8")
    assert "1.6.32" in (folder / "README.md").read_text(encoding="utf-8")
