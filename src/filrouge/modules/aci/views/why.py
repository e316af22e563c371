"""« Pourquoi ce montant ? »: the formula in words, and the rows behind it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase, Case
from filrouge.modules.aci.engine.declared import THEMES
from filrouge.modules.aci.forms.calculator import FACTS, CaseForm, fields_of
from filrouge.modules.aci.forms.year import LABELS
from filrouge.modules.aci.models import SOURCED, InputSource
from filrouge.modules.aci.queries.why import COUNTED, TYPED, Origin, why_of
from filrouge.modules.aci.views import shape
from filrouge.ui.typography import number

CODE_OF = {one.place: code for code, one in SOURCED.items()}
FIELD_OF = {place: name for name, place in FACTS.items()} | {"crisis.declared": "crise"}


@dataclass(frozen=True, slots=True)
class Fact:
    label: str
    said: str
    is_typed: bool
    is_counted: bool
    by: str
    at: datetime | None
    source: InputSource | None


@require_safe
def why(request: TenantRequest, year: int, indicator: str) -> HttpResponse:
    """A page of its own; the page of the year loads its fragment when a line is opened."""
    require(request.membership, policy.VIEW)
    inputs = shape.typed_year(year)
    try:
        value = queries.value_of(request.membership, inputs)
    except BadCase:
        return redirect(shape.address_of(request, year))
    row = next((one for one in value.rows if one.code == indicator), None)
    if row is None:
        raise Http404
    found = why_of(value, row)
    context: dict[str, Any] = {"year": year, "value": value, "row": row, "why": found}
    context |= {"back": f"{shape.address_of(request, year)}#{row.code}", "inputs": inputs}
    sources = queries.sources_of(year)
    context["facts"] = [_fact(one, value.result.case, sources.get(CODE_OF.get(one.place, ""))) for one in found.origins]
    context["can_keep"] = can(request.membership, policy.KEEP)
    return render(request, "aci/why.html#rows" if request.htmx else "aci/why.html", context)


def _fact(origin: Origin, case: Case, source: InputSource | None) -> Fact:
    label, said = _said(origin.place, case)
    return Fact(label, said, origin.kind == TYPED, origin.kind == COUNTED, origin.by, origin.at, source)


def _said(place: str, case: Case) -> tuple[str, str]:
    """A number of the case, as the form asks it."""
    if place == "public_health_missions":
        themes = dict(THEMES)
        missions = [themes.get(one.theme, one.theme) for one in case.public_health_missions]
        return "Missions de santé publique", ", ".join(missions) or "aucune"
    name = FIELD_OF[place]
    field, value = CaseForm.base_fields[name], fields_of(case)[name]
    label = LABELS.get(name) or str(field.label)
    if isinstance(value, bool):
        return label, "oui" if value else "non"
    choices = dict(getattr(field, "choices", ()))
    said = choices.get(value) or (number(value) if isinstance(value, int) else str(value).replace(".", ","))
    return label, str(said)
