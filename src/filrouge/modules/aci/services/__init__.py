from filrouge.modules.aci.services.pieces import (
    HandedIn,
    Twin,
    correct_piece,
    hand_in,
    keep_piece,
    remove_piece,
    restore_piece,
)
from filrouge.modules.aci.services.settings import keep_settings, reset_setting, undo_settings
from filrouge.modules.aci.services.year import keep_year

__all__ = [
    "HandedIn",
    "Twin",
    "correct_piece",
    "hand_in",
    "keep_piece",
    "keep_settings",
    "keep_year",
    "remove_piece",
    "reset_setting",
    "restore_piece",
    "undo_settings",
]
