from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.links import services as links
from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.kernel.policy import can
from filrouge.kernel.registry import Deadline
from filrouge.kernel.tenancy.models import Membership
from filrouge.modules.indicators import notifications, policy, queries


@digest_lines.register("indicators")
def digest(person: Person) -> Iterator[DigestLine]:
    """The values this person still has to give, all behind one link."""
    for one, period in queries.owed(timezone.localdate(), person.pk):
        url = links.url_of(notifications.values_link(person))
        yield DigestLine(WAITING, f"{one.title}, {period.label}", url, "Donner la valeur", "", one.due_on(period))


@registry.deadlines.register("indicators")
def deadlines(membership: Membership) -> Iterator[Deadline]:
    """The values that are still to be given, each for its period that ended."""
    if can(membership, policy.VIEW):
        for one, period in queries.owed(timezone.localdate()):
            label = f"Donner la valeur de « {one.title} », {period.label}"
            yield Deadline(one.due_on(period), label, one.get_absolute_url(), one.source, one.owner_id)
