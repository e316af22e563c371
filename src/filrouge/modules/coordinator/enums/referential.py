"""The activities of a coordinator, read once from ``referential.toml``."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.core.exceptions import ValidationError

FILE = Path(__file__).resolve().parents[1] / "referential.toml"


@dataclass(frozen=True, slots=True)
class Activity:
    id: str
    label: str
    room: str
    delegated: bool

    @property
    def block(self) -> str:
        return self.id.partition("-")[0]


@cache
def activities() -> dict[str, Activity]:
    """By id, in the order of the file."""
    return {
        row["id"]: Activity(row["id"], row["libelle"], row["room"], bool(row.get("delegated")))
        for row in tomllib.loads(FILE.read_text(encoding="utf-8"))["activite"]
    }


@cache
def blocks() -> dict[str, str]:
    """Label by id, in order."""
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["bloc"]
    return {row["id"]: row["titre"] for row in sorted(rows, key=lambda row: str(row["id"]))}


def activity_label(code: str) -> str:
    found = activities().get(code)
    return found.label if found else code


def block_label(code: str) -> str:
    return blocks().get(code, code)


def find_activity(typed: str) -> Activity | None:
    """By its id, its label, or words that only one label holds."""
    typed = typed.strip()
    known = activities()
    if typed.upper() in known:
        return known[typed.upper()]
    folded = typed.casefold()
    for found in known.values():
        if found.label.casefold() == folded:
            return found
    holding = [found for found in known.values() if folded and folded in found.label.casefold()]
    return holding[0] if len(holding) == 1 else None


def validate_activity(code: str) -> None:
    if code not in activities():
        raise ValidationError("Choisissez une activité de la liste.", code="activity")
