from filrouge.modules.coordinator.forms.growth import LevelsForm, PlanForm, TrainingForm
from filrouge.modules.coordinator.forms.handover import AccessForm, HabitForm
from filrouge.modules.coordinator.forms.post import FundingForm, PostForm
from filrouge.modules.coordinator.forms.presence import AbsenceForm, DaysForm, HoursForm, PresenceForm
from filrouge.modules.coordinator.forms.profile import ChoiceForm, PrioritiesForm
from filrouge.modules.coordinator.forms.time import EntryForm, MonthForm, StopForm, WorkForm

__all__ = [
    "AbsenceForm",
    "AccessForm",
    "ChoiceForm",
    "DaysForm",
    "EntryForm",
    "FundingForm",
    "HabitForm",
    "HoursForm",
    "LevelsForm",
    "MonthForm",
    "PlanForm",
    "PostForm",
    "PresenceForm",
    "PrioritiesForm",
    "StopForm",
    "TrainingForm",
    "WorkForm",
]
