from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils import timezone

from filrouge.kernel.people.models import Group
from filrouge.kernel.people.queries.names import known_names
from filrouge.kernel.policy import require
from filrouge.kernel.privacy.validators import validate_no_identity
from filrouge.kernel.tenancy.models import Membership, Organisation, TenantModel
from filrouge.kernel.tenancy.scope import current_organisation_id
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import policy
from filrouge.modules.meetings.enums import DecisionOrigin, DecisionStatus
from filrouge.modules.meetings.models import AgendaItem, Decision
from filrouge.modules.meetings.services.status import lock, require_writable

DATED = ("applied_on", "expected_on")  # written by ``date_application``


@transaction.atomic
def add_decision(
    item: AgendaItem,
    *,
    by: Membership,
    text: str,
    reason: str = "",
    review_on: date | None = None,
    vote: str = "",
    vote_figures: Mapping[str, int] | None = None,
    acknowledged: Collection[str] = (),
) -> Decision:
    """Write a decision under an item. It enters the register, with a number, when the minutes are approved."""
    require(by, policy.HOLD)
    meeting = lock(item.meeting)
    require_writable(meeting)
    validate_no_identity(f"{text}\n{reason}", known_names=known_names(), acknowledged=acknowledged)
    decision = Decision(
        meeting=meeting,
        item=item,
        group=meeting.group,
        body=str(meeting.group or meeting.type),
        text=text,
        reason=reason,
        review_on=review_on,
        vote=vote,
        vote_figures=dict(vote_figures or {}),
        decided_on=meeting.starts_on,
    )
    decision.full_clean()
    decision.save()
    timeline.record(decision, "meetings.decided", by=by, title=meeting.title, text=text[:120])
    return decision


@transaction.atomic
def register_decision(
    *,
    by: Membership | Actor,
    text: str,
    body: str,
    group: Group | None = None,
    source: TenantModel | None = None,
    decided_on: date | None = None,
    reason: str = "",
    review_on: date | None = None,
    vote: str = "",
    vote_figures: Mapping[str, int] | None = None,
    acknowledged: Collection[str] = (),
) -> Decision:
    """Enter a decision taken between two meetings: numbered at once, in the same sequence as the others.

    ``source`` is what it was born of (a proposal by link), shown on its page. An ``Actor`` is the house itself, when a
    proposal closes by its date; what people typed was read for identities when it was written.
    """
    if isinstance(by, Membership):
        require(by, policy.DECISIONS)
        validate_no_identity(f"{text}\n{reason}", known_names=known_names(), acknowledged=acknowledged)
    decision = Decision(
        origin=DecisionOrigin.BETWEEN,
        group=group,
        body=body,
        text=text,
        reason=reason,
        review_on=review_on,
        vote=vote,
        vote_figures=dict(vote_figures or {}),
        decided_on=decided_on or timezone.localdate(),
        **_source_fields(source),
    )
    decision.full_clean()
    lock_numbers()
    number_decisions([decision], year=decision.decided_on.year)
    timeline.record(decision, "meetings.decision_registered", by=by, number=decision.reference, text=text[:120])
    return decision


def lock_numbers() -> None:
    """Numbers have no gap: whoever numbers holds the organisation's row until the transaction ends."""
    Organisation.objects.select_for_update(of=("self",)).get(pk=current_organisation_id())


def number_decisions(decisions: Iterable[Decision], *, year: int) -> None:
    """Give these decisions the next numbers of the year, and save them. The caller holds ``lock_numbers``."""
    taken = Decision.objects.filter(year=year).aggregate(Max("number"))["number__max"] or 0
    for number, decision in enumerate(decisions, taken + 1):
        decision.year, decision.number = year, number
        decision.save()


def _source_fields(source: TenantModel | None) -> dict[str, Any]:
    if source is None:
        return {}
    get_url = getattr(source, "get_absolute_url", None)
    return {
        "source_kind": source._meta.label_lower,
        "source_id": source.pk,
        "source_url": get_url() if get_url else "",
    }


@transaction.atomic
def remove_decision(decision: Decision, *, by: Membership) -> None:
    require(by, policy.HOLD)
    if decision.meeting is None or decision.number is not None:
        raise ValidationError("Une décision du registre ne se retire pas : abandonnez-la.", code="registered")
    meeting = lock(decision.meeting)
    require_writable(meeting)
    timeline.record(meeting, "meetings.decision_removed", by=by, title=meeting.title, text=decision.text[:120])
    decision.delete()


def date_application(decision: Decision, expected_on: date | None) -> None:
    """Keep the day a decision became applied and the day it was expected for; forget both when it waits again."""
    if decision.status == DecisionStatus.TO_APPLY:
        decision.applied_on = decision.expected_on = None
    elif decision.status == DecisionStatus.APPLIED and decision.applied_on is None:
        decision.applied_on, decision.expected_on = timezone.localdate(), expected_on


@transaction.atomic
def change_decision(decision: Decision, *, by: Membership, **changes: Any) -> Decision:
    """Follow a decision in the register: its state and its review date. Its text is that of the minutes."""
    require(by, policy.DECISIONS)
    if set(changes) - {"status", "review_on"}:
        raise ValidationError("Le texte d’une décision est celui du compte rendu : il ne change pas.", code="frozen")
    decision = Decision.objects.select_for_update(of=("self",)).get(pk=decision.pk)
    if decision.status == DecisionStatus.REPLACED or changes.get("status") == DecisionStatus.REPLACED:
        raise ValidationError("Une décision se remplace par une autre, sur sa page.", code="replaced")
    expected_on = decision.review_on
    for name, value in changes.items():
        setattr(decision, name, value)
    date_application(decision, expected_on)
    decision.full_clean()
    decision.save(update_fields=[*changes, *DATED])
    timeline.record(
        decision, "meetings.decision_followed", by=by, text=decision.text[:120], status=decision.get_status_display()
    )
    return decision
