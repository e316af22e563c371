from filrouge.modules.aci.services.answers import Answer, Said, add_step, close_dispute, keep_answer
from filrouge.modules.aci.services.declaration import freeze, prepare_again, review, send
from filrouge.modules.aci.services.france_sante import keep_adhesion, keep_amount, keep_engagement, reset_amount
from filrouge.modules.aci.services.hours import answer_directly, keep_hours, take_hours_back
from filrouge.modules.aci.services.packing import prepare_pack
from filrouge.modules.aci.services.pieces import (
    HandedIn,
    Twin,
    correct_piece,
    hand_in,
    keep_piece,
    remove_piece,
    restore_piece,
)
from filrouge.modules.aci.services.planner import assign, dismiss, keep_times, label_of, release, said, take_back
from filrouge.modules.aci.services.settings import keep_settings, reset_setting, undo_settings
from filrouge.modules.aci.services.sources import keep_source, remove_source, restore_source
from filrouge.modules.aci.services.year import keep_year

__all__ = [
    "Answer",
    "HandedIn",
    "Said",
    "Twin",
    "add_step",
    "answer_directly",
    "assign",
    "close_dispute",
    "correct_piece",
    "dismiss",
    "freeze",
    "hand_in",
    "keep_adhesion",
    "keep_amount",
    "keep_answer",
    "keep_engagement",
    "keep_hours",
    "keep_piece",
    "keep_settings",
    "keep_source",
    "keep_times",
    "keep_year",
    "label_of",
    "prepare_again",
    "prepare_pack",
    "release",
    "remove_piece",
    "remove_source",
    "reset_amount",
    "reset_setting",
    "restore_piece",
    "restore_source",
    "review",
    "said",
    "send",
    "take_back",
    "take_hours_back",
    "undo_settings",
]
