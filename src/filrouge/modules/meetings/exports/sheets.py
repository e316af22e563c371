from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime

from django.utils import timezone

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.modules.meetings.models import Decision, Meeting


def meetings_sheet(meetings: Iterable[Meeting]) -> Sheet:
    """Rows of ``queries.with_numbers``."""
    return Sheet(
        title="Réunions",
        columns=[
            Column("Date", "datetime"),
            Column("Fin", "datetime"),
            Column("Type", "text"),
            Column("Intitulé", "text"),
            Column("Groupe", "text"),
            Column("État", "text"),
            Column("Conviés", "number"),
            Column("Présents", "number"),
        ],
        rows=(
            [
                _local(meeting.starts_at),
                _local(meeting.ends_at),
                meeting.type.name,
                meeting.title,
                meeting.group.name if meeting.group else "",
                meeting.get_status_display(),
                meeting.called,  # type: ignore[attr-defined]
                meeting.attended,  # type: ignore[attr-defined]
            ]
            for meeting in meetings
        ),
    )


def decisions_sheet(decisions: Iterable[Decision]) -> Sheet:
    return Sheet(
        title="Décisions",
        columns=[
            Column("Numéro", "text"),
            Column("Prise le", "date"),
            Column("Décision", "text"),
            Column("Motif", "text"),
            Column("Instance", "text"),
            Column("Vote", "text"),
            Column("État", "text"),
            Column("À revoir le", "date"),
            Column("Remplacée par", "text"),
            Column("Réunion", "text"),
        ],
        rows=(
            [
                decision.reference,
                decision.decided_on,
                decision.text,
                decision.reason,
                decision.body,
                decision.vote,
                decision.get_status_display(),
                decision.review_on,
                decision.replaced_by.reference if decision.replaced_by else "",
                decision.meeting.title if decision.meeting else decision.get_origin_display(),
            ]
            for decision in decisions
        ),
    )


def _local(moment: datetime) -> datetime:
    return timezone.localtime(moment)
