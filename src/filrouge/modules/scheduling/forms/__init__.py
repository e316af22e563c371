"""What may be typed about dates."""

from filrouge.modules.scheduling.forms.answers import AnswersForm
from filrouge.modules.scheduling.forms.choosing import ChooseForm
from filrouge.modules.scheduling.forms.slots import MoreSlotsForm, PollForm, PollSettingsForm, SlotsForm

__all__ = ["AnswersForm", "ChooseForm", "MoreSlotsForm", "PollForm", "PollSettingsForm", "SlotsForm"]
