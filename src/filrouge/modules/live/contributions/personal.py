from __future__ import annotations

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from filrouge.kernel import registry
from filrouge.kernel.registry import PersonalData
from filrouge.modules.live.models import ItemTime, LiveSession, Seat, Speech


def _sessions_of(person: UUID) -> Iterator[dict[str, Any]]:
    for seat in Seat.objects.filter(participant__person=person).select_related("live__meeting"):
        yield {
            "séance": seat.live.meeting.title,
            "arrivée du téléphone": seat.joined_at.isoformat(),
            "entrée par": seat.get_how_display(),
            "prises de parole": [
                {"début": one.started_at.isoformat(), "secondes": one.seconds_until(one.ended_at or one.started_at)}
                for one in Speech.objects.filter(seat=seat)
            ],
        }


def _forget_speeches_of(person: UUID) -> int:
    """What was said when goes; the seat stays with the votes that were cast from it, until it is forgotten too."""
    count, _by_model = Speech.objects.filter(seat__participant__person=person).delete()
    return count


registry.personal_data.add(
    "live",
    PersonalData(
        "Séances en direct",
        "intérêt légitime : conduire la séance, partager la parole",
        "6 mois après la séance",
        _sessions_of,
        _forget_speeches_of,
    ),
)


@registry.portability.register("live")
def portability() -> Iterator[dict[str, Any]]:
    """How long each point really took; who spoke is not handed over with the meetings."""
    for live in LiveSession.objects.select_related("meeting"):
        yield {
            "réunion": str(live.meeting_id),
            "ouverte à": live.opened_at.isoformat(),
            "fermée à": live.closed_at.isoformat() if live.closed_at else None,
            "points": [
                {"titre": one.item.title, "secondes": one.seconds}
                for one in ItemTime.objects.filter(item__meeting=live.meeting_id).select_related("item")
            ],
        }
