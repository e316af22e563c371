"""A case and its result as JSON travels: decimal strings, exact to what the engine keeps."""

from __future__ import annotations

import dataclasses
from decimal import Decimal
from fractions import Fraction
from typing import Any

from filrouge.modules.aci.engine.case import Case
from filrouge.modules.aci.engine.total import Line, Result
from filrouge.modules.aci.engine.words import decimal


def case_as_data(case: Case) -> dict[str, Any]:
    """What ``case_from`` reads back to the same case."""
    found: dict[str, Any] = _plain(dataclasses.asdict(case))
    return found


def _plain(value: object) -> Any:
    if isinstance(value, Fraction):
        return plain(value) if decimal(value, 4) == value else str(value)
    if isinstance(value, dict):
        return {name: _plain(one) for name, one in value.items()}
    return [_plain(one) for one in value] if isinstance(value, list | tuple) else value


def plain(value: Fraction, places: int = 4) -> str:
    """« 1846.1538 », « 3550 »: as many decimals as needed, four at most."""
    return f"{decimal(value, places).normalize():f}"


def result_as_data(result: Result) -> dict[str, Any]:
    return {
        "scale": result.scale.code,
        "points": plain(result.points),
        "base_euros": str(result.base_euros),
        "uplift_percent": str(decimal(result.uplift_percent)),
        "total_euros": str(result.total_euros),
        "advance_euros": str(result.advance_euros),
        "balance_euros": str(Decimal(result.balance_euros)),
        "gate": {"open": result.gate.open, "missing": list(result.gate.missing)},
        "lines": [_line(line) for line in result.lines],
    }


def _line(line: Line) -> dict[str, Any]:
    return {
        "code": line.indicator.code,
        "label": line.indicator.label,
        "axis": line.indicator.axis,
        "kind": line.kind,
        "points": plain(line.points),
        "euros": str(line.euros),
        "formula": line.formula,
        "source": line.indicator.source,
        "confidence": line.indicator.confidence,
        "reached": line.reached,
        "missing": list(line.missing),
    }
