"""What changes in deciding, one verb each."""

from filrouge.modules.deciding.services.ballots import (
    cancel_ballot,
    change_ballot,
    close_ballot,
    note_hands,
    open_ballot,
    prepare_ballot,
)
from filrouge.modules.deciding.services.becoming import (
    become_decision,
    become_project_idea,
    become_task,
    follow_project_idea,
    note_project_idea,
)
from filrouge.modules.deciding.services.boards import (
    add_idea,
    gather,
    move_board,
    open_board,
    put_in,
    remove_idea,
    rename_pile,
    scatter,
    vote_on_board,
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
from filrouge.modules.deciding.services.sequences import (
    contribute,
    finish_sequence,
    go_to_step,
    mark_spoken,
    remove_contribution,
    start_sequence,
    start_step_clock,
    stop_step_clock,
)
from filrouge.modules.deciding.services.votes import Cast, cast_vote, note_vote

__all__ = [
    "Cast",
    "add_idea",
    "become_decision",
    "become_project_idea",
    "become_task",
    "cancel_ballot",
    "cast_vote",
    "change_ballot",
    "change_proposal",
    "close_ballot",
    "close_due",
    "close_proposal",
    "contribute",
    "decision_text",
    "extend_proposal",
    "finish_sequence",
    "follow_project_idea",
    "gather",
    "go_to_step",
    "mark_spoken",
    "move_board",
    "note_hands",
    "note_project_idea",
    "note_vote",
    "open_ballot",
    "open_board",
    "prepare_ballot",
    "propose",
    "put_in",
    "register_result",
    "remind_now",
    "remind_silent",
    "remove_contribution",
    "remove_idea",
    "rename_pile",
    "scatter",
    "send_proposal",
    "start_sequence",
    "start_step_clock",
    "stop_step_clock",
    "treat_objection",
    "vote_on_board",
]
