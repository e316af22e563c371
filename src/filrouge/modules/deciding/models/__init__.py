"""What deciding keeps."""

from filrouge.modules.deciding.models.ballots import Ballot, BallotBox, Objection, Voter
from filrouge.modules.deciding.models.boards import Board, Idea, Pile
from filrouge.modules.deciding.models.ideas import ProjectIdea

__all__ = ["Ballot", "BallotBox", "Board", "Idea", "Objection", "Pile", "ProjectIdea", "Voter"]
