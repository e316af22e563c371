"""What scheduling keeps: dates asked for, before they are meetings."""

from filrouge.modules.scheduling.models.polls import Poll, Respondent, Slot, SlotAnswer

__all__ = ["Poll", "Respondent", "Slot", "SlotAnswer"]
