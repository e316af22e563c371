from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.people import policy, queries, services
from filrouge.kernel.people.imports.proposals import LABELS, shown
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.services.merging import CHOICES
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest


@require_safe
def duplicates(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.EDIT)
    return render(request, "people/duplicates.html", {"pairs": queries.duplicates()[:100]})


@require_http_methods(["GET", "HEAD", "POST"])
def merge(request: TenantRequest, first: UUID, second: UUID) -> HttpResponse:
    """Two records side by side; each differing field is chosen, the first record is kept."""
    require(request.membership, policy.EDIT)
    people = Person.objects.select_related("site", "organisation")
    keep, drop = get_object_or_404(people, pk=first), get_object_or_404(people, pk=second)
    rows = differing(keep, drop)
    status = 200
    if request.method == "POST":
        take = [str(row["name"]) for row in rows if request.POST.get(str(row["name"])) == "second"]
        try:
            kept = services.merge_people(keep, drop, by=request.membership, take=take)
        except ValidationError as error:
            messages.error(request, " ".join(error.messages))
            status = 422
        else:
            messages.success(request, f"Les deux fiches n’en font plus qu’une : {kept.full_name}.")
            return redirect(keep)
    return render(request, "people/merge.html", {"keep": keep, "drop": drop, "rows": rows}, status=status)


def differing(keep: Person, drop: Person) -> list[dict[str, str | bool]]:
    rows: list[dict[str, str | bool]] = []
    for name in CHOICES:
        ours, theirs = shown(name, getattr(keep, name)), shown(name, getattr(drop, name))
        if ours != theirs:
            rows.append({"name": name, "label": LABELS[name], "first": ours, "second": theirs, "take_second": not ours})
    return rows
