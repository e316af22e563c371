from filrouge.modules.coordinator.forms.handover import AccessForm, HabitForm
from filrouge.modules.coordinator.forms.post import FundingForm, PostForm
from filrouge.modules.coordinator.forms.presence import AbsenceForm, DaysForm, HoursForm, PresenceForm
from filrouge.modules.coordinator.forms.time import EntryForm, MonthForm, StopForm, WorkForm

__all__ = [
    "AbsenceForm",
    "AccessForm",
    "DaysForm",
    "EntryForm",
    "FundingForm",
    "HabitForm",
    "HoursForm",
    "MonthForm",
    "PostForm",
    "PresenceForm",
    "StopForm",
    "WorkForm",
]
