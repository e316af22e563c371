"""What changes in scheduling, one verb each."""

from filrouge.modules.scheduling.services.answering import answer_poll
from filrouge.modules.scheduling.services.asking import add_slots, ask_newcomers, change_poll, open_poll, remove_slot
from filrouge.modules.scheduling.services.choosing import choose_slot, reopen_poll, stop_poll
from filrouge.modules.scheduling.services.occurrences import bring_back, move_occurrence, skip_occurrence
from filrouge.modules.scheduling.services.reminding import remind_now, remind_silent, set_reminders
from filrouge.modules.scheduling.services.series import (
    lay_all_series,
    lay_series,
    resume_series,
    start_series,
    stop_series,
)
from filrouge.modules.scheduling.services.series_changes import change_series

__all__ = [
    "add_slots",
    "answer_poll",
    "ask_newcomers",
    "bring_back",
    "change_poll",
    "change_series",
    "choose_slot",
    "lay_all_series",
    "lay_series",
    "move_occurrence",
    "open_poll",
    "remind_now",
    "remind_silent",
    "remove_slot",
    "reopen_poll",
    "resume_series",
    "set_reminders",
    "skip_occurrence",
    "start_series",
    "stop_poll",
    "stop_series",
]
