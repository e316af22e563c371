from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.modules.deciding import policy
from filrouge.modules.deciding.enums import ObjectionState
from filrouge.modules.deciding.models import Objection
from filrouge.modules.deciding.queries.outcome import outcome_of, papers_of
from filrouge.modules.deciding.services.room import tell_room
from filrouge.modules.deciding.services.status import lock


@transaction.atomic
def treat_objection(
    objection: Objection,
    *,
    by: Membership,
    state: str,
    word: str = "",
    amended: str = "",
) -> Objection:
    """Say what the group made of an objection. The result of the ballot follows.

    ``amended`` is the proposal as it now reads, when the objection made it better.
    """
    require(by, policy.RUN)
    ballot = lock(objection.ballot)
    if ballot.decision_id:
        raise ValidationError("La décision est inscrite : ce consentement ne change plus.", code="registered")
    if state == ObjectionState.INTEGRATED and not (amended.strip() or ballot.amended):
        raise ValidationError({"amended": "Écrivez la proposition telle qu’elle est bonifiée."}, code="amended")
    objection.state, objection.word = state, word
    objection.full_clean()
    objection.save(update_fields=["state", "word"])
    if state == ObjectionState.INTEGRATED and amended.strip():
        ballot.amended = amended.strip()
    outcome = outcome_of(ballot, papers_of(ballot), electors=ballot.voters.count())
    ballot.verdict, ballot.sentence = outcome.verdict, outcome.sentence
    ballot.full_clean()
    ballot.save(update_fields=["amended", "verdict", "sentence"])
    tell_room(ballot)
    label = ObjectionState(state).label
    timeline.record(ballot, "deciding.objection_treated", by=by, title=ballot.title, state=label)
    return objection
