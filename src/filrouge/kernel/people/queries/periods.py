"""One reading of dates for the whole room: both ends count."""

from __future__ import annotations

from datetime import date

from django.db.models import Q


def in_force(day: date, *, start: str = "starts_on", end: str = "ends_on", prefix: str = "") -> Q:
    """The period holds on this day: an engagement that ends on 31 December still counts on 31 December."""
    return Q(**{f"{prefix}{start}__lte": day}) & (
        Q(**{f"{prefix}{end}__isnull": True}) | Q(**{f"{prefix}{end}__gte": day})
    )


def not_gone(day: date, *, prefix: str = "") -> Q:
    """No departure before this day. One noted for later changes nothing until then; who is to arrive counts."""
    return Q(**{f"{prefix}left_on__isnull": True}) | Q(**{f"{prefix}left_on__gte": day})


def present(day: date) -> Q:
    """People whose arrival and departure, when known, leave them in the team on this day."""
    return (Q(arrived_on__isnull=True) | Q(arrived_on__lte=day)) & not_gone(day)
