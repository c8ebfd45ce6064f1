"""``noise``, ``figures`` and ``report``: what is made of the rendered sets and of figures."""

from functools import cache
from pathlib import Path

from validation.accuracy.figures import FOLDER, FigureFile, read_figures, write_figures
from validation.accuracy.markers import fill_markers, list_pages
from validation.accuracy.matrix import make_exact_file, make_seen_file, read_results
from validation.accuracy.page import build_page, draw_plots
from validation.accuracy.sections import Evidence
from validation.noise.make import make_bank
from validation.noise.profile import write_bank

ROOT = FOLDER.parents[1]
BUILD = ROOT / "build" / "validation"
PAGE = ROOT / "docs" / "accuracy.md"
IMAGES = ROOT / "docs" / "images"


def make_noise(folder: Path = BUILD) -> int:
    """Fit the noise model to the rendered sets of a result file."""
    results = read_results(folder / "results.json")
    names = [row.name for row in results.sets]
    pairs = [(folder / "rendered" / f"{name}.json", folder / "logs" / f"{name}.landmarks.parquet") for name in names]
    bank = make_bank(pairs, made_from=f"rendered sets of seed {results.seed}")
    write_bank(bank)
    print(f"{len(bank.profiles)} noise profiles of {len(names)} rendered sets")
    return 0


def make_figures(folder: Path = BUILD) -> int:
    """Write the figures of the rendered sets."""
    # These need the renderer's graphics library; the report does not.
    from validation.archive import Archive
    from validation.matrix.cells import list_sets

    results, archive = read_results(folder / "results.json"), Archive(folder)
    plans = {plan.name: plan for plan in list_sets(results.seed)}
    exact = make_exact_file(results, archive.rendered, lambda name: archive.read_truth(plans[name]))
    for name, file in (("rendered", make_seen_file(results)), ("rendered-true-joints", exact)):
        print(f"written: {write_figures(name, file).relative_to(ROOT)}")
    return 0


def make_report() -> int:
    """Write the accuracy page, its plots, and the figures that other pages quote."""
    for path, text in build_files().items():
        path.parent.mkdir(parents=True, exist_ok=True)
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")
            print(f"written: {path.relative_to(ROOT)}")
    return 0


def build_files() -> dict[Path, str]:
    """Every file that quotes figures, as it should be.

    Raises
    ------
    AssetError
        When figures are missing, or a page names some that are.
    """
    evidence = read_evidence()
    files = {PAGE: build_page(evidence)}
    files |= {IMAGES / name: text for name, text in draw_plots(evidence).items()}
    for path in list_pages(ROOT):
        if path != PAGE:
            files[path] = fill_markers(path.read_text(encoding="utf-8"), _find_file, page=path.name)
    return files


def read_evidence() -> Evidence:
    """The figures of all runs."""
    has_rendered = (FOLDER / "rendered.json").exists()
    return Evidence(
        fast=_find_file("fast"),
        fast_half=_find_file("fast-half-noise"),
        fast_exact=_find_file("fast-true-joints"),
        rendered=_find_file("rendered") if has_rendered else None,
        rendered_exact=_find_file("rendered-true-joints") if has_rendered else None,
    )


@cache
def _find_file(name: str) -> FigureFile:
    return read_figures(name)
