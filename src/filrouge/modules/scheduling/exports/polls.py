from __future__ import annotations

from collections.abc import Sequence

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.scheduling.enums import Availability
from filrouge.modules.scheduling.models import Poll
from filrouge.modules.scheduling.queries import Tally
from filrouge.ui.typography import datetime_short


def poll_sheet(poll: Poll, tallies: Sequence[Tally]) -> Sheet:
    """One row per person, one column per date."""
    dates = [Column(datetime_short(tally.slot.starts_at), "text") for tally in tallies]
    return Sheet(
        title="Sondage",
        columns=[Column("Personne", "text"), Column("Profession", "text"), *dates, Column("Mot", "text")],
        rows=(
            [
                one.person.full_name,
                one.get_profession_display(),
                *(_shown(tally.answers.get(one.pk, "")) for tally in tallies),
                one.word,
            ]
            for one in poll.respondents.all()
        ),
    )


def _shown(answer: str) -> str:
    return Availability(answer).label if answer else ""
