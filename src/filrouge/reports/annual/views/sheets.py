from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_safe

from filrouge.kernel.documents.responses import pdf_answer
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.reports.annual import exports, policy, queries, services
from filrouge.reports.annual.enums import Audience
from filrouge.reports.annual.forms import SheetForm
from filrouge.reports.annual.queries import Sheet
from filrouge.reports.annual.views import shape
from filrouge.ui.forms import accepted
from filrouge.ui.tabs import Tab


@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: TenantRequest, year: int, audience: str) -> HttpResponse:
    """The sheet as it will be read, and the words one may change in it."""
    require(request.membership, policy.WRITE)
    known = _known(year, audience)
    words = queries.words_of_sheet(queries.report_of(year), audience)
    proposed = queries.proposed_words(year, audience)
    initial = {"headline": words.headline or proposed["headline"], "closing": words.closing} if words else proposed
    form = SheetForm(request.POST or None, initial=initial)
    if request.method == "POST" and accepted(
        form, lambda: services.keep_words(year, audience, by=request.membership, **form.cleaned_data)
    ):
        messages.success(request, "La feuille est à jour.")
        return redirect(request.path)
    slug = request.organisation.slug
    context = {
        "year": year,
        "audience": known,
        "form": form,
        "sheet": _sheet(request, year, audience),
        "back": shape.address_of(request, year),
        "tabs": [
            Tab(one.label, reverse("annual:sheet", args=[slug, year, one.value]), one == known) for one in Audience
        ],
    }
    return render(request, "annual/sheet.html", context, status=422 if form.is_bound else 200)


@require_safe
def sheet_pdf(request: TenantRequest, year: int, audience: str) -> HttpResponse:
    require(request.membership, policy.WRITE)
    known = _known(year, audience)
    document = exports.sheet_document(request.organisation, _sheet(request, year, audience), timezone.localdate())
    return pdf_answer(document, f"feuille-{known.file_name}-{year}")


def _known(year: int, audience: str) -> Audience:
    shape.known_year(year)
    if audience not in Audience.values:
        raise Http404
    return Audience(audience)


def _sheet(request: TenantRequest, year: int, audience: str) -> Sheet:
    report, outline = queries.report_of(year), queries.outline_of(request.membership, year)
    chapters = queries.chapters_for(report, outline, Audience(audience).recipient)
    return queries.sheet_of(year, audience, chapters, queries.words_of_sheet(report, audience))
