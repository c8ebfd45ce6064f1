"""The JSON of ``cleanrep load``: the same figures as on the screen, and the curve."""

from typing import Literal

from pydantic import BaseModel, ConfigDict, Field

from cleanrep.app.load import EquivalentReport, LoadReport
from cleanrep.load.curve import Figures
from cleanrep.load.equivalent import Equivalent
from cleanrep.load.uncertainty import Uncertainty
from cleanrep.model.training import TempoPrescription


class LoadDocument(BaseModel):
    """``cleanrep.load/1``; moments in N m, angles in degrees of the trunk from upright."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_id: Literal["cleanrep.load/1"] = Field(default="cleanrep.load/1", serialization_alias="schema")
    machine: str
    load_kg: float
    static: Figures
    uncertainty_95: Uncertainty
    tempo: TempoPrescription | None
    moving: Figures | None
    angle_deg: list[float]
    l5s1_n_m: list[float]
    hip_n_m: list[float]
    body_n_m: list[float]
    machine_n_m: list[float]


class EquivalentDocument(BaseModel):
    """``cleanrep.load-equivalent/1``."""

    model_config = ConfigDict(frozen=True, extra="forbid")

    schema_id: Literal["cleanrep.load-equivalent/1"] = Field(
        default="cleanrep.load-equivalent/1", serialization_alias="schema"
    )
    source: str
    source_load_kg: float
    target: str
    by_peak: Equivalent
    by_mean: Equivalent


def write_load_json(report: LoadReport) -> str:
    """Text of the document of a load."""
    moments = report.curve.moments
    document = LoadDocument(
        machine=report.setup.machine.id,
        load_kg=report.setup.load_kg,
        static=report.figures,
        uncertainty_95=report.uncertainty,
        tempo=report.tempo,
        moving=report.tempo_figures,
        angle_deg=[round(float(v), 3) for v in report.curve.angle_deg],
        l5s1_n_m=[round(float(v), 3) for v in moments.l5s1_n_m],
        hip_n_m=[round(float(v), 3) for v in moments.hip_n_m],
        body_n_m=[round(float(v), 3) for v in moments.body_n_m],
        machine_n_m=[round(float(v), 3) for v in moments.machine_n_m],
    )
    return document.model_dump_json(by_alias=True, indent=1) + "\n"


def write_equivalent_json(report: EquivalentReport) -> str:
    """Text of the document of an answer on equal loads."""
    by_peak, by_mean = report.answers
    document = EquivalentDocument(
        source=report.source.machine.id,
        source_load_kg=report.source.load_kg,
        target=report.target.machine.id,
        by_peak=by_peak,
        by_mean=by_mean,
    )
    return document.model_dump_json(by_alias=True, indent=1) + "\n"
