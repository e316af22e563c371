"""A place on the page of a person for rooms above this one: their tasks, meetings, payments."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from filrouge.kernel.people.models import Person
from filrouge.kernel.registry import Registry
from filrouge.kernel.tenancy.models import Membership


@dataclass(frozen=True, slots=True)
class PanelLine:
    label: str
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Panel:
    """A card on the page of a person: at most a few lines, and where to see the rest."""

    title: str
    lines: Sequence[PanelLine]
    more_url: str = ""


# Give None when there is nothing to say: the card is left out.
person_panels: Registry[Callable[[Membership, Person], Panel | None]] = Registry("person_panels")
