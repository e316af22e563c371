"""What is done to people and groups. Each verb checks the right, validates, writes, and says so in the timeline."""

from filrouge.kernel.people.services.departures import record_departure, undo_departure
from filrouge.kernel.people.services.engagements import (
    add_engagement,
    add_responsibility,
    end_engagement,
    end_responsibility,
    remove_engagement,
)
from filrouge.kernel.people.services.groups import (
    add_members,
    change_group,
    close_group,
    create_group,
    remove_member,
    reopen_group,
)
from filrouge.kernel.people.services.merging import merge_people
from filrouge.kernel.people.services.people import PersonFields, add_person, change_person, delete_person

__all__ = [
    "PersonFields",
    "add_engagement",
    "add_members",
    "add_person",
    "add_responsibility",
    "change_group",
    "change_person",
    "close_group",
    "create_group",
    "delete_person",
    "end_engagement",
    "end_responsibility",
    "merge_people",
    "record_departure",
    "remove_engagement",
    "remove_member",
    "reopen_group",
    "undo_departure",
]
