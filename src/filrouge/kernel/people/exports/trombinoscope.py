"""The team on paper: who is who, what they do, when they are there."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from filrouge.kernel.documents.content import Block, Document, Heading, Letterhead, Paragraph, Table, TableColumn
from filrouge.kernel.identifiers.formats import format_phone
from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.models import Organisation
from filrouge.ui.typography import count, date_long

COLUMNS = (
    TableColumn("Nom", 2.2),
    TableColumn("Spécialité ou fonction", 1.8),
    TableColumn("Jours sur site", 1.8),
    TableColumn("Téléphone", 1.2),
    TableColumn("Adresse e-mail", 2.2),
)
DAYS = ("lun.", "mar.", "mer.", "jeu.", "ven.", "sam.")


def by_profession(people: Iterable[Person]) -> list[tuple[str, list[Person]]]:
    """Professions in the order of their enumeration, people by name."""
    here: dict[str, list[Person]] = {}
    for person in people:
        here.setdefault(person.profession, []).append(person)
    return [(profession.label, here[profession]) for profession in Profession if profession in here]


def team_document(people: Iterable[Person], organisation: Organisation, day: date) -> Document:
    listed = list(people)
    blocks: list[Block] = [Paragraph(f"{count(len(listed), 'personne')} au {date_long(day)}.", style="lead")]
    for label, members in by_profession(listed):
        blocks.append(Heading(f"{label[:1].upper()}{label[1:]}"))
        blocks.append(Table(COLUMNS, [_row(person) for person in members]))
    return Document("L’équipe", letterhead(organisation), day, blocks, subtitle=organisation.name)


def letterhead(organisation: Organisation) -> Letterhead:
    lines = [line for line in (*organisation.address.splitlines(), organisation.contact_email) if line.strip()]
    return Letterhead(organisation.name, lines, organisation.accent or "#1f5f5b")


def _row(person: Person) -> list[str]:
    days = " ".join(DAYS[day] for day in sorted(person.days_on_site))
    return [person.formal_name, person.specialty, days, format_phone(person.phone), person.email]
