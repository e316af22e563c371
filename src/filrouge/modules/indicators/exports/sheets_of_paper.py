"""What is printed to count: the method of an indicator, and the paper on which strokes are drawn."""

from __future__ import annotations

from io import BytesIO

import segno
from django.conf import settings
from django.utils import timezone

from filrouge.kernel.documents.content import (
    Block,
    Callout,
    Document,
    Heading,
    KeyValues,
    PageCode,
    Paragraph,
    Table,
    TableColumn,
)
from filrouge.kernel.tenancy.letterhead import letterhead
from filrouge.kernel.tenancy.models import Organisation
from filrouge.modules.indicators.models import CountSheet, Indicator, MethodSheet
from filrouge.modules.indicators.queries.catalogue import formula
from filrouge.ui.typography import FIXED, date_long, number

PARTS = ("inclusion", "exclusion", "sampling", "moment", "paper", "no_double", "check_by")
NO_NAME = "Des bâtons, jamais un nom : ni nom, ni date de naissance, ni numéro de patient."
PAGE_MM, LEAST_MM, MOST_MM = 150, 8.5, 16  # room for the lines of a page; height of a line


def method_document(organisation: Organisation, indicator: Indicator, method: MethodSheet | None) -> Document:
    blocks: list[Block] = [
        Paragraph(indicator.definition, style="lead"),
        KeyValues(
            [
                ("Formule", formula(indicator.kind, indicator.numerator, indicator.denominator)),
                ("Qui compte, sur quoi", indicator.source or "à écrire"),
                ("Qui donne le chiffre", indicator.owner.full_name if indicator.owner else "la coordination"),
                ("Fréquence", str(indicator.get_frequency_display())),
                ("Objectif", _target(indicator)),
            ]
        ),
    ]
    for name in PARTS:
        label = str(MethodSheet._meta.get_field(name).verbose_name)  # type: ignore[union-attr]
        text = getattr(method, name) if method else ""
        blocks += [Heading(label[:1].upper() + label[1:]), Paragraph(text or "À écrire.")]
    blocks.append(Callout(NO_NAME, label="Aucun patient"))
    return Document(
        title=indicator.title,
        subtitle="Fiche de recueil",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=blocks,
    )


def _target(indicator: Indicator) -> str:
    if indicator.target is None:
        return "à fixer"
    return f"{indicator.sign} {number(indicator.target)}{FIXED}{indicator.unit}"


def count_document(organisation: Organisation, sheet: CountSheet) -> Document:
    """One line a day or a professional, with room for strokes, and the total the sheet is checked against."""
    one = sheet.indicator
    columns = [TableColumn("Ligne", 1.6), TableColumn(f"Bâtons : {one.numerator}", 4), TableColumn("Total", 1)]
    if one.has_denominator:
        columns += [TableColumn(f"Bâtons : {one.denominator}", 4), TableColumn("Total", 1)]
    empty = [""] * (len(columns) - 1)
    rows = [[label, *empty] for label in sheet.labels]
    height = min(max(PAGE_MM / (len(rows) + 1), LEAST_MM), MOST_MM)
    who = sheet.person.full_name if sheet.person else "…………………………"
    return Document(
        title=one.title,
        subtitle=f"Feuille de comptage : {sheet.period.label}",
        reference=f"Code {sheet.code}",
        letterhead=letterhead(organisation),
        date=timezone.localdate(),
        blocks=[
            Paragraph(f"Compte : {who}. À rendre le {date_long(one.due_on(sheet.period))} au plus tard. {NO_NAME}"),
            Table(columns, [*rows, ["Total", *empty]], total=True, row_mm=height),
        ],
        code=PageCode(
            _qr(address_of(organisation, sheet)),
            f"Saisir cette feuille, code {sheet.code} : avec un compte ou par votre lien personnel",
        ),
    )


def address_of(organisation: Organisation, sheet: CountSheet) -> str:
    return f"{settings.SITE_URL.rstrip('/')}{sheet.get_absolute_url()}"


def _qr(address: str) -> bytes:
    png = BytesIO()
    segno.make(address, error="m", micro=False).save(png, kind="png", scale=8, border=2)
    return png.getvalue()
