"""What the coordination does."""

from filrouge.modules.coordinator.services.growth import (
    assess,
    keep_training,
    plan_growth,
    remove_training,
    restore_training,
)
from filrouge.modules.coordinator.services.handover import keep_note, remove_note, restore_note
from filrouge.modules.coordinator.services.post import (
    keep_funding,
    keep_post,
    remove_funding,
    remove_post,
    restore_funding,
    restore_post,
)
from filrouge.modules.coordinator.services.presence import (
    add_absence,
    add_presence,
    change_day,
    remove_day,
    restore_day,
)
from filrouge.modules.coordinator.services.profile import choose_profile, remove_choice, restore_choice
from filrouge.modules.coordinator.services.time import (
    FORGOTTEN,
    change_entry,
    ignore_work,
    note_time,
    note_work,
    open_record,
    remove_entry,
    restore_entry,
    start_timer,
    stop_timer,
    take_work_back,
)

__all__ = [
    "FORGOTTEN",
    "add_absence",
    "add_presence",
    "assess",
    "change_day",
    "change_entry",
    "choose_profile",
    "ignore_work",
    "keep_funding",
    "keep_note",
    "keep_post",
    "keep_training",
    "note_time",
    "note_work",
    "open_record",
    "plan_growth",
    "remove_choice",
    "remove_day",
    "remove_entry",
    "remove_funding",
    "remove_note",
    "remove_post",
    "remove_training",
    "restore_choice",
    "restore_day",
    "restore_entry",
    "restore_funding",
    "restore_note",
    "restore_post",
    "restore_training",
    "start_timer",
    "stop_timer",
    "take_work_back",
]
