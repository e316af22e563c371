from __future__ import annotations

from datetime import datetime

from django.db.models import QuerySet

from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.timeline.models import Entry


def history_of(subject: TenantModel) -> QuerySet[Entry]:
    return Entry.objects.filter(subject_kind=subject._meta.label_lower, subject_id=subject.pk)


def entries_since(moment: datetime) -> QuerySet[Entry]:
    return Entry.objects.filter(happened_at__gt=moment)


def recent_entries() -> QuerySet[Entry]:
    return Entry.objects.all()
