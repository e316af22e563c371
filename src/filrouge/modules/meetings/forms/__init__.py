"""What may be typed about a meeting."""

from filrouge.modules.meetings.forms.agenda import ArrangeForm, ItemEditForm, ItemForm
from filrouge.modules.meetings.forms.annexes import AnnexesForm
from filrouge.modules.meetings.forms.answers import AnswerForm, OpinionForm
from filrouge.modules.meetings.forms.attendance import GuestForm, Mark, WalkInForm, marks_in, moment_in
from filrouge.modules.meetings.forms.backlog import (
    PointActForm,
    PointAddForm,
    PointDropForm,
    PointFilterForm,
    PointForm,
    PostponeForm,
)
from filrouge.modules.meetings.forms.declarations import DeclarationForm
from filrouge.modules.meetings.forms.feeds import CalendarForm
from filrouge.modules.meetings.forms.hours import HoursFilterForm, HoursRuleEndForm, HoursRuleForm
from filrouge.modules.meetings.forms.lists import MeetingFilterForm
from filrouge.modules.meetings.forms.minutes import ApproveForm, CorrectionForm, DeliveryForm, ReviewForm
from filrouge.modules.meetings.forms.numbers import NumbersFilterForm
from filrouge.modules.meetings.forms.planning import CancelForm, ConveneForm, MeetingForm, ParticipantsForm, ReadersForm
from filrouge.modules.meetings.forms.register import DecisionFilterForm, DecisionFollowForm, DecisionReviewForm
from filrouge.modules.meetings.forms.remarks import RemarkAnswerForm, RemarkForm, RemarkWithdrawForm
from filrouge.modules.meetings.forms.retroplanning import StepForm
from filrouge.modules.meetings.forms.roles import RolesForm
from filrouge.modules.meetings.forms.session import (
    DecisionForm,
    InformationForm,
    SessionTaskForm,
    SessionTimesForm,
)
from filrouge.modules.meetings.forms.types import MeetingTypeForm, TypeArrangeForm

__all__ = [
    "AnnexesForm",
    "AnswerForm",
    "ApproveForm",
    "ArrangeForm",
    "CalendarForm",
    "CancelForm",
    "ConveneForm",
    "CorrectionForm",
    "DecisionFilterForm",
    "DecisionFollowForm",
    "DecisionForm",
    "DecisionReviewForm",
    "DeclarationForm",
    "DeliveryForm",
    "GuestForm",
    "HoursFilterForm",
    "HoursRuleEndForm",
    "HoursRuleForm",
    "InformationForm",
    "ItemEditForm",
    "ItemForm",
    "Mark",
    "MeetingFilterForm",
    "MeetingForm",
    "MeetingTypeForm",
    "NumbersFilterForm",
    "OpinionForm",
    "ParticipantsForm",
    "PointActForm",
    "PointAddForm",
    "PointDropForm",
    "PointFilterForm",
    "PointForm",
    "PostponeForm",
    "ReadersForm",
    "RemarkAnswerForm",
    "RemarkForm",
    "RemarkWithdrawForm",
    "ReviewForm",
    "RolesForm",
    "SessionTaskForm",
    "SessionTimesForm",
    "StepForm",
    "TypeArrangeForm",
    "WalkInForm",
    "marks_in",
    "moment_in",
]
