from __future__ import annotations

from django import forms
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.search import queries
from filrouge.kernel.search.queries import Hit
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.search import policy

MOST = 50


class SearchForm(forms.Form):
    q = forms.CharField(
        label="Que cherchez-vous ?",
        required=False,
        max_length=200,
        widget=forms.TextInput(
            attrs={
                "type": "search",
                "placeholder": "Une réunion, une décision, une personne, une tâche…",
                "autofocus": True,
                "autocomplete": "off",
                "enterkeyhint": "search",
            }
        ),
    )


@require_safe
def find(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.FIND)
    form = SearchForm(request.GET)
    text = form.cleaned_data["q"] if form.is_valid() else ""
    hits = queries.find(request.membership, text, limit=MOST)
    context = {"form": form, "text": text, "groups": grouped(hits), "total": len(hits), "most": len(hits) == MOST}
    template = "search_page/find.html#results" if request.htmx else "search_page/find.html"
    return render(request, template, context)


def grouped(hits: list[Hit]) -> list[tuple[str, list[Hit]]]:
    """By kind; the kind of the best hit first."""
    groups: dict[str, list[Hit]] = {}
    for hit in hits:
        groups.setdefault(hit.kind_label, []).append(hit)
    return list(groups.items())
