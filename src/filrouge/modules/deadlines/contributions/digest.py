from __future__ import annotations

from collections.abc import Iterator

from django.conf import settings
from django.utils import timezone

from filrouge.kernel.mail.lines import WAITING, DigestLine, digest_lines
from filrouge.kernel.people.models import Person
from filrouge.modules.deadlines import queries
from filrouge.modules.deadlines.enums import Theme
from filrouge.modules.deadlines.models import Due
from filrouge.ui.typography import date_fr


@digest_lines.register("deadlines")
def digest(person: Person) -> Iterator[DigestLine]:
    """What this person answers for and must prepare, every week until it is done or chosen."""
    today = timezone.localdate()
    for due in queries.dues_for(person, today):
        url = f"{settings.SITE_URL.rstrip('/')}{due.get_absolute_url()}" if person.user_id else ""
        yield DigestLine(WAITING, due.title, url, "Ouvrir", _asked(due, late=due.is_late_on(today)), due.due_on)


def _asked(due: Due, *, late: bool) -> str:
    day = date_fr(due.due_on)
    if due.obligation.theme == Theme.CONTRACT and late:
        return f"Contrat, choix en retard (au plus tard le {day}) : renouveler, renégocier ou résilier"
    if due.obligation.theme == Theme.CONTRACT:
        return f"Contrat : choisir au plus tard le {day} de renouveler, de renégocier ou de résilier"
    if due.is_guess:
        return "Échéance dont la date reste à préciser : dites quand c’était la dernière fois"
    said = f"Échéance du {day}, dépassée" if late else f"Échéance pour le {day}"
    return f"{said}. Ce qui le prouve : {due.obligation.proof}" if due.obligation.proof else said
