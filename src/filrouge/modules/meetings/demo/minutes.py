"""The end of the minutes' life: remarks on a draft."""

from __future__ import annotations

from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import RemarkState
from filrouge.modules.meetings.models import Meeting

ON_A_POINT = "Il manque le suivi à trois mois, dont nous avions parlé."
ON_THE_WHOLE = "Merci d’ajouter la date de la prochaine réunion."


def remark(meeting: Meeting, membership: Membership) -> None:
    """Two readers remark something: one waits, the other has its answer."""
    readers = list(queries.attendees(meeting).select_related("meeting")[:2])
    written = meeting.items.exclude(notes="").first()
    for reader, text, on in zip(readers, (ON_THE_WHOLE, ON_A_POINT), (None, written), strict=False):
        by = Actor(reader.person.full_name, reader.person_id)
        said = services.leave_remark(reader, by=by, text=text, on=on)
        if on is None:
            services.answer_remark(said, by=membership, state=RemarkState.TAKEN, answer="C’est ajouté, merci.")
