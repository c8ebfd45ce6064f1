from pathlib import Path

import pytest

from validation.archive import FOLDER
from validation.body.assets import BodyAssets
from validation.matrix.cells import list_sets
from validation.run import main
from validation.score.results import Results


def test_the_list_names_every_set(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list"]) == 0
    assert capsys.readouterr().out.split() == [plan.name for plan in list_sets()]


def test_a_part_of_the_list_can_be_chosen(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["list", "--only", "seated", "--first", "2"]) == 0
    names = capsys.readouterr().out.split()
    assert len(names) == 2
    assert all("seated" in name for name in names)


def test_nothing_rendered_is_not_scored_and_says_what_to_do(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["score", "--first", "3", "--folder", str(tmp_path)]) == 2
    assert "run the step all first" in capsys.readouterr().err
    assert not (tmp_path / "results.json").exists()


@pytest.mark.slow
@pytest.mark.timeout(1500)
def test_the_small_part_holds_the_bars(assets: BodyAssets, can_draw: None) -> None:  # noqa: ARG001 - must be there
    """Rendered, seen and scored; kept in ``build/validation`` for the next time."""
    folder = FOLDER / "sample"
    assert main(["all", "--sample", "--folder", str(folder)]) == 0
    results = Results.model_validate_json((folder / "results.json").read_bytes())
    assert results.missing == ()
    assert [row.name for row in results.sets if row.is_judgeable and row.n_found != row.n_true] == []
    assert [row.name for row in results.sets if row.phantoms] == []
    assert [row.exit_status for row in results.sets if not row.is_judgeable] == [3]
    judged = [part for row in results.sets if row.is_judgeable for part in row.repetitions]
    errors_s = sorted(
        abs(both.true - both.found)
        for part in judged
        for both in part.boundaries.values()
        if both.true is not None and both.found is not None
    )
    assert errors_s[len(errors_s) // 2] <= 0.10
