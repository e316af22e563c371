from __future__ import annotations

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from filrouge.kernel.links import policy, queries, services
from filrouge.kernel.links.forms import LinkFilterForm, RevokeForm
from filrouge.kernel.links.labels import purpose_label, secrecy_of
from filrouge.kernel.links.models import Link
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest

PAGE = 50


@require_http_methods(["GET", "HEAD", "POST"])
def link_list(request: TenantRequest) -> HttpResponse:
    """The links that still work; posting one of them takes it back."""
    require(request.membership, policy.MANAGE)
    if request.method == "POST":
        return revoke(request)
    form = LinkFilterForm(request.GET)
    filters = form.filters()
    page = Paginator(queries.open_links(timezone.now(), **filters), PAGE).get_page(request.GET.get("page"))
    context = {
        "form": form,
        "page": page,
        "rows": [
            (link, purpose_label(link.purpose), secrecy_of(link.purpose) if link.hides_hour else "")  # type: ignore[attr-defined]
            for link in page.object_list
        ],
        "active": any(filters.values()),
    }
    return render(request, "links/list.html#rows" if request.htmx else "links/list.html", context)


def revoke(request: TenantRequest) -> HttpResponse:
    form = RevokeForm(request.POST)
    if not form.is_valid():
        messages.error(request, "Choisissez le lien à retirer.")
        return redirect(request.get_full_path())
    link = get_object_or_404(Link.objects.select_related("person"), pk=form.cleaned_data["link"])
    services.revoke(link, by=request.membership)
    messages.success(request, "Le lien est retiré : il ne marche plus. Un prochain envoi en créera un autre.")
    return redirect(request.get_full_path())
