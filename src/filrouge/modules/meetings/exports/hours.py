from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from uuid import UUID

from django.utils import timezone

from filrouge.kernel.documents.sheets import Column, Sheet
from filrouge.kernel.people.enums import Profession
from filrouge.modules.meetings.enums import ATTENDED
from filrouge.modules.meetings.models import Meeting
from filrouge.modules.meetings.queries import Hours, guests_of


def hours_sheet(found: Iterable[Hours]) -> Sheet:
    """One row per person and meeting: what to check a payment against."""
    return Sheet(
        title="Heures de réunion",
        columns=[
            Column("Personne", "text"),
            Column("Profession", "text"),
            Column("Date", "datetime"),
            Column("Réunion", "text"),
            Column("Type", "text"),
            Column("Présence", "minutes"),
            Column("Heures comptées", "minutes"),
            Column("Comment", "text", width=60),
        ],
        rows=(
            [
                one.at.person_name,
                Profession(one.at.profession).label,
                timezone.localtime(one.at.starts_at),
                one.at.title,
                one.at.type_name,
                one.at.minutes,
                one.minutes,
                one.why,
            ]
            for one in found
        ),
    )


def attendance_sheet(meeting: Meeting, hours: Mapping[UUID, Hours] | None) -> Sheet:
    """Who was called, whether they came and who says so; with ``hours`` by person, for who may see them."""
    payable = [Column("Heures comptées", "minutes"), Column("Comment", "text", width=60)]
    return Sheet(
        title="Présences",
        columns=[
            Column("Nom", "text"),
            Column("Prénom", "text"),
            Column("Profession", "text"),
            Column("Présence", "text"),
            Column("Arrivée", "datetime"),
            Column("Départ", "datetime"),
            Column("Durée", "minutes"),
            Column("Pointage", "text"),
            Column("Pointé le", "datetime"),
            Column("Pointé par", "text"),
            Column("Pour le seul point", "text"),
            *([] if hours is None else payable),
        ],
        rows=(
            [
                one.person.last_name,
                one.person.first_name,
                one.get_profession_display(),
                one.get_presence_display(),
                _local(one.arrived_at),
                _local(one.left_at),
                one.minutes if one.presence in ATTENDED else None,
                one.get_declared_how_display() if one.declared_how else "",
                _local(one.declared_at),
                one.declared_by,
                one.item.title if one.item else "",
                *([] if hours is None else _payable(hours.get(one.person_id))),
            ]
            for one in (*meeting.participants.all(), *guests_of(meeting))
        ),
    )


def _payable(one: Hours | None) -> list[int | str | None]:
    return [one.minutes, one.why] if one else [None, ""]


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
