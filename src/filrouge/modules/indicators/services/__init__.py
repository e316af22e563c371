from filrouge.modules.indicators.services.catalogue import add_indicator, archive, change_indicator, restore, take
from filrouge.modules.indicators.services.readings import Given, accept, ask_again, give_value
from filrouge.modules.indicators.services.reminders import ask_for_values, remind_owner

__all__ = [
    "Given",
    "accept",
    "add_indicator",
    "archive",
    "ask_again",
    "ask_for_values",
    "change_indicator",
    "give_value",
    "remind_owner",
    "restore",
    "take",
]
