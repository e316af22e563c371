from __future__ import annotations

from collections.abc import Iterator

from django.utils import timezone

from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.modules.deciding import notifications, queries
from filrouge.ui.typography import datetime_fr


@digest_lines.register("deciding")
def digest(person: Person) -> Iterator[DigestLine]:
    """Proposals that wait for the vote of this person."""
    for voter in queries.awaited_from(person):
        closes_at = voter.ballot.closes_at
        assert closes_at is not None  # asked between meetings, by a date
        detail = f"Votre avis avant le {datetime_fr(closes_at)}"
        on = timezone.localdate(closes_at)
        yield DigestLine(WAITING, voter.ballot.title, notifications.proposal_url(voter), "Donner mon avis", detail, on)
