"""What the coordination does."""

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
)

__all__ = [
    "FORGOTTEN",
    "change_entry",
    "ignore_work",
    "note_time",
    "note_work",
    "open_record",
    "remove_entry",
    "restore_entry",
    "start_timer",
    "stop_timer",
]
