"""What the pages show, made from what the year is worth. No rule of the trade here."""

from __future__ import annotations

from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import queries
from filrouge.modules.aci.models import FIRST_YEAR, Declaration, YearInputs
from filrouge.modules.aci.queries import Checklist, YearValue
from filrouge.ui.charts import Point, StackedBar
from filrouge.ui.typography import date_fr, euros


def asked_year(request: TenantRequest) -> int:
    """The year of the address, this one when it is absent or makes no sense."""
    typed, this_year = request.GET.get("annee", ""), timezone.localdate().year
    return int(typed) if typed.isdecimal() and FIRST_YEAR <= int(typed) <= this_year + 1 else this_year


def checked_year(year: int) -> int:
    """A year whose scale is known, next year at most; not found otherwise."""
    if not FIRST_YEAR <= year <= timezone.localdate().year + 1:
        raise Http404
    return year


def typed_year(year: int) -> YearInputs:
    """What was typed of it; not found before."""
    inputs = queries.inputs_of(year)
    if inputs is None:
        raise Http404
    return inputs


def neighbours(year: int) -> dict[str, int | None]:
    this_year = timezone.localdate().year
    return {"before": year - 1 if year > FIRST_YEAR else None, "after": year + 1 if year <= this_year else None}


def address_of(request: TenantRequest, year: int) -> str:
    return f"{reverse('aci:year', args=[request.organisation.slug])}?annee={year}"


def stage_of(checklist: Checklist, sent: Declaration | None) -> tuple[str, str]:
    """Where the campaign is: a level and a sentence."""
    year, campaign, today = checklist.year, checklist.campaign, timezone.localdate()
    if sent is not None and sent.sent_on:
        return "info", (
            f"La version {sent.version} est partie le {date_fr(sent.sent_on)}. Cette page dit ce que l’année"
            " déclarerait aujourd’hui : figez une nouvelle version s’il faut la corriger."
        )
    if today < campaign.opens_on:
        said = f"Répétition : la déclaration {year} s’ouvre le {date_fr(campaign.opens_on)}."
        return "info", f"{said} Cette page dit ce qui serait refusé si elle partait aujourd’hui."
    if today <= campaign.closes_on:
        return "info", f"La déclaration {year} est ouverte jusqu’au {date_fr(campaign.closes_on)}."
    return "warning", f"La déclaration {year} était attendue le {date_fr(campaign.closes_on)} au plus tard."


INKS = {"green": 4, "blue": 2, "amber": 1, "grey": 5}


def gauge_of(value: YearValue) -> StackedBar:
    """Drawn in whole euros: the exact ones stand beside."""
    points = [Point(label, int(amount), euros(amount, 0), ink=INKS[colour]) for label, colour, amount in value.shares]
    return StackedBar(f"ACI {value.year} : ce qui est sûr, ce qui l’est moins", points)
