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
from filrouge.modules.deciding.services.registering import decision_text, register_result
from filrouge.modules.deciding.services.votes import Cast, cast_vote, note_vote

__all__ = [
    "Cast",
    "cancel_ballot",
    "cast_vote",
    "change_ballot",
    "close_ballot",
    "decision_text",
    "note_hands",
    "note_vote",
    "open_ballot",
    "prepare_ballot",
    "register_result",
    "treat_objection",
]
