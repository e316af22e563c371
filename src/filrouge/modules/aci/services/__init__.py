from filrouge.modules.aci.services.pieces import (
    HandedIn,
    Twin,
    correct_piece,
    hand_in,
    keep_piece,
    remove_piece,
    restore_piece,
)
from filrouge.modules.aci.services.year import keep_year

__all__ = [
    "HandedIn",
    "Twin",
    "correct_piece",
    "hand_in",
    "keep_piece",
    "keep_year",
    "remove_piece",
    "restore_piece",
]
