"""What may hang on a wall: nothing that one member of the team could not read alone."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.models import Membership
from filrouge.reports.calendar.queries.events import Entry, entries_between


def entries_for_all(membership: Membership, first: date, last: date, *, hidden: Collection[str] = ()) -> list[Entry]:
    """What this member sees and any professional of the team, called to nothing, would see too."""
    anybody = Membership(organisation=membership.organisation, user_id=uuid7(), roles=[Role.PROFESSIONAL])
    seen = {_key(one) for one in entries_between(membership, first, last, hidden=hidden)}
    return [one for one in entries_between(anybody, first, last) if _key(one) in seen]


def _key(one: Entry) -> tuple[str, str, date]:
    """The words are those anybody reads: « Sur place » is said with a name."""
    return (one.kind.name, one.uid or one.label, one.first)
