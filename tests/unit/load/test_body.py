import pytest

from cleanrep.errors import UsageError
from cleanrep.load.body import Arms, Lifter, build_upper_body
from cleanrep.load.segments import SEGMENTS, Sex


@pytest.mark.parametrize(
    ("sex", "arms", "hip_along", "hip_inertia", "l5s1_along", "above"),
    [
        (Sex.MALE, Arms.CROSSED, 0.1221, 0.0339, 0.0898, 0.5238),
        (Sex.MALE, Arms.HEAD, 0.1357, 0.0414, 0.1034, 0.5238),
        (Sex.FEMALE, Arms.CROSSED, 0.1227, 0.0346, 0.0912, 0.5139),
        (Sex.FEMALE, Arms.HEAD, 0.1352, 0.0412, 0.1036, 0.5139),
    ],
)
def test_body_has_the_known_coefficients(
    sex: Sex, arms: Arms, hip_along: float, hip_inertia: float, l5s1_along: float, above: float
) -> None:
    body = build_upper_body(Lifter(100.0, 1.0 * 2, sex, arms))
    assert float(body.hip_along_kg_m) / 200 == pytest.approx(hip_along, abs=5e-4)
    assert float(body.hip_inertia_kg_m2) / 400 == pytest.approx(hip_inertia, abs=5e-4)
    assert float(body.l5s1_along_kg_m) / 200 == pytest.approx(l5s1_along, abs=5e-4)
    assert float(body.above_mass_kg) / 100 == pytest.approx(above, abs=1e-4)


@pytest.mark.parametrize("sex", list(Sex))
def test_trunk_of_the_table_reaches_from_hip_to_sternum(sex: Sex) -> None:
    table = SEGMENTS[sex]
    trunk_mm = sum(s.length_mm for s in (table.lower_trunk, table.middle_trunk, table.upper_trunk))
    assert 0 < trunk_mm - table.shoulder_above_hip_mm < 40


@pytest.mark.parametrize(("mass", "height"), [(10.0, 1.78), (80.0, 178.0), (float("nan"), 1.78)])
def test_what_is_no_lifter_is_refused(mass: float, height: float) -> None:
    with pytest.raises(UsageError, match=r"expected a (body mass|height)"):
        Lifter(mass, height, Sex.MALE)
