"""What scheduling keeps: dates asked for, regular dates, dates of a year, before and while they are meetings."""

from filrouge.modules.scheduling.models.plans import PlanLine, PlannedDate, YearPlan
from filrouge.modules.scheduling.models.polls import Poll, Respondent, Slot, SlotAnswer
from filrouge.modules.scheduling.models.series import Occurrence, Series

__all__ = [
    "Occurrence",
    "PlanLine",
    "PlannedDate",
    "Poll",
    "Respondent",
    "Series",
    "Slot",
    "SlotAnswer",
    "YearPlan",
]
