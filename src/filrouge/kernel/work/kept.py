"""What was made for a member, kept while nothing happens in their organisation.

The last fact tells whether it still holds; so does a cookie drawn anew each time this browser posts something, since
some acts are no fact: a secret vote. What changes otherwise (a meeting that ends, the vote of somebody else, one's own
from another browser) waits a minute at most. In the memory of the process: nothing is written, not even an hour.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from django.core.cache import caches
from django.db.models import Subquery
from django.http import HttpRequest
from django.utils import timezone

from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.models import Entry

LONGEST = 60  # seconds
COOKIE = "acted"  # see middleware.py
TOKEN = re.compile(r"[0-9a-f]{8}")
T = TypeVar("T")


class Kept:
    """Plain values only: each reader has a copy. One query, inside the organisation's scope, whatever is kept then; it
    also finds the person behind the account."""

    def __init__(self, membership: Membership, request: HttpRequest) -> None:
        roles, seen = "-".join(sorted(membership.roles)), membership.previous_visit_at or membership.last_seen_at
        token = request.COOKIES.get(COOKIE, "")
        own = token if TOKEN.fullmatch(token) else ""
        when = f"{seen.timestamp() if seen else 0:.0f}:{timezone.localdate()}:{own}"
        self.mark = f"{membership.pk}:{roles}:{_last_fact(membership)}:{when}"

    def get(self, name: str, make: Callable[[], T]) -> T:
        memory, key = caches["memory"], f"{name}:{self.mark}"
        found: T | None = memory.get(key)
        if found is None:
            found = make()
            memory.set(key, found, LONGEST)
        return found


def _last_fact(membership: Membership) -> object:
    facts = Entry.objects.values("pk")[:1]  # the latest comes first
    person = Person.objects.filter(user=membership.user_id).annotate(last_fact=Subquery(facts)).first()
    if person is None:
        return Entry.objects.values_list("pk", flat=True).first()
    membership.__dict__["person"] = person  # see queries.person_of
    return person.last_fact
