"""The words of the job: its activities, and how it is held."""

from filrouge.modules.coordinator.enums.referential import (
    Activity,
    activities,
    activity_label,
    block_label,
    blocks,
    find_activity,
    validate_activity,
)

__all__ = [
    "Activity",
    "activities",
    "activity_label",
    "block_label",
    "blocks",
    "find_activity",
    "validate_activity",
]
