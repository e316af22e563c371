"""What the pages of the coordination share: tabs, months, drawings."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from django import forms
from django.contrib import messages

from filrouge.kernel.policy.tabs import tabs_of_pages
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.coordinator import exports, policy, queries
from filrouge.modules.coordinator.enums import Audience, Level, activities, blocks
from filrouge.modules.coordinator.enums.profiles import Option
from filrouge.modules.coordinator.models import ProfileChoice
from filrouge.modules.coordinator.queries import BlockLevel, Budget, Fit, Total
from filrouge.ui import charts, typography
from filrouge.ui.tabs import Tab, tabs_of_filter
from filrouge.ui.typography import day_month, duration, euros, number

EARLIEST, LATEST = date(2000, 1, 1), date(2099, 12, 31)
TABS = (
    ("coordinator:home", "Mon temps", policy.KEEP),
    ("coordinator:month", "Le mois", policy.KEEP),
    ("coordinator:presence", "Les jours", policy.KEEP),
    ("coordinator:post", "Le poste", policy.KEEP),
    ("coordinator:profile", "Le profil", policy.CHOOSE),
    ("coordinator:handover", "Passer le relais", policy.HAND_OVER),
    ("coordinator:growth", "Progresser", policy.KEEP),
)

SHORT_BLOCKS = {  # what fits under a step
    "B0": "Le métier",
    "B1": "L’équipe",
    "B2": "Les projets",
    "B3": "La structure",
    "B4": "L’extérieur",
    "B5": "La dynamique",
}


def tabs(request: TenantRequest, active: str) -> list[Tab]:
    return tabs_of_pages(request, TABS, f"coordinator:{active}")


def first_and_last(day: date) -> tuple[date, date]:
    """Of its month; the addresses of other centuries lead to the nearest one."""
    first = min(max(day, EARLIEST), LATEST).replace(day=1)
    return first, charts.next_month(first) - timedelta(days=1)


def block_chart(totals: Sequence[Total]) -> charts.StackedBar:
    points = [charts.Point(one.label, one.minutes, typography.duration(one.minutes)) for one in totals]
    return charts.StackedBar("Temps par bloc", points)


def activity_chart(totals: Sequence[Total], most: int = 10) -> charts.BarChart:
    points = [charts.Point(one.label, one.minutes, typography.duration(one.minutes)) for one in totals[:most]]
    return charts.BarChart("Temps par activité", points)


def money_chart(budget: Budget) -> charts.StackedBar:
    """Each source of money, then what is still to find."""
    points = [
        charts.Point(f"{line.funding} ({line.funding.get_state_display()})", float(line.share), euros(line.share, 0))
        for line in budget.lines
    ]
    missing = budget.cost - sum(line.share for line in budget.lines)
    if missing > 0:
        points.append(charts.Point("sans financement", float(missing), euros(missing, 0)))
    return charts.StackedBar(f"Financement d’un coût de {euros(budget.cost, 0)}", points)


@dataclass(frozen=True, slots=True)
class Stat:
    label: str
    value: str
    hint: str = ""
    colour: str = ""


def post_stats(budget: Budget) -> list[Stat]:
    due = f"{duration(budget.minutes_due)} financées depuis le {day_month(budget.since)}" if budget.since else ""
    return [
        Stat("Coût de l’année", euros(budget.cost, 0)),
        Stat(
            "Reste à trouver" if budget.to_find else "Financement acquis",
            euros(budget.to_find or budget.secured, 0),
            f"{euros(budget.secured, 0)} acquis" if budget.to_find else "tout est couvert",
            "amber" if budget.to_find else "green",
        ),
        Stat("Temps noté", duration(budget.minutes_noted), due),
        Stat(
            "Coût d’une heure",
            euros(budget.per_hour) if budget.per_hour else "–",
            f"{budget.weeks} semaines de travail par an",
        ),
    ]


def level_chart(levels: Sequence[BlockLevel], year_before: int | None) -> charts.BarChart:
    """The mean level of each block, its change, and the mark of the time before."""
    points = [
        charts.Point(one.label, one.mean, _level(one), before=one.before) for one in levels if one.mean is not None
    ]
    before = f"Trait : {year_before}." if year_before else ""
    goal = f"Pointillé : {len(Level)}, « {Level.TEACHES.label} »."
    return charts.BarChart("Niveau moyen par bloc", points, goal=len(Level), goal_text=goal, before_text=before)


def _level(one: BlockLevel) -> str:
    return (
        f"{number(one.mean or 0, 1)} ({one.change:+.1f})".replace(".", ",") if one.change else number(one.mean or 0, 1)
    )


@dataclass(frozen=True, slots=True)
class Step:
    label: str
    state: str
    detail: str = ""


def block_steps(current: str, levels: Mapping[str, int]) -> list[Step]:
    """The blocks to go through, and what is answered in each."""
    steps = []
    for code in blocks():
        asked = [one for one in activities() if one.startswith(f"{code}-")]
        answered = sum(one in levels for one in asked)
        state = "current" if code == current else "done" if answered == len(asked) else "todo"
        steps.append(Step(SHORT_BLOCKS.get(code, code), state, f"{answered} sur {len(asked)}"))
    return steps


def audience_tabs(request: TenantRequest, active: Audience) -> list[Tab]:
    labels = [(one.value, f"Pour {one.label}") for one in Audience]
    return tabs_of_filter(request.GET, "pour", labels, active)


def tell_errors(request: TenantRequest, form: forms.BaseForm) -> None:
    """What a form of one line has to say, beside no field."""
    for errors in form.errors.values():
        messages.error(request, " ".join(str(error) for error in errors))


@dataclass(frozen=True, slots=True)
class FitRow:
    option: Option
    share: str
    cost: str


def fit_rows(fits: Sequence[Fit]) -> list[FitRow]:
    return [FitRow(fit.option, typography.percent(fit.share), exports.cost_of(fit)) for fit in fits]


def choice_facts(choice: ProfileChoice) -> list[tuple[str, str]]:
    facts = [
        ("Le poste est tenu par", choice.held.label),
        ("Partagé avec", choice.shared_with),
        ("Heures par semaine", number(choice.weekly_hours)),
        ("Coût probable par an", exports.cost_of(queries.fit_of(choice))),
        ("Qui coordonnait alors", choice.today_is),
    ]
    return [(label, value) for label, value in facts if value]
