"""What pieces may be: their state, the indicators they serve, what a paper is (« kinds.toml »)."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.db import models

from filrouge.modules.aci.engine import Indicator, NoScale, scale_of

FILE = Path(__file__).resolve().parent / "kinds.toml"
AXIS_TITLES = {1: "Accès aux soins", 2: "Travail en équipe et coordination", 3: "Système d’information"}


class PieceState(models.TextChoices):
    DRAFT = "draft", "à terminer"
    READY = "ready", "prête"


@dataclass(frozen=True, slots=True)
class Heading:
    """What pieces are kept under: an indicator of the scale, or a paper that serves several."""

    code: str
    number: str  # of the guide; papers of no indicator alone come before all
    short: str
    label: str
    axis: str
    asked: tuple[str, ...]

    @property
    def shown_number(self) -> str:
        return "" if self.code in SHARED else self.number


SHARED = {
    "patients": Heading("patients", "0.1", "Patients", "Patients et taux", "Pour toute l’année",
                        ("Relevé de la CPAM : patients au 31 décembre, ALD et plus de 75 ans, taux de C2S et d’AME",)),
    "ipa": Heading("ipa", "0.2", "IPA", "Infirmier en pratique avancée", "Pour toute l’année",
                   ("Diplôme ou inscription de l’IPA",)),
}  # fmt: skip
NURSE = {"rcp_ipa", "protocols_ipa", "public_health_ipa"}  # they share the paper of the nurse


def headings(year: int) -> dict[str, Heading]:
    """By code, in the order of the guide. Raises ``NoScale`` before 2022."""
    own = {code: _heading(one) for code, one in scale_of(year).indicators.items() if code not in NURSE}
    return {**own, **SHARED}


def heading_of(year: int, code: str) -> Heading | None:
    try:
        return headings(year).get(code)
    except NoScale:
        return None


def _heading(one: Indicator) -> Heading:
    return Heading(one.code, one.number, one.short, one.label, AXIS_TITLES[one.axis], one.evidence)


@dataclass(frozen=True, slots=True)
class Kind:
    indicator: str
    code: str
    label: str
    fields: tuple[str, ...]  # worth writing beside it
    never: str = ""
    parts: tuple[int, ...] = ()  # of what the scale asks, in its order, where it asks several papers


@cache
def kinds() -> tuple[Kind, ...]:
    rows = tomllib.loads(FILE.read_text(encoding="utf-8"))["kind"]
    return tuple(Kind(**row | {"fields": tuple(row["fields"]), "parts": tuple(row.get("parts", ()))}) for row in rows)


def kinds_for(indicator: str) -> list[Kind]:
    return [kind for kind in kinds() if kind.indicator == indicator]


def parts_of(indicator: str, code: str) -> tuple[int, ...]:
    return next((kind.parts for kind in kinds_for(indicator) if kind.code == code), ())


def kind_label(indicator: str, code: str) -> str:
    return next((kind.label for kind in kinds_for(indicator) if kind.code == code), "Pièce")
