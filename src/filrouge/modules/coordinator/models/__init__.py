"""What the coordination keeps of its own work."""

from filrouge.modules.coordinator.models.growth import SelfAssessment, Training
from filrouge.modules.coordinator.models.handover import Access, Habit
from filrouge.modules.coordinator.models.post import Post, PostFunding
from filrouge.modules.coordinator.models.presence import Absence, PresenceDay
from filrouge.modules.coordinator.models.profile import ProfileChoice
from filrouge.modules.coordinator.models.time import IgnoredWork, TimeEntry

__all__ = [
    "Absence",
    "Access",
    "Habit",
    "IgnoredWork",
    "Post",
    "PostFunding",
    "PresenceDay",
    "ProfileChoice",
    "SelfAssessment",
    "TimeEntry",
    "Training",
]
