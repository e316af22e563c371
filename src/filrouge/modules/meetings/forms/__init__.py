"""What may be typed about a meeting."""

from filrouge.modules.meetings.forms.agenda import ItemForm
from filrouge.modules.meetings.forms.answers import AnswerForm, OpinionForm
from filrouge.modules.meetings.forms.feeds import CalendarForm
from filrouge.modules.meetings.forms.lists import MeetingFilterForm
from filrouge.modules.meetings.forms.minutes import ReviewForm
from filrouge.modules.meetings.forms.planning import CancelForm, ConveneForm, MeetingForm, ParticipantsForm
from filrouge.modules.meetings.forms.register import DecisionFilterForm, DecisionFollowForm
from filrouge.modules.meetings.forms.session import (
    DecisionForm,
    NotesForm,
    PresenceForm,
    SessionTaskForm,
    SessionTimesForm,
)

__all__ = [
    "AnswerForm",
    "CalendarForm",
    "CancelForm",
    "ConveneForm",
    "DecisionFilterForm",
    "DecisionFollowForm",
    "DecisionForm",
    "ItemForm",
    "MeetingFilterForm",
    "MeetingForm",
    "NotesForm",
    "OpinionForm",
    "ParticipantsForm",
    "PresenceForm",
    "ReviewForm",
    "SessionTaskForm",
    "SessionTimesForm",
]
