from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership, Site
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.aci import policy
from filrouge.modules.aci.models import DirectAnswer, SiteOpening
from filrouge.modules.aci.queries.hours import opening_of


@transaction.atomic
def keep_hours(year: int, site: Site | None, *, by: Membership, **fields: Any) -> SiteOpening:
    """When a site is open, from this year on; the years before keep what they had.

    A year that was answered directly no longer is: every site counts again, not this one alone.
    """
    require(by, policy.KEEP)
    _end_answers(year, by=by)
    row = SiteOpening.objects.select_for_update(of=("self",)).filter(from_year=year, site=site).first()
    row = row or SiteOpening(from_year=year, site=site)
    for name, value in fields.items():
        setattr(row, name, value)
    row.full_clean()
    row.save()
    timeline.record(row, "aci.hours_kept", by=by, title=row.hours.name, year=year)
    return row


@transaction.atomic
def answer_directly(year: int, *, by: Membership) -> DirectAnswer:
    """From this year on, what is typed with the year counts and no site does; the years before do not change."""
    require(by, policy.KEEP)
    if opening_of(year) is None:
        raise ValidationError(f"Aucun site n’a d’horaires pour {year}.", code="nothing")
    row, _created = DirectAnswer.objects.get_or_create(from_year=year)
    timeline.record(row, "aci.hours_forgotten", by=by, year=year)
    return row


@transaction.atomic
def take_hours_back(year: int, *, by: Membership) -> None:
    """What the sites said counts again in this year, as before the direct answer."""
    require(by, policy.KEEP)
    if not _end_answers(year, by=by):
        raise ValidationError(f"Les horaires des sites n’ont pas été écartés en {year}.", code="nothing")


def _end_answers(year: int, *, by: Membership) -> bool:
    """An answer of this very year goes, an earlier one holds until then. Whether there was one."""
    rows = [row for row in DirectAnswer.objects.select_for_update(of=("self",)) if row.holds_in(year)]
    for row in rows:
        timeline.record(row, "aci.hours_taken_back", by=by, year=year)
        if row.from_year == year:
            row.delete()
        else:
            row.until_year = year
            row.save(update_fields=["until_year"])
    return bool(rows)
