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
from filrouge.modules.maturity.services.consensus import agree, take_back
from filrouge.modules.maturity.services.dimensions import (
    add_dimension,
    change_dimension,
    reset_dimension,
    show_dimension,
)
from filrouge.modules.maturity.services.improvements import ADVISED, add_improvement, tell_effect
from filrouge.modules.maturity.services.proof import freeze_report
from filrouge.modules.maturity.services.reminding import remind_now, remind_silent
from filrouge.modules.maturity.services.room import close_room, open_room

__all__ = [
    "ADVISED",
    "Sent",
    "add_dimension",
    "add_improvement",
    "agree",
    "answer",
    "cancel",
    "change",
    "change_dimension",
    "close",
    "close_room",
    "extend",
    "freeze_report",
    "open_room",
    "plan_next",
    "prepare",
    "remind_now",
    "remind_silent",
    "reset_dimension",
    "send",
    "show_dimension",
    "take_back",
    "tell_effect",
    "who_is_asked",
]
