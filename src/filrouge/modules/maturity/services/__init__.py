from filrouge.modules.maturity.services.answers import Sent, answer
from filrouge.modules.maturity.services.assessments import (
    cancel,
    change,
    close,
    extend,
    plan_next,
    prepare,
    send,
    who_is_asked,
)
from filrouge.modules.maturity.services.dimensions import (
    add_dimension,
    change_dimension,
    reset_dimension,
    show_dimension,
)
from filrouge.modules.maturity.services.reminding import remind_now, remind_silent, reminders_due

__all__ = [
    "Sent",
    "add_dimension",
    "answer",
    "cancel",
    "change",
    "change_dimension",
    "close",
    "extend",
    "plan_next",
    "prepare",
    "remind_now",
    "remind_silent",
    "reminders_due",
    "reset_dimension",
    "send",
    "show_dimension",
    "who_is_asked",
]
