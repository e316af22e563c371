from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from filrouge.kernel.documents.sheets import Column, Sheet, Value
from filrouge.kernel.identifiers.formats import format_phone
from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.queries import current_status

# The titles are those that the import recognises: what leaves can come back.
COLUMNS: dict[Column, Callable[[Person, date], Value]] = {
    Column("Civilité", width=10): lambda person, day: person.title,
    Column("Nom"): lambda person, day: person.last_name,
    Column("Prénom"): lambda person, day: person.first_name,
    Column("Profession"): lambda person, day: person.get_profession_display(),
    Column("Spécialité"): lambda person, day: person.specialty,
    Column("Lien avec l’équipe"): lambda person, day: _status(person, day),
    Column("Courriel"): lambda person, day: person.email,
    Column("Téléphone", width=18): lambda person, day: format_phone(person.phone),
    Column("RPPS", width=14): lambda person, day: person.rpps,
    Column("Numéro AM", width=12): lambda person, day: person.am_number,
    Column("Jours"): lambda person, day: ", ".join(person.day_labels),
    Column("Site"): lambda person, day: person.site.name if person.site else "",
    Column("Arrivée", "date"): lambda person, day: person.arrived_on,
    Column("Départ", "date"): lambda person, day: person.left_on,
}


def people_sheet(people: Iterable[Person], day: date, *, title: str = "Équipe") -> Sheet:
    return Sheet(title, list(COLUMNS), ([cell(person, day) for cell in COLUMNS.values()] for person in people))


def _status(person: Person, day: date) -> str:
    status = current_status(person, day)
    return Status(status).label if status else ""
