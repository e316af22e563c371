from __future__ import annotations

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import DECIDES, BallotStatus, Verdict
from filrouge.modules.deciding.models import Ballot
from filrouge.modules.deciding.services.status import lock
from filrouge.modules.meetings import services as meetings
from filrouge.modules.meetings.models import Decision

QUESTION_MARK = " ?\u00a0\u202f"


def decision_text(ballot: Ballot) -> str:
    """What the register would say, to be read over before it is written."""
    if ballot.verdict == Verdict.CHOSEN:
        return f"{ballot.title.rstrip(QUESTION_MARK)} : {ballot.chosen}"
    if ballot.verdict == Verdict.ADOPTED:
        return ballot.final_text or ballot.title
    return f"Proposition non retenue : {ballot.title}"


@transaction.atomic
def register_result(
    ballot: Ballot,
    *,
    by: Membership | Actor,
    text: str,
    reason: str = "",
    review_on: date | None = None,
    acknowledged: Collection[str] = (),
) -> Decision:
    """Write the decision that a ballot ends in, with its vote explained: under its item, or between meetings."""
    if isinstance(by, Membership):
        require(by, policy.RUN)
    ballot = lock(ballot)
    _require_result(ballot)
    said: dict[str, Any] = {
        "text": text,
        "reason": reason,
        "review_on": review_on,
        "vote": ballot.sentence[:500],
        "vote_figures": ballot.figures,
        "acknowledged": acknowledged,
    }
    decision = _between_meetings(ballot, by, said) if ballot.is_between else _under_its_item(ballot, by, said)
    ballot.decision = decision
    ballot.save(update_fields=["decision"])
    timeline.record(ballot, "deciding.registered", by=by, title=ballot.title)
    return decision


def _between_meetings(ballot: Ballot, by: Membership | Actor, said: dict[str, Any]) -> Decision:
    body = str(ballot.group) if ballot.group else "Personnes interrogées"
    return meetings.register_decision(by=by, body=body, group=ballot.group, source=ballot, **said)


def _under_its_item(ballot: Ballot, by: Membership | Actor, said: dict[str, Any]) -> Decision:
    assert isinstance(by, Membership)  # the house closes by itself only what is asked between meetings
    if ballot.item is None:
        raise ValidationError("Le point de ce vote n’existe plus : notez la décision sous un autre.", code="item")
    return meetings.add_decision(ballot.item, by=by, **said)


def _require_result(ballot: Ballot) -> None:
    if ballot.decision_id:
        raise ValidationError("La décision issue de ce vote est déjà inscrite.", code="registered")
    if ballot.status != BallotStatus.CLOSED:
        raise ValidationError("Dépouillez d’abord ce vote.", code="not_closed")
    if ballot.verdict == Verdict.OBJECTIONS:
        raise ValidationError("Il reste des objections à traiter avant d’inscrire la décision.", code="objections")
    if ballot.verdict not in DECIDES:
        raise ValidationError("Ce vote n’a rien décidé : il n’y a pas de décision à inscrire.", code="nothing")
