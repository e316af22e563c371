"""What the ACI is worth for one year: pure functions on frozen values, without the database."""

from filrouge.modules.aci.engine.case import (
    BadCase,
    Case,
    Crisis,
    InformationSystem,
    Mission,
    Opening,
    Rcp,
    case_from,
)
from filrouge.modules.aci.engine.scale import CORE, OPTIONAL, PREREQUISITE, Indicator, NoScale, Scale, scale_of
from filrouge.modules.aci.engine.total import Line, Result, simulate
from filrouge.modules.aci.engine.written import case_as_data, result_as_data

__all__ = [
    "CORE",
    "OPTIONAL",
    "PREREQUISITE",
    "BadCase",
    "Case",
    "Crisis",
    "Indicator",
    "InformationSystem",
    "Line",
    "Mission",
    "NoScale",
    "Opening",
    "Rcp",
    "Result",
    "Scale",
    "case_as_data",
    "case_from",
    "result_as_data",
    "scale_of",
    "simulate",
]
