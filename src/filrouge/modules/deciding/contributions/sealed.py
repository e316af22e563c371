from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.deciding.models import Ballot, Board, Sequence
from filrouge.modules.meetings import queries as meetings


@registry.sealed_subjects.register("deciding")
def sealed(membership: Membership) -> Mapping[str, QuerySet[Any, Any]]:
    """The history of a vote is closed with its meeting."""
    if meetings.reads_all(membership):
        return {}
    hidden = meetings.sealed_to(membership).order_by().values("pk")
    return {
        model._meta.label_lower: model.objects.filter(meeting__in=hidden).order_by().values_list("pk")
        for model in (Ballot, Board, Sequence)
    }
