"""What stands in the way is told of the faults that are short of their aim, and counted."""

from validation.accuracy.figures import Figure, FigureFile
from validation.accuracy.limits import write_limits
from validation.accuracy.sections import Evidence


def make_file(**values: float) -> FigureFile:
    figures = tuple(
        Figure(name=f"{name.replace('_', ' ')}: hyperext, clear", value=value, unit="share", n=20, low=0.0, high=1.0)
        for name, value in values.items()
    )
    return FigureFile(command="", data="", cleanrep="", exercise_sha256="", figures=figures)


def write(seen: float, rendered: FigureFile | None = None) -> str:
    fast, half, exact = (make_file(told=told) for told in (seen, 0.9, 1.0))
    return "\n".join(write_limits(Evidence(fast, half, exact, rendered=rendered, rendered_exact=None)))


def test_a_fault_short_of_its_aim_stands_beside_less_noise_and_none() -> None:
    (row,) = [line for line in write(0.5).splitlines() if "leaning" in line]
    assert "| 50 % (0.0 to 100.0) | 18 of 20 | 20 of 20 |" in row


def test_a_fault_that_is_told_is_left_out() -> None:
    assert write(0.95) == ""


def test_misses_without_a_neutral_are_counted_from_the_results() -> None:
    text = write(1.0, make_file(told=0.75, neutral_not_known=0.2))
    assert "Of the 20 clear cases" in text
    assert "5 were not told, 4 of them" in text
