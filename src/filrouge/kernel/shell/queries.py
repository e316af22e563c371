from __future__ import annotations

from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.apps import apps
from django.db.models import QuerySet
from django.utils import timezone

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.queries import readable_entries


def history(
    membership: Membership,
    *,
    actor: UUID | None = None,
    kind: str = "",
    since: date | None = None,
    until: date | None = None,
) -> QuerySet[Entry]:
    """What happened in the organisation, latest first."""
    entries = readable_entries(membership)
    if actor is not None:
        entries = entries.filter(actor_user_id=actor)
    if kind:
        entries = entries.filter(subject_kind=kind)
    if since is not None:
        entries = entries.filter(happened_at__gte=_midnight(since))
    if until is not None:
        entries = entries.filter(happened_at__lt=_midnight(until + timedelta(days=1)))
    return entries


def kinds() -> list[tuple[str, str]]:
    """What the history speaks of here: model label and French name. Models that no longer exist are left out."""
    labels = Entry.objects.order_by().values_list("subject_kind", flat=True).distinct()
    known = {model._meta.label_lower: str(model._meta.verbose_name) for model in apps.get_models()}
    known[Membership._meta.label_lower] = "accès et organisation"
    named = {label: known[label] for label in labels if label in known}
    return sorted(named.items(), key=lambda item: item[1])


def _midnight(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))
