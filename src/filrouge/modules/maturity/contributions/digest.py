from __future__ import annotations

from collections.abc import Iterator

from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.modules.maturity import notifications, queries
from filrouge.ui.typography import date_fr


@digest_lines.register("maturity")
def digest(person: Person) -> Iterator[DigestLine]:
    """Assessments that wait for the answer of this person."""
    for invitation in queries.awaited_from(person):
        on = invitation.assessment.closes_on
        url = notifications.answer_url(invitation)
        yield DigestLine(WAITING, invitation.assessment.title, url, "Répondre", f"Avant le {date_fr(on)}", on)
