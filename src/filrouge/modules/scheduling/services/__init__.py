"""What changes in scheduling, one verb each."""

from filrouge.modules.scheduling.services.answering import answer_poll
from filrouge.modules.scheduling.services.asking import add_slots, ask_newcomers, change_poll, open_poll, remove_slot
from filrouge.modules.scheduling.services.choosing import choose_slot, reopen_poll, stop_poll
from filrouge.modules.scheduling.services.reminding import remind_now, remind_silent, set_reminders

__all__ = [
    "add_slots",
    "answer_poll",
    "ask_newcomers",
    "change_poll",
    "choose_slot",
    "open_poll",
    "remind_now",
    "remind_silent",
    "remove_slot",
    "reopen_poll",
    "set_reminders",
    "stop_poll",
]
