"""What the coordination reads."""

from filrouge.kernel.work.queries import person_of as own_person
from filrouge.modules.coordinator.queries.proposals import Proposal, proposals_for
from filrouge.modules.coordinator.queries.time import (
    DayTotal,
    Filters,
    Total,
    by_activity,
    by_block,
    by_day,
    entries_between,
    filtered,
    just_removed,
    keepers,
    most_used,
    own_entries,
    readable_entries,
    running_of,
    total_minutes,
)

__all__ = [
    "DayTotal",
    "Filters",
    "Proposal",
    "Total",
    "by_activity",
    "by_block",
    "by_day",
    "entries_between",
    "filtered",
    "just_removed",
    "keepers",
    "most_used",
    "own_entries",
    "own_person",
    "proposals_for",
    "readable_entries",
    "running_of",
    "total_minutes",
]
