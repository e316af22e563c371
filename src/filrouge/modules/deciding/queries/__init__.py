"""What deciding reads and counts."""

from filrouge.modules.deciding.queries.ballots import (
    ballot_list,
    ballots_of,
    ballots_whole,
    counted_ballots,
    items_soon,
    items_to_decide,
    objections_of,
    on_the_desk,
    open_proposals,
    readable,
    shown_ballot,
    voter_in_seat,
    voter_of,
    voters_asked,
    voters_of,
    with_turnout,
)
from filrouge.modules.deciding.queries.boards import board_list, boards_whole, project_ideas, shown_board
from filrouge.modules.deciding.queries.doings import Doing, doings_of
from filrouge.modules.deciding.queries.library import find_techniques, sequence_plans, suggest, techniques
from filrouge.modules.deciding.queries.outcome import outcome_of, papers_of, values_of, votes_of
from filrouge.modules.deciding.queries.sequences import (
    blocks_of,
    gathered,
    people_to_hear,
    plan_of,
    sequences_whole,
    shown_sequence,
)
from filrouge.modules.deciding.queries.words import rules_of, said

__all__ = [
    "Doing",
    "ballot_list",
    "ballots_of",
    "ballots_whole",
    "blocks_of",
    "board_list",
    "boards_whole",
    "counted_ballots",
    "doings_of",
    "find_techniques",
    "gathered",
    "items_soon",
    "items_to_decide",
    "objections_of",
    "on_the_desk",
    "open_proposals",
    "outcome_of",
    "papers_of",
    "people_to_hear",
    "plan_of",
    "project_ideas",
    "readable",
    "rules_of",
    "said",
    "sequence_plans",
    "sequences_whole",
    "shown_ballot",
    "shown_board",
    "shown_sequence",
    "suggest",
    "techniques",
    "values_of",
    "voter_in_seat",
    "voter_of",
    "voters_asked",
    "voters_of",
    "votes_of",
    "with_turnout",
]
