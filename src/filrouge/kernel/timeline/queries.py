from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from filrouge.kernel.registry import sealed_subjects
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline.models import Entry


def history_of(subject: TenantModel) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


def entries_since(moment: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(happened_at__gt=moment)


def readable_entries(membership: Membership) -> QuerySet[Entry]:
    """Everything that happened, latest first, but for what the rooms keep from this member."""
    entries = Entry.objects.all()
    for provider in sealed_subjects.values():
        for kind, sealed in provider(membership).items():
            entries = entries.exclude(subject_kind=kind, subject_id__in=sealed)
    return entries
