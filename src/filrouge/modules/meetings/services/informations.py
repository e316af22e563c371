from __future__ import annotations

from collections.abc import Collection

from django.db import transaction

from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, Information
from filrouge.modules.meetings.services.status import lock, require_writable


@transaction.atomic
def add_information(item: AgendaItem, *, by: Membership, text: str, acknowledged: Collection[str] = ()) -> Information:
    """Write under an item what everybody should know."""
    require(by, policy.HOLD)
    require_writable(lock(item.meeting))
    validate_no_identity(text, known_names=known_names(), acknowledged=acknowledged)
    information = Information(item=item, text=text)
    information.full_clean()
    information.save()
    return information


@transaction.atomic
def remove_information(information: Information, *, by: Membership) -> None:
    require(by, policy.HOLD)
    require_writable(lock(information.item.meeting))
    information.delete()
