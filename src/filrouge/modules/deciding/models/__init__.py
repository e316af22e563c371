"""What deciding keeps."""

from filrouge.modules.deciding.models.ballots import Ballot, BallotBox, Objection, Voter
from filrouge.modules.deciding.models.boards import Board, Idea, Pile
from filrouge.modules.deciding.models.ideas import ProjectIdea
from filrouge.modules.deciding.models.sequences import Contribution, Sequence

__all__ = [
    "Ballot",
    "BallotBox",
    "Board",
    "Contribution",
    "Idea",
    "Objection",
    "Pile",
    "ProjectIdea",
    "Sequence",
    "Voter",
]
