"""The activity report: what a room says of a year, and the chapters it says it in."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TYPE_CHECKING

from filrouge.ui import typography

if TYPE_CHECKING:
    from filrouge.ui.charts import BarChart, LineChart, StackedBar

Number = int | float | Decimal

REPORT_CHAPTERS: Mapping[str, str] = {  # in their order
    "identity": "Carte d’identité",
    "year": "L’année en chiffres",
    "access": "Accès aux soins",
    "teamwork": "Travail en équipe",
    "prevention": "Prévention et éducation thérapeutique",
    "users": "Usagers",
    "quality": "Qualité et sécurité",
    "information_system": "Système d’information",
    "partners": "Partenaires et communication",
    "training": "Formation et recherche",
    "staff": "Ressources humaines et coordination",
    "accounts": "Comptes et financements",
    "objectives": "Objectifs de l’année suivante",
}


@dataclass(frozen=True, slots=True)
class Figure:
    """A number of the year, with the address of the rows it counts: the same number as on their own page."""

    code: str  # for ever the same, « meetings.held »; that of the indicator when it is one
    label: str
    value: Number
    url: str
    unit: str = ""  # « minutes », « euros », « % », or the word said after the number, which may be left out
    formula: str = ""  # in words: what is counted and what is not
    previous: Number | None = None  # a year earlier; None: the report asks the room for that year
    is_key: bool = False  # also told among the figures of the year, and on the one-page sheets

    @property
    def shown(self) -> str:
        return self.tell(self.value)

    @property
    def shown_before(self) -> str:
        """Nothing for none: the house was perhaps not in use."""
        return self.tell(self.previous) if self.previous else ""

    def tell(self, value: Number) -> str:
        """The value as people read it: « 12 h 30 », « 1 200 € », « 81 % », « 41 »."""
        if self.unit == "minutes":
            return typography.duration(int(value))
        if self.unit == "euros":
            return typography.euros(value, 0 if value == int(value) else 2)
        return f"{typography.number(value)}{typography.FIXED}%" if self.unit == "%" else typography.number(value)


@dataclass(frozen=True, slots=True)
class ReportTable:
    """A few lines that figures alone would not tell: at most a dozen. Cells are what people read."""

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]
    numbers: int = 1  # how many of the last columns hold numbers


@dataclass(frozen=True, slots=True)
class ReportSection:
    """What a room says of a year in one chapter of the activity report. A section without figures says nothing."""

    chapter: str  # a key of REPORT_CHAPTERS
    title: str
    figures: Sequence[Figure] = ()
    sentences: Sequence[str] = ()  # whole sentences made from the figures: somebody begins their text with them
    tables: Sequence[ReportTable] = ()
    chart: BarChart | StackedBar | LineChart | None = None
    order: int = 50  # among the sections of the chapter
    is_compared: bool = False  # the room tells the year before itself: a figure without one had none
