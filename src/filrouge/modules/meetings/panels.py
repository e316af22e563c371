"""Places on the pages of a meeting for rooms above this one: its poll, its live session, its votes, its cases."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

from filrouge.kernel.registry import Registry
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.meetings.enums import ItemKind
from filrouge.modules.meetings.models import Meeting, Participant

Place = Literal["main", "aside", "actions", "session", "item"]


@dataclass(frozen=True, slots=True)
class MeetingPanel:
    """A template of the giving room, shown with its own context and the page's (``meeting``, ``organisation``…).

    ``main`` and ``aside`` are the columns of the meeting's page, ``actions`` its buttons, ``session`` the head of the
    page where the session is held, ``item`` the foot of each point there (the page's ``row`` says which).
    """

    place: Place
    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    order: int = 50


# One query at most, none when there is nothing to say: every meeting's page pays for every panel.
meeting_panels: Registry[Callable[[Membership, Meeting, Sequence[Place]], Iterable[MeetingPanel]]] = Registry(
    "meeting_panels"
)


# What rooms add to the page of somebody's invitation, on their phone. None unless the meeting is under way.
invitation_panels: Registry[Callable[[Participant], Iterable[MeetingPanel]]] = Registry("invitation_panels")


def panels_for(participant: Participant) -> list[MeetingPanel]:
    found = [panel for provider in invitation_panels.values() for panel in provider(participant)]
    return sorted(found, key=lambda panel: panel.order)


# Told in the writer's transaction when what a session shows has changed: its state, its agenda, its attendance.
meeting_followers: Registry[Callable[[Meeting], None]] = Registry("meeting_followers")


# The rooms that know which meetings follow one another: the next date of the same series, or nothing.
next_meetings: Registry[Callable[[Meeting], Meeting | None]] = Registry("next_meetings")


def next_in_series(meeting: Meeting) -> Meeting | None:
    """The next meeting of the same series; nothing for a meeting that belongs to none."""
    for find in next_meetings.values():
        found = find(meeting)
        if found is not None:
            return found
    return None


@dataclass(frozen=True, slots=True)
class Proposal:
    """A point that a room proposes for the agenda of a meeting."""

    key: str  # of what proposes it, for life: « decision:<id>:<day> ». Taken once, it is not proposed again
    title: str
    kind: ItemKind
    minutes: int
    why: str  # « en retard depuis le 3 mars »
    url: str = ""  # where it comes from
    returns: bool = False  # put there by itself, where the type of the meeting says so


# What rooms would put on the agenda of this meeting. A query or two each, and only what may be read by its people.
agenda_proposals: Registry[Callable[[Meeting], Iterable[Proposal]]] = Registry("agenda_proposals")


def proposals_of(meeting: Meeting) -> list[Proposal]:
    return [proposal for propose in agenda_proposals.values() for proposal in propose(meeting)]


def tell_followers(meeting: Meeting) -> None:
    for follow in meeting_followers.values():
        follow(meeting)


def panels_of(membership: Membership, meeting: Meeting, *places: Place) -> dict[str, list[MeetingPanel]]:
    found: dict[str, list[MeetingPanel]] = {place: [] for place in places}
    for provider in meeting_panels.values():
        for panel in provider(membership, meeting, places):
            if panel.place in found:
                found[panel.place].append(panel)
    return {place: sorted(panels, key=lambda panel: panel.order) for place, panels in found.items()}
