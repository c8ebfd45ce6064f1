"""Make the README's picture of the report page: the top of the demo report at desktop width.

Run ``make demo`` first. Playwright of the development dependencies drives the Chromium that is installed; nothing is
fetched.

Usage: ``.venv/bin/python scripts/make_report_image.py [REPORT_FOLDER] [IMAGE]``
"""

import shutil
import sys
from pathlib import Path

import cv2
import numpy as np
from playwright.sync_api import Page, ViewportSize, sync_playwright

REPORT_FOLDER = Path("build/demo")
IMAGE = Path("docs/images/report.png")
SIZE: ViewportSize = {"width": 1280, "height": 815}
SHOWN_S = 10.2
"""Moment of the demo video that the page shows: the second repetition, leaned back past straight, with its cue."""
FLAGS = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
MAX_WAITS = 100
SHADE_STEP = 5


def main(arguments: list[str]) -> None:
    """Open the page, put the cursor on the moment, and write the picture."""
    folder = Path(arguments[0]) if arguments else REPORT_FOLDER
    image = Path(arguments[1]) if len(arguments) > 1 else IMAGE
    page_path = (folder / "report.html").resolve()
    if not page_path.is_file():
        sys.exit(f"expected a report page at {page_path}, found none; run `make demo` first")
    image.parent.mkdir(parents=True, exist_ok=True)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=find_chromium(), args=FLAGS)
        page = browser.new_page(viewport=SIZE, color_scheme="light")
        page.goto(page_path.as_uri())
        wait_until(page, "document.getElementById('video').readyState >= 2")
        page.evaluate(f"document.getElementById('video').currentTime = {SHOWN_S}")
        wait_until(page, "!document.getElementById('video').seeking")
        page.wait_for_timeout(500)
        write_small(image, page.screenshot())
        browser.close()


def write_small(image: Path, png: bytes) -> None:
    """Write a picture again with fewer shades, which the eye does not miss and which halves the file."""
    pixels = np.asarray(cv2.imdecode(np.frombuffer(png, np.uint8), cv2.IMREAD_COLOR))
    # Steps that divide 255, so that black and white stay what they are.
    few = (SHADE_STEP * np.round(pixels / SHADE_STEP)).astype(np.uint8)
    cv2.imwrite(str(image), few, [cv2.IMWRITE_PNG_COMPRESSION, 9, cv2.IMWRITE_PNG_STRATEGY, 0])


def find_chromium() -> str:
    """Path of the installed browser."""
    found = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if found is None:
        sys.exit("expected Chromium on PATH, found none; install Debian's chromium")
    return found


def wait_until(page: Page, condition: str) -> None:
    """Wait for a JavaScript expression; the page's policy forbids the evaluation that Playwright would use."""
    for _ in range(MAX_WAITS):
        if page.evaluate(condition):
            return
        page.wait_for_timeout(50)
    sys.exit(f"expected the page to come to {condition} within five seconds, got nothing; is the video there?")


if __name__ == "__main__":
    main(sys.argv[1:])
