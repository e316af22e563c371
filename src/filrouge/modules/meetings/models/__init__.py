"""What meetings keep."""

from filrouge.modules.meetings.models.agenda import AgendaItem, ItemDocument
from filrouge.modules.meetings.models.annexes import Annex
from filrouge.modules.meetings.models.attendance import Participant
from filrouge.modules.meetings.models.backlog import BacklogItem, SetAside
from filrouge.modules.meetings.models.corrections import Correction
from filrouge.modules.meetings.models.decisions import Decision, DecisionReview
from filrouge.modules.meetings.models.deliveries import Delivery
from filrouge.modules.meetings.models.hours import HoursRule
from filrouge.modules.meetings.models.informations import Information
from filrouge.modules.meetings.models.meeting import Meeting
from filrouge.modules.meetings.models.minutes import Minutes
from filrouge.modules.meetings.models.notes import Written
from filrouge.modules.meetings.models.remarks import Remark
from filrouge.modules.meetings.models.retroplanning import MeetingStep
from filrouge.modules.meetings.models.sections import MinutesSection
from filrouge.modules.meetings.models.sheets import SheetPhoto
from filrouge.modules.meetings.models.types import MeetingType
from filrouge.modules.meetings.models.versions import NotesVersion

__all__ = [
    "AgendaItem",
    "Annex",
    "BacklogItem",
    "Correction",
    "Decision",
    "DecisionReview",
    "Delivery",
    "HoursRule",
    "Information",
    "ItemDocument",
    "Meeting",
    "MeetingStep",
    "MeetingType",
    "Minutes",
    "MinutesSection",
    "NotesVersion",
    "Participant",
    "Remark",
    "SetAside",
    "SheetPhoto",
    "Written",
]
