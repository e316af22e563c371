from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse, QueryDict
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.aci import policy, queries
from filrouge.modules.aci.engine import BadCase
from filrouge.modules.aci.forms.whatif import WhatIfForm
from filrouge.modules.aci.queries.whatif import KNOBS, compare
from filrouge.modules.aci.views import shape


@dataclass(frozen=True, slots=True)
class Tap:
    """One change to try with one tap; tapped again, it goes away. The others stay in the address."""

    label: str
    url: str
    active: bool


@require_safe
def whatif(request: TenantRequest) -> HttpResponse:
    """The year as it is beside the year with a few changes. The changes are the address; nothing is kept."""
    require(request.membership, policy.VIEW)
    year = shape.asked_year(request)
    inputs = queries.inputs_of(year)
    context: dict[str, Any] = {"year": year, "inputs": inputs, "can_keep": can(request.membership, policy.KEEP)}
    if inputs is not None:
        form = WhatIfForm(request.GET)
        told = told_by(request.GET)
        context |= {"form": form, "taps": taps_of(told)}
        context["link"] = request.build_absolute_uri(f"{request.path}?{told.urlencode()}")
        try:
            case = queries.case_of(year, queries.facts_of(request.membership, year), inputs.facts)
        except BadCase as error:
            context["refusal"] = str(error)
        else:
            context["comparison"] = compare(case, form.chosen())
    return render(request, "aci/whatif.html", context)


def told_by(address: QueryDict) -> QueryDict:
    """The address without what it leaves empty: short enough to be sent."""
    told = address.copy()
    for name, value in address.items():
        if not value:
            del told[name]
    return told


def taps_of(address: QueryDict) -> list[Tap]:
    found = []
    for knob in KNOBS:
        if knob.tap:
            value, label = knob.tap
            changed, active = address.copy(), address.get(knob.name) == value
            changed[knob.name] = value
            if active:
                del changed[knob.name]
            found.append(Tap(label, f"?{changed.urlencode()}", active))
    return found
