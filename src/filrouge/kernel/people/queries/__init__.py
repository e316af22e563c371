"""Who is in the team, who was, in which group, and what the law asks of the SISA."""

from filrouge.kernel.people.queries.directory import (
    Directory,
    directory,
    names_of,
    people_by_ids,
    people_leaving_between,
    people_not_gone,
    people_on,
)
from filrouge.kernel.people.queries.duplicates import Duplicate, duplicates
from filrouge.kernel.people.queries.engagements import (
    associates_at_end_of,
    associates_on,
    coordinating_people,
    current_status,
    engagements_on,
    held_by,
    responsibilities_on,
)
from filrouge.kernel.people.queries.groups import group_members_on, groups, groups_of, members_of
from filrouge.kernel.people.queries.periods import not_gone
from filrouge.kernel.people.queries.sisa import SisaState, sisa_state, sisa_without

__all__ = [
    "Directory",
    "Duplicate",
    "SisaState",
    "associates_at_end_of",
    "associates_on",
    "coordinating_people",
    "current_status",
    "directory",
    "duplicates",
    "engagements_on",
    "group_members_on",
    "groups",
    "groups_of",
    "held_by",
    "members_of",
    "names_of",
    "not_gone",
    "people_by_ids",
    "people_leaving_between",
    "people_not_gone",
    "people_on",
    "responsibilities_on",
    "sisa_state",
    "sisa_without",
]
