"""What changes in deciding, one verb each."""

from filrouge.modules.deciding.services.ballots import (
    cancel_ballot,
    change_ballot,
    close_ballot,
    note_hands,
    open_ballot,
    prepare_ballot,
)
from filrouge.modules.deciding.services.objections import treat_objection
from filrouge.modules.deciding.services.proposals import (
    change_proposal,
    extend_proposal,
    propose,
    send_proposal,
)
from filrouge.modules.deciding.services.registering import decision_text, register_result
from filrouge.modules.deciding.services.reminding import close_due, close_proposal, remind_now, remind_silent
from filrouge.modules.deciding.services.votes import Cast, cast_vote, note_vote

__all__ = [
    "Cast",
    "cancel_ballot",
    "cast_vote",
    "change_ballot",
    "change_proposal",
    "close_ballot",
    "close_due",
    "close_proposal",
    "decision_text",
    "extend_proposal",
    "note_hands",
    "note_vote",
    "open_ballot",
    "prepare_ballot",
    "propose",
    "register_result",
    "remind_now",
    "remind_silent",
    "send_proposal",
    "treat_objection",
]
