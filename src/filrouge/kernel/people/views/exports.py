from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.http import HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_safe

from filrouge.kernel.documents.responses import file_answer, pdf_answer, sheet_answer
from filrouge.kernel.people import policy, queries
from filrouge.kernel.people.exports.sheet import people_sheet
from filrouge.kernel.people.exports.trombinoscope import team_document
from filrouge.kernel.people.exports.vcard import vcards
from filrouge.kernel.people.forms import DayForm, FilterForm
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import Directory
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest


@require_safe
def export(request: TenantRequest) -> HttpResponse:
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
def associates_export(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    day = DayForm(request.GET).day()
    people = queries.associates_on(day).prefetch_related("engagements")
    return _file(request, people, day, f"associes-{day:%Y-%m-%d}")


@require_safe
def trombinoscope_pdf(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.VIEW)
    day = timezone.localdate()
    people = queries.directory(FilterForm(request.GET).asked())
    document = team_document(people, request.organisation, day)
    return pdf_answer(document, f"trombinoscope-{day:%Y-%m-%d}", inline=False)


def _file(request: TenantRequest, people: Iterable[Person], day: date, name: str) -> HttpResponse:
    wanted = request.GET.get("format", "csv")
    if wanted == "vcf":
        return file_answer(
            vcards(people, request.organisation.name).encode(), f"{name}.vcf", "text/vcard; charset=utf-8"
        )
    return sheet_answer(people_sheet(people, day), name, wanted, created=day)


def _uuids(values: Iterable[str]) -> list[UUID]:
    found = []
    for value in values:
        try:
            found.append(UUID(value))
        except ValueError:
            continue
    return found
