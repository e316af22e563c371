from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.modules.scheduling import notifications, queries
from filrouge.ui.typography import date_fr


@digest_lines.register("scheduling")
def digest(person: Person) -> Iterator[DigestLine]:
    """Polls of dates that wait for this person."""
    for one in queries.awaited_from(person):
        slots = list(one.poll.slots.all())
        if slots:
            detail = f"Quelles dates vous vont ? Réponse attendue avant le {date_fr(one.poll.respond_by)}"
            url = notifications.poll_url(one, slots)
            yield DigestLine(WAITING, one.poll.meeting.title, url, "Répondre", detail, one.poll.respond_by)
