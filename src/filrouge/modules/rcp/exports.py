"""What leaves as a file: the calendar as the insurer asks for it, and the charter. Numbers only, never a code."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    Callout,
    Document,
    Heading,
    Image,
    KeyValues,
    NumberedList,
    Paragraph,
    Span,
    Table,
    TableColumn,
)
from filrouge.kernel.documents.richtext import from_marked
from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.rcp.enums import Category
from filrouge.modules.rcp.models import Charter
from filrouge.modules.rcp.queries import CalendarRow, YearCount
from filrouge.ui.typography import FIXED, date_long, date_short, duration, number


def calendar_sheet(year: int, rows: Sequence[CalendarRow]) -> Sheet:
    return Sheet(
        title=f"RCP {year}",
        columns=[
            Column("Date", "date"),
            Column("Réunion", "text"),
            Column("Réunions", "number"),
            Column("Durée", "minutes"),
            Column("Présences", "number"),
            Column("Professions", "text"),
            Column("Situations", "number"),
            *(Column(label[0].upper() + label[1:], "number") for label in Category.labels),
            Column("Versées au dossier", "number"),
        ],
        rows=[_line(row) for row in rows],
    )


def _line(row: CalendarRow) -> list[Value]:
    return [
        row.day,
        row.label,
        row.meetings,
        row.minutes,
        row.attendance,
        ", ".join(row.profession_labels),
        row.cases,
        *(number for _label, number in row.by_category),
        row.filed,
    ]


def calendar_document(
    organisation: Organisation, count: YearCount, rows: Sequence[CalendarRow], total: CalendarRow
) -> Document:
    return Document(
        title=f"Calendrier des RCP {count.year}",
        subtitle="Réunions de concertation pluriprofessionnelle et nombre de situations examinées",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=[
            KeyValues(_figures(count)),
            Table(
                columns=[
                    TableColumn("Date", 0),
                    TableColumn("Réunion", 2),
                    TableColumn("Professions présentes", 3),
                    TableColumn("Présences", 0, "right"),
                    TableColumn("Durée", 0, "right"),
                    TableColumn("Situations", 0, "right"),
                ],
                rows=[*(_row(row) for row in rows), ["", *_row(total)[1:2], "", *_row(total)[3:]]],
                total=True,
            ),
            Paragraph(
                "Les concertations à deux sont regroupées par mois. Les comptes rendus sont dans le dossier des "
                "patients ; ils peuvent être montrés au service médical, rendus anonymes.",
                style="small",
            ),
        ],
    )


def _row(row: CalendarRow) -> list[str]:
    day = "" if row.is_month else date_short(row.day)
    return [
        day,
        row.label,
        ", ".join(row.profession_labels),
        str(row.attendance),
        duration(row.minutes),
        str(row.cases),
    ]


def _figures(count: YearCount) -> list[tuple[str, str]]:
    held = f"{count.meetings} sur {count.method.required} demandées"
    figures = [("Réunions", held), ("Situations examinées", str(count.examined))]
    if count.patients is None:
        return figures
    patients = count.patients
    return [
        *figures,
        (
            "Patients en ALD ou de 75 ans et plus",
            f"{number(count.base)} au {date_long(patients.counted_on)} ({patients.get_source_display()})",
        ),
        ("Part des situations", f"{number(count.rate or 0, 2)}{FIXED}% pour {number(count.method.goal)}{FIXED}%"),
    ]


def poster_document(organisation: Organisation, code: bytes, url: str) -> Document:
    """The sheet of the staff room: one large code and three sentences."""
    return Document(
        title="Une concertation à deux ? Notez-la",
        subtitle="Trente secondes, sans compte, sans nommer le patient",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=[
            Image(code, "Code QR qui mène à la page où demander son lien", width_mm=95),
            NumberedList(
                [
                    "Visez le code avec l’appareil photo de votre téléphone.",
                    "La première fois, donnez votre adresse e-mail : votre lien personnel y arrive.",
                    "Touchez la personne avec qui vous avez parlé, le patient, le thème. C’est noté.",
                ]
            ),
            Paragraph([Span(url, link=url)], style="small"),
        ],
    )


CHARTER_PARTS = (
    ("Objectifs", "objectives"),
    ("Coordination et secrétariat", "coordination"),
    ("Participants", "members"),
    ("Rythme, lieu et durée", "rhythm"),
    ("Proposer une situation", "choosing"),
    ("À distance et à deux", "remote"),
    ("Information du patient", "information"),
    ("Synthèse, validation et suivi", "record"),
)


def charter_document(organisation: Organisation, charter: Charter) -> Document:
    blocks: list[Block] = []
    if charter.adopted_on is None:
        blocks.append(Callout("Cette charte n’a pas encore de date d’adoption.", label="Projet", tone="warning"))
    for title, name in CHARTER_PARTS:
        blocks += [Heading(title), *from_marked(getattr(charter, name))]
    return Document(
        title="Charte des réunions de concertation pluriprofessionnelle",
        subtitle=f"Adoptée le {date_long(charter.adopted_on)}" if charter.adopted_on else "",
        letterhead=letterhead(organisation),
        date=charter.adopted_on or timezone.localdate(),
        blocks=blocks,
    )
