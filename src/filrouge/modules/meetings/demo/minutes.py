"""The end of the minutes' life: remarks on a draft, a second version."""

from __future__ import annotations

from datetime import timedelta

from filrouge.kernel.registry import DemoContext
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.enums import MeetingStatus, RemarkState
from filrouge.modules.meetings.models import AgendaItem, Meeting

ON_A_POINT = "Il manque le suivi à trois mois, dont nous avions parlé."
ON_THE_WHOLE = "Merci d’ajouter la date de la prochaine réunion."

CALLS = "jour;appels;perdus\nlundi;142;11\nmardi;118;6\nmercredi;97;4\njeudi;121;7\nvendredi;109;5\n"


def remark(meeting: Meeting, membership: Membership) -> None:
    """Two readers remark something: one waits, the other has its answer."""
    readers = list(queries.attendees(meeting).select_related("meeting")[:2])
    written = meeting.items.exclude(notes="").first()
    for reader, text, on in zip(readers, (ON_THE_WHOLE, ON_A_POINT), (None, written), strict=False):
        by = Actor(reader.person.full_name, reader.person_id)
        said = services.leave_remark(reader, by=by, text=text, on=on)
        if on is None:
            services.answer_remark(said, by=membership, state=RemarkState.TAKEN, answer="C’est ajouté, merci.")


def approve_previous(meeting: Meeting, membership: Membership) -> list[AgendaItem]:
    """The session agrees with the minutes before it when they are frozen; the points that are left to write."""
    items = list(meeting.items.select_related("approves", "meeting"))
    for item in items:
        if item.approves is not None and item.approves.status == MeetingStatus.APPROVED:
            services.approve_previous_minutes(item, by=membership)
    return [item for item in items if item.approves is None]


def correct(membership: Membership, context: DemoContext) -> None:
    """The minutes of an older team meeting, corrected a few days after they were approved."""
    meeting = Meeting.objects.filter(type__code="team", status=MeetingStatus.APPROVED).order_by("-starts_at").first()
    item = meeting.items.exclude(notes="").first() if meeting else None
    if meeting is None or item is None:
        return
    with context.travel(meeting.starts_at + timedelta(days=8, hours=6)):
        services.correct_minutes(meeting, by=membership, reason="Une précision oubliée, demandée par les présents.")
        notes = f"{item.notes}<p>Un bilan est prévu à la réunion suivante.</p>"
        services.write_notes(item, by=membership, notes=notes, read_version=item.version)
        services.add_annex(meeting, by=membership, name="Appels de la semaine.csv", content=CALLS.encode())
        services.approve_minutes(meeting, by=membership)
        people = [one.person for one in queries.participants_of(meeting)]
        for delivery in services.send_minutes(meeting, people, by=membership)[::2]:
            services.open_minutes(delivery)
