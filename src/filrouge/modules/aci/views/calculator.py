from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpRequest, HttpResponse, JsonResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.views.decorators.http import require_POST, require_safe

from filrouge.modules.aci.engine import (
    BadCase,
    Case,
    NoScale,
    Result,
    case_as_data,
    case_from,
    simulate,
)
from filrouge.modules.aci.enums import AXIS_TITLES
from filrouge.modules.aci.forms.calculator import DEFAULT, NATIONAL, CaseForm, fields_of

LARGEST = 100_000  # bytes of a case that is loaded


@login_not_required
@require_safe
def calculator(request: HttpRequest) -> HttpResponse:
    """What the ACI brings for a year, as one types. Without account; the whole case is in the address."""
    form = CaseForm(told_by(request.GET) if request.GET else None, initial=first_shown())
    context: dict[str, Any] = {"form": form, "groups": form.groups(), "link": request.build_absolute_uri()}
    try:
        context |= shown(simulate(case_of(form)))
    except (BadCase, NoScale) as error:
        context["refusal"] = str(error)
    if request.headers.get("HX-Request"):
        return render(request, "aci/_calculated.html", context | {"national": [form[name] for name in NATIONAL]})
    return render(request, "aci/calculator.html", context)


def first_shown() -> dict[str, Any]:
    """National rates stay empty: they follow the year."""
    return {name: value for name, value in fields_of(DEFAULT).items() if name not in NATIONAL}


def told_by(address: QueryDict) -> QueryDict:
    """What the address leaves out says what the page shows at first; a box that is not ticked is never sent."""
    told = address.copy()
    for name, value in first_shown().items():
        if not isinstance(value, bool | list):
            told.setdefault(name, str(value))
    return told


def case_of(form: CaseForm) -> Case:
    if not form.is_bound:
        return DEFAULT
    if not form.is_valid():
        raise BadCase(wrong_fields(form))
    return form.case()


def wrong_fields(form: CaseForm) -> str:
    """« Patients d’un médecin associé » : écrivez un nombre entier de 0 à 1 000 000."""
    first = {form[name].label: str(errors[0]) for name, errors in form.errors.items()}
    said = [f"« {label} » : {text[:1].lower()}{text[1:]}" for label, text in first.items()]
    return " ".join(said) + " Le calcul suivra."


def shown(result: Result) -> dict[str, Any]:
    axes = [
        (axis, title, [one for one in result.lines if one.indicator.axis == axis])
        for axis, title in AXIS_TITLES.items()
    ]
    missing = [(line.indicator.label, one) for line in result.lines for one in line.missing]
    return {"result": result, "axes": axes, "missing": missing}


@login_not_required
@require_safe
def case_file(request: HttpRequest) -> HttpResponse:
    """The case of the address, to keep or to send."""
    try:
        data = case_as_data(case_of(CaseForm(told_by(request.GET) if request.GET else None)))
    except BadCase:
        return redirect(f"{reverse('calculator')}?{request.GET.urlencode()}")
    answer = JsonResponse(data, json_dumps_params={"indent": 2, "ensure_ascii": False})
    answer["Content-Disposition"] = 'attachment; filename="cas-aci.json"'
    return answer


@login_not_required
@require_POST
def load(request: HttpRequest) -> HttpResponse:
    """A case somebody kept: nothing is stored, it becomes the address of the page."""
    file = request.FILES.get("cas")
    try:
        if file is None or file.size is None or file.size > LARGEST:
            raise BadCase("Choisissez un fichier « cas-aci.json » de moins de 100 ko.")
        case = case_from(json.loads(file.read().decode()))
    except BadCase as error:
        messages.error(request, str(error))
    except (ValueError, RecursionError):  # not JSON, or brackets without end
        messages.error(request, "Ce fichier n’est pas un cas enregistré depuis cette page.")
    else:
        told = {name: value for name, value in fields_of(case).items() if value is not False}
        return redirect(f"{reverse('calculator')}?{urlencode(told, doseq=True)}")
    return redirect("calculator")
