from filrouge.modules.deadlines.services.contracts import (
    add_contract,
    change_contract,
    end_contract,
    negotiate_contract,
    renew_contract,
)
from filrouge.modules.deadlines.services.controls import add_control, change_control
from filrouge.modules.deadlines.services.dues import (
    add_remarks,
    complete_due,
    drop_due,
    move_due,
    tell_last_time,
    undo_due,
)
from filrouge.modules.deadlines.services.obligations import (
    add_own,
    adjust_obligation,
    apply_rule,
    follow_rules,
    resume_obligation,
    waive_obligation,
)
from filrouge.modules.deadlines.services.profile import save_profile

__all__ = [
    "add_contract",
    "add_control",
    "add_own",
    "add_remarks",
    "adjust_obligation",
    "apply_rule",
    "change_contract",
    "change_control",
    "complete_due",
    "drop_due",
    "end_contract",
    "follow_rules",
    "move_due",
    "negotiate_contract",
    "renew_contract",
    "resume_obligation",
    "save_profile",
    "tell_last_time",
    "undo_due",
    "waive_obligation",
]
