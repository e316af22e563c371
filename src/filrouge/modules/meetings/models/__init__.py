"""What meetings keep."""

from filrouge.modules.meetings.models.agenda import AgendaItem, ItemDocument
from filrouge.modules.meetings.models.attendance import Participant
from filrouge.modules.meetings.models.decisions import Decision, DecisionReview
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.minutes import Minutes
from filrouge.modules.meetings.models.sheets import SheetPhoto
from filrouge.modules.meetings.models.types import MeetingType

__all__ = [
    "AgendaItem",
    "Decision",
    "DecisionReview",
    "ItemDocument",
    "Meeting",
    "MeetingType",
    "Minutes",
    "Participant",
    "SheetPhoto",
]
