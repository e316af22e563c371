"""What deciding reads and counts."""

from filrouge.modules.deciding.queries.ballots import (
    ballot_list,
    ballots_of,
    ballots_whole,
    objections_of,
    voter_of,
    voters_of,
    with_turnout,
)
from filrouge.modules.deciding.queries.outcome import outcome_of, papers_of, values_of, votes_of

__all__ = [
    "ballot_list",
    "ballots_of",
    "ballots_whole",
    "objections_of",
    "outcome_of",
    "papers_of",
    "values_of",
    "voter_of",
    "voters_of",
    "votes_of",
    "with_turnout",
]
