from filrouge.modules.indicators.services.catalogue import add_indicator, archive, change_indicator, restore, take
from filrouge.modules.indicators.services.readings import Given, accept, ask_again, give_value

__all__ = [
    "Given",
    "accept",
    "add_indicator",
    "archive",
    "ask_again",
    "change_indicator",
    "give_value",
    "restore",
    "take",
]
