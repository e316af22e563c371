"""The words of the job: its activities, and how it is held."""

from filrouge.modules.coordinator.enums.growth import Level
from filrouge.modules.coordinator.enums.post import Audience, FundingSource, FundingState
from filrouge.modules.coordinator.enums.presence import AbsenceKind
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
    "AbsenceKind",
    "Activity",
    "Audience",
    "FundingSource",
    "FundingState",
    "Level",
    "activities",
    "activity_label",
    "block_label",
    "blocks",
    "find_activity",
    "validate_activity",
]
