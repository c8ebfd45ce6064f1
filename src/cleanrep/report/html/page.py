"""Put the report page together: template, style sheet, scripts and figures in one file.

Decides the page's safety: the template escapes everything, the figures cannot end their script element, and a
content-security policy lets run only the scripts and styles that are in the file and forbids every connection.
"""

import base64
import hashlib
import json
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

from jinja2 import Environment, PackageLoader, StrictUndefined
from markupsafe import Markup

from cleanrep.exercises.schema import Exercise
from cleanrep.model.report import SetReport
from cleanrep.report.html.content import PageContent, make_content
from cleanrep.report.html.curves import CURVE_HEIGHT, CURVE_WIDTH, find_neutral_band, thin_trace
from cleanrep.report.pictures import Pictures

_STYLES = ("vendor/uPlot.min.css", "assets/page.css")
_SCRIPTS = ("vendor/uPlot.iife.min.js", "assets/plot.js", "assets/player.js", "assets/page.js")


def render_page(report: SetReport, exercise: Exercise, *, pictures: Pictures, video_name: str | None) -> Iterator[str]:
    """Give the report page in parts, so that it need not be held as a whole: long recordings make pages of megabytes.

    Parameters
    ----------
    report : SetReport
        The analysis; every text in it may be hostile.
    exercise : Exercise
        Its exercise; may be a stranger's.
    pictures : Pictures
        Key frames, and the time at which the annotated video starts.
    video_name : str or None
        File name of the annotated video beside the page; None when there is none.

    Yields
    ------
    str
        Together an HTML document for UTF-8.
    """
    content = make_content(report, exercise, pictures)
    template = _load_environment().get_template("report.html.j2")
    yield from template.generate(
        content=content,
        report=report,
        assets=_load_assets(),
        figures=_embed_json(_gather_figures(report, exercise, content, pictures=pictures)),
        video_name=video_name,
        curve_width=CURVE_WIDTH,
        curve_height=CURVE_HEIGHT,
    )


@dataclass(frozen=True, slots=True)
class _Assets:
    style: Markup
    script: Markup
    policy: str


@cache
def _load_assets() -> _Assets:
    style, script = _join_files(_STYLES), _join_files(_SCRIPTS)
    policy = (
        "default-src 'none'; "
        f"script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; media-src 'self' file: data:; connect-src 'none'; base-uri 'none'; form-action 'none'"
    )
    return _Assets(_mark_safe(style), _mark_safe(script), policy)


def _join_files(names: tuple[str, ...]) -> str:
    folder = resources.files("cleanrep.report.html")
    return "\n".join((folder / name).read_text(encoding="utf-8") for name in names)


def _hash(text: str) -> str:
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


@cache
def _load_environment() -> Environment:
    return Environment(
        loader=PackageLoader("cleanrep.report.html", "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def _gather_figures(
    report: SetReport, exercise: Exercise, content: PageContent, *, pictures: Pictures
) -> dict[str, object]:
    times, angles = thin_trace(report.trace)
    return {
        "time_s": times,
        "angle_deg": angles,
        "is_top_up": exercise.phase_signal.concentric == "decreasing",
        "neutral_deg": find_neutral_band(report) if report.is_judged else None,
        "video_start_s": pictures.video_start_s or 0.0,
        "frame_s": 1.0 / report.source.frame_rate_hz if report.source.frame_rate_hz > 0 else 0.04,
        "repetitions": [
            {
                "index": r.index,
                "set": r.set_index,
                "level": shown.level,
                "times_s": [
                    r.times.start_s,
                    r.times.top_start_s,
                    r.times.top_end_s,
                    r.times.end_s,
                    r.times.next_start_s,
                ],
                "faults": [
                    {"time_s": f.time_s, "text": f.text.split(" (")[0], "level": f.level}
                    for f in shown.findings
                    if f.level in {"critical", "fault"} and f.time_s is not None
                ],
            }
            for r, shown in zip(report.repetitions, content.repetitions, strict=True)
        ],
    }


def _embed_json(figures: dict[str, object]) -> Markup:
    text = json.dumps(figures, allow_nan=False, separators=(",", ":"))
    for char in "<>&\u2028\u2029":
        text = text.replace(char, f"\\u{ord(char):04x}")
    return _mark_safe(text)


def _mark_safe(text: str) -> Markup:
    """Exempt from escaping: files of this package, and JSON in which no sign can end its script element."""
    return Markup(text)  # noqa: S704 - the two callers above pass nothing else
