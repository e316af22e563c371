from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import HttpResponse, StreamingHttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.render_csv import stream_csv
from filrouge.kernel.documents.render_pdf import render_pdf
from filrouge.kernel.documents.render_xlsx import render_xlsx
from filrouge.kernel.people import policy, queries
from filrouge.kernel.people.exports.sheet import people_sheet
from filrouge.kernel.people.exports.trombinoscope import team_document
from filrouge.kernel.people.exports.vcard import vcards
from filrouge.kernel.people.forms import DayForm, FilterForm
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import Directory
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@require_safe
def export(request: TenantRequest) -> HttpResponse | StreamingHttpResponse:
    """The people of the current filter, or the ticked ones, as CSV, XLSX or address book."""
    require(request.membership, policy.VIEW)
    day = timezone.localdate()
    ids = request.GET.getlist("id")
    if ids:
        people = queries.directory(Directory(day, scope="all")).filter(pk__in=_uuids(ids))
    else:
        people = queries.directory(FilterForm(request.GET).asked())
    return _file(request, people, day, "equipe")


@require_safe
def associates_export(request: TenantRequest) -> HttpResponse | StreamingHttpResponse:
    require(request.membership, policy.VIEW)
    day = DayForm(request.GET).day()
    people = queries.associates_on(day).prefetch_related("engagements")
    return _file(request, people, day, f"associes-{day:%Y-%m-%d}")


@require_safe
def trombinoscope_pdf(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    day = timezone.localdate()
    people = queries.directory(FilterForm(request.GET).asked())
    pdf = render_pdf(team_document(people, request.organisation, day))
    return _attached(HttpResponse(pdf, content_type="application/pdf"), f"trombinoscope-{day:%Y-%m-%d}.pdf")


def _file(
    request: TenantRequest, people: Iterable[Person], day: date, name: str
) -> HttpResponse | StreamingHttpResponse:
    wanted = request.GET.get("format")
    if wanted == "vcf":
        cards = vcards(people, request.organisation.name)
        return _attached(HttpResponse(cards, content_type="text/vcard; charset=utf-8"), f"{name}.vcf")
    sheet = people_sheet(people, day)
    if wanted == "xlsx":
        return _attached(HttpResponse(render_xlsx([sheet], created=day), content_type=XLSX), f"{name}.xlsx")
    # small: read inside the scope of the organisation, not while the answer leaves
    content = b"".join(stream_csv(sheet))
    return _attached(HttpResponse(content, content_type="text/csv; charset=utf-8"), f"{name}.csv")


def _attached(response: HttpResponse, name: str) -> HttpResponse:
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _uuids(values: Iterable[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
