from filrouge.modules.indicators.services.catalogue import add_indicator, archive, change_indicator, restore, take
from filrouge.modules.indicators.services.quality import (
    add_action,
    drop_cycle,
    freeze,
    link_indicator,
    resume_cycle,
    start_cycle,
    unlink_indicator,
    write_cycle,
)
from filrouge.modules.indicators.services.readings import VALIDATED, Given, accept, ask_again, give_value
from filrouge.modules.indicators.services.reminders import ask_for_values, remind_owner
from filrouge.modules.indicators.services.sheets import enter_sheet, prepare_sheet, remove_sheet, write_method

__all__ = [
    "VALIDATED",
    "Given",
    "accept",
    "add_action",
    "add_indicator",
    "archive",
    "ask_again",
    "ask_for_values",
    "change_indicator",
    "drop_cycle",
    "enter_sheet",
    "freeze",
    "give_value",
    "link_indicator",
    "prepare_sheet",
    "remind_owner",
    "remove_sheet",
    "restore",
    "resume_cycle",
    "start_cycle",
    "take",
    "unlink_indicator",
    "write_cycle",
    "write_method",
]
