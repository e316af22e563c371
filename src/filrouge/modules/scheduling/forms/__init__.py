"""What may be typed about dates."""

from filrouge.modules.scheduling.forms.answers import AnswersForm
from filrouge.modules.scheduling.forms.choosing import ChooseForm
from filrouge.modules.scheduling.forms.plans import LineForm, PlannedDateForm
from filrouge.modules.scheduling.forms.series import FromForm, MoveForm, SeriesForm, SkipForm, usual_series
from filrouge.modules.scheduling.forms.slots import MoreSlotsForm, PollForm, PollSettingsForm, SlotsForm

__all__ = [
    "AnswersForm",
    "ChooseForm",
    "FromForm",
    "LineForm",
    "MoreSlotsForm",
    "MoveForm",
    "PlannedDateForm",
    "PollForm",
    "PollSettingsForm",
    "SeriesForm",
    "SkipForm",
    "SlotsForm",
    "usual_series",
]
