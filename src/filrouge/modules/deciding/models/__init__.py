"""What deciding keeps."""

from filrouge.modules.deciding.models.ballots import Ballot, BallotBox, Objection, Voter

__all__ = ["Ballot", "BallotBox", "Objection", "Voter"]
