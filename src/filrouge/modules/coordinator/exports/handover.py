from __future__ import annotations

from collections.abc import Iterable, Sequence

from django.utils import timezone

from filrouge.kernel.documents.content import Block, Callout, Document, Heading, Paragraph, Table, TableColumn
from filrouge.kernel.identifiers.formats import format_phone
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.coordinator.queries import Handover
from filrouge.ui.typography import date_long, date_short, euros, hour

Row = Sequence[str]
NARROW = {"Le", "Pour le", "Depuis le", "Jusqu’au", "Pour joindre"}  # as wide as what they hold
REMARK = "Aucun mot de passe ici : chaque accès dit où son secret est gardé."


def handover_document(organisation: Organisation, file: Handover) -> Document:
    return Document(
        title="Dossier de passation",
        subtitle=f"La coordination au {date_long(file.day)}",
        letterhead=letterhead(organisation),
        date=file.day,
        blocks=[*_running(file), *_people(file), *_keys(file), *_habits(file)],
    )


def _running(file: Handover) -> Iterable[Block]:
    yield from _table("Tâches en cours", ("Tâche", "Née de", "Qui", "Pour le"), _tasks(file))
    deadlines = [(one.label, one.source, date_short(one.due_on)) for one in file.deadlines]
    yield from _table("Échéances des 90 jours", ("Échéance", "Source", "Le"), deadlines)
    meetings = [
        (one.label, f"{date_short(starts)} à {hour(starts)}")
        for one in file.meetings
        for starts in [timezone.localtime(one.starts_at)]
    ]
    yield from _table("Réunions à venir", ("Réunion", "Le"), meetings)


def _tasks(file: Handover) -> list[Row]:
    return [
        (
            task.title,
            task.origin_label,
            task.owner.full_name if task.owner else "à confier",
            date_short(task.due_on) if task.due_on else "",
        )
        for task in file.tasks
    ]


def _people(file: Handover) -> Iterable[Block]:
    duties = [
        (
            one.label,
            one.person.full_name,
            "\n".join(part for part in (format_phone(one.person.phone), one.person.email) if part),
            date_short(one.starts_on),
        )
        for one in file.responsibilities
    ]
    yield from _table("Qui répond de quoi", ("Responsabilité", "Personne", "Pour joindre", "Depuis le"), duties)
    given = [
        (
            one.label,
            str(one.membership.user),
            euros(one.ceiling) if one.ceiling is not None else "sans plafond",
            date_short(one.ends_on) if one.ends_on else "sans terme",
        )
        for one in file.delegations
    ]
    yield from _table("Délégations en vigueur", ("Pouvoir", "Confié à", "Plafond", "Jusqu’au"), given)


def _keys(file: Handover) -> Iterable[Block]:
    rows = [
        (
            f"{one.tool}\n{one.address}" if one.address else one.tool,
            one.holder.full_name if one.holder else "personne",
            "\n".join(part for part in (one.kept_in, one.note) if part),
        )
        for one in file.accesses
    ]
    yield from _table("Accès", ("Outil", "Qui a l’accès", "Où le secret est gardé"), rows)
    if rows:
        yield Callout(REMARK, tone="info")


def _habits(file: Handover) -> Iterable[Block]:
    if file.habits:
        yield Heading("Nos habitudes")
    for one in file.habits:
        yield Heading(one.title, 2)
        yield from (Paragraph(part) for part in one.text.splitlines() if part.strip())


def _table(title: str, labels: Sequence[str], rows: Sequence[Row]) -> Iterable[Block]:
    """A part with nothing to say says so: whoever reads knows it was looked for."""
    yield Heading(title)
    if not rows:
        yield Paragraph("Rien à ce jour.", style="small")
        return
    widths = [3, *(0 if label in NARROW else 2 for label in labels[1:])]
    yield Table([TableColumn(label, width) for label, width in zip(labels, widths, strict=True)], rows)
