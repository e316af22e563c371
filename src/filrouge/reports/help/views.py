from __future__ import annotations

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.help import policy, queries


@require_safe
def guide_index(request: TenantRequest) -> HttpResponse:
    return answer_page(request, queries.INDEX)


@require_safe
def guide_page(request: TenantRequest, page: str) -> HttpResponse:
    if page == queries.INDEX:
        raise Http404("Le sommaire du guide est une adresse plus haut.")
    return answer_page(request, page)


def answer_page(request: TenantRequest, slug: str) -> HttpResponse:
    require(request.membership, policy.VIEW)
    pages = queries.pages()
    if slug not in pages:
        raise Http404("Cette page du guide n’existe pas.")
    index, *others = pages.values()
    return render(request, "help/page.html", {"shown": pages[slug], "index": index, "others": others})
