"""The words of the job: its activities, and how it is held."""

from filrouge.modules.coordinator.enums.growth import Level
from filrouge.modules.coordinator.enums.post import Audience, FundingSource, FundingState
from filrouge.modules.coordinator.enums.presence import AbsenceKind
from filrouge.modules.coordinator.enums.profiles import (
    profile_options,
    profile_words,
    settings_of_post,
    validate_profile,
    validate_setting,
)
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
    "profile_options",
    "profile_words",
    "settings_of_post",
    "validate_activity",
    "validate_profile",
    "validate_setting",
]
