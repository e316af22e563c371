from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from filrouge.kernel.registry import timeline_labels
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership, TenantModel
from filrouge.kernel.timeline.models import Entry


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts when it is not a member signed in: a person through a personal link, or the house itself."""

    name: str
    person_id: UUID | None = None


SYSTEM = Actor("Fil rouge")


def name_of(by: Membership | Actor) -> str:
    """The name to keep of who acts, whatever becomes of their account."""
    return str(by.user) if isinstance(by, Membership) else by.name


def record(subject: TenantModel | Membership, action: str, *, by: Membership | Actor, **data: Any) -> Entry:
    """Write what happened in the caller's transaction, and refresh what the search knows of the row.

    ``action`` must have its French label in the ``timeline_labels`` registry; ``data`` fills it.
    """
    if timeline_labels.get(action) is None:
        raise LookupError(f"timeline action {action!r} has no label")
    user = by.user if isinstance(by, Membership) else None
    get_url = getattr(subject, "get_absolute_url", None)
    entry = Entry(
        organisation_id=subject.organisation_id,
        action=action,
        actor_user=user,
        actor_person_id=by.person_id if isinstance(by, Actor) else None,
        actor_name=name_of(by),
        subject_kind=subject._meta.label_lower,
        subject_id=subject.pk,
        subject_url=get_url() if get_url else "",
        data=data,
    )
    entry.save()
    if isinstance(subject, TenantModel):
        search.refresh(subject)
    return entry
