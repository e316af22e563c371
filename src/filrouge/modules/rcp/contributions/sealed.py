from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.db.models import QuerySet

from filrouge.kernel import registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.queries import reads_all, sealed_to
from filrouge.modules.rcp.models import Case


@registry.sealed_subjects.register("rcp")
def sealed(membership: Membership) -> Mapping[str, QuerySet[Any, Any]]:
    """Situations of a reserved RCP are as reserved as itself."""
    if reads_all(membership):
        return {}
    meetings = sealed_to(membership).order_by().values_list("pk")
    return {Case._meta.label_lower: Case.objects.filter(meeting__in=meetings).order_by().values_list("pk")}
