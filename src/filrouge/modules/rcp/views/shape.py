"""Numbers turned into what the pages show: gauges, sentences, tabs. No rule of the trade here."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.utils import timezone

from filrouge.kernel.policy.tabs import tabs_of_pages
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.rcp import policy, queries
from filrouge.modules.rcp.models import Case
from filrouge.modules.rcp.queries import FIRST_YEAR, YearCount
from filrouge.ui import charts, typography
from filrouge.ui.tabs import Tab

TABS = (
    ("rcp:home", "L’année", policy.VIEW),
    ("rcp:counts", "Patients", policy.KEEP),
    ("rcp:counting", "Façon de compter", policy.KEEP),
    ("rcp:entrances", "Liens et affiche", policy.KEEP),
    ("rcp:charter", "Charte", policy.VIEW),
)


@dataclass(frozen=True, slots=True)
class CaseRow:
    case: Case
    theme: str
    professions: list[str]


@dataclass(frozen=True, slots=True)
class HistoryLine:
    text: str
    when: Any
    who: str
    url: str = ""
    icon: str = ""


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    return tabs_of_pages(request, TABS, f"rcp:{active}")


def asked_year(request: TenantRequest) -> int:
    """The year of the address, this one when it is absent or makes no sense."""
    typed = request.GET.get("annee", "")
    this_year = timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year + 1 else this_year


def percent(rate: Decimal | None) -> str:
    """« 4,61 % », a rate being already for a hundred."""
    return "–" if rate is None else f"{typography.number(rate, 2)}{typography.FIXED}%"


def short(rate: Decimal) -> str:
    """« 5 % »: as many decimals as it needs."""
    return f"{typography.number(rate)}{typography.FIXED}%"


def gauges(count: YearCount) -> list[charts.Gauge]:
    required = count.method.required
    held = charts.Gauge(
        "Réunions de l’année", count.meetings / required if required else 1, str(count.meetings), f"sur {required}"
    )
    if count.patients is None:
        return [held, charts.Gauge("Situations examinées", 0, str(count.examined), "patients à saisir")]
    goal = short(count.method.goal)
    return [held, charts.Gauge("Situations examinées", float(count.share), percent(count.rate), f"sur {goal}")]


def case_rows(cases: Any) -> list[CaseRow]:
    labels = queries.theme_labels(timezone.localdate())
    return [CaseRow(case, labels.get(case.theme, case.theme), queries.professions_of(case)) for case in cases]


def history(entries: Any) -> list[HistoryLine]:
    return [HistoryLine(entry.sentence, entry.happened_at, entry.actor_name) for entry in entries]
