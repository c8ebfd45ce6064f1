from importlib import resources

import pytest
from pydantic import ValidationError

from cleanrep.load.json_schema import PUBLISHED_AT, format_machine_json_schema
from cleanrep.load.machine_catalogue import find_machines, load_machine
from cleanrep.load.machine_file import Lever, MachineFile


def test_the_published_schema_is_up_to_date() -> None:
    published = (resources.files("cleanrep.load") / PUBLISHED_AT).read_text(encoding="utf-8")
    assert published == format_machine_json_schema()


def test_the_built_in_machines_are_there() -> None:
    expected = {"standing-lever", "seated-lever", "plate-loaded-lever", "45-degree-bench", "roman-chair"}
    assert {load_machine(machine_id).id for machine_id in find_machines()} == expected


@pytest.mark.parametrize(
    ("changes", "expected"),
    [
        ({"stack": None}, "a stack or a horn"),
        ({"horn": {"distance_m": 0.3}}, "a stack or a horn"),
        ({"pivot_ahead_m": 0.3}, "pivot within"),
        ({"pad_m": 9.0}, "pad_m"),
        ({"charm": 1.0}, "charm"),
    ],
)
def test_a_lever_that_cannot_be_is_refused(changes: dict[str, object], expected: str) -> None:
    good = {"pad_m": 0.45, "stack": {"cam": [{"angle_deg": 0.0, "radius_m": 0.25}]}}
    with pytest.raises(ValidationError, match=expected):
        Lever.model_validate(good | changes)


def test_loads_that_do_not_rise_are_refused() -> None:
    data = load_machine("standing-lever").model_dump(by_alias=True)
    with pytest.raises(ValidationError, match="loads_kg to rise"):
        MachineFile.model_validate(data | {"loads_kg": (10.0, 5.0)})
