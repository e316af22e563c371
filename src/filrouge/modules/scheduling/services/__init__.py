"""What changes in scheduling, one verb each."""

from filrouge.modules.scheduling.services.answering import answer_poll
from filrouge.modules.scheduling.services.asking import add_slots, ask_newcomers, change_poll, open_poll, remove_slot
from filrouge.modules.scheduling.services.choosing import choose_slot, reopen_poll, stop_poll
from filrouge.modules.scheduling.services.occurrences import bring_back, move_occurrence, skip_occurrence
from filrouge.modules.scheduling.services.planned_dates import (
    Undone,
    add_date,
    create_meetings,
    day_held,
    move_date,
    remove_date,
    undo_creation,
)
from filrouge.modules.scheduling.services.plans import (
    add_line,
    change_line,
    change_plan,
    lay_plan,
    remove_line,
    start_plan,
    usual_group,
)
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
    "Undone",
    "add_date",
    "add_line",
    "add_slots",
    "answer_poll",
    "ask_newcomers",
    "bring_back",
    "change_line",
    "change_plan",
    "change_poll",
    "change_series",
    "choose_slot",
    "create_meetings",
    "day_held",
    "lay_all_series",
    "lay_plan",
    "lay_series",
    "move_date",
    "move_occurrence",
    "open_poll",
    "remind_now",
    "remind_silent",
    "remove_date",
    "remove_line",
    "remove_slot",
    "reopen_poll",
    "resume_series",
    "set_reminders",
    "skip_occurrence",
    "start_plan",
    "start_series",
    "stop_poll",
    "stop_series",
    "undo_creation",
    "usual_group",
]
