"""What scheduling keeps: dates asked for, regular dates, before and while they are meetings."""

from filrouge.modules.scheduling.models.polls import Poll, Respondent, Slot, SlotAnswer
from filrouge.modules.scheduling.models.series import Occurrence, Series

__all__ = ["Occurrence", "Poll", "Respondent", "Series", "Slot", "SlotAnswer"]
