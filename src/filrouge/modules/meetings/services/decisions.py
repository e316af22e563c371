from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.models import AgendaItem, Decision
from filrouge.modules.meetings.services.status import lock, require_writable


@transaction.atomic
def add_decision(
    item: AgendaItem,
    *,
    by: Membership,
    text: str,
    reason: str = "",
    review_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Decision:
    """Write a decision under an item. It enters the register, with a number, when the minutes are approved."""
    require(by, policy.HOLD)
    meeting = lock(item.meeting)
    require_writable(meeting)
    validate_no_identity(f"{text}\n{reason}", known_names=known_names(), acknowledged=acknowledged)
    decision = Decision(
        meeting=meeting, item=item, text=text, reason=reason, review_on=review_on, decided_on=meeting.starts_on
    )
    decision.full_clean()
    decision.save()
    timeline.record(decision, "meetings.decided", by=by, title=meeting.title, text=text[:120])
    return decision


@transaction.atomic
def remove_decision(decision: Decision, *, by: Membership) -> None:
    require(by, policy.HOLD)
    meeting = lock(decision.meeting)
    require_writable(meeting)
    timeline.record(meeting, "meetings.decision_removed", by=by, title=meeting.title, text=decision.text[:120])
    decision.delete()


@transaction.atomic
def change_decision(decision: Decision, *, by: Membership, **changes: Any) -> Decision:
    """Follow a decision in the register: its state and its review date. Its text is that of the minutes."""
    require(by, policy.DECISIONS)
    if set(changes) - {"status", "review_on"}:
        raise ValidationError("Le texte d’une décision est celui du compte rendu : il ne change pas.", code="frozen")
    for name, value in changes.items():
        setattr(decision, name, value)
    decision.full_clean()
    decision.save(update_fields=list(changes))
    timeline.record(
        decision, "meetings.decision_followed", by=by, text=decision.text[:120], status=decision.get_status_display()
    )
    return decision
