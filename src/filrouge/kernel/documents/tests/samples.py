"""A document with one block of each kind, in the hand of a coordinator. Names and numbers are invented."""

import struct
import zlib
from datetime import date

from filrouge.kernel.documents.content import (
    BulletList,
    Callout,
    Document,
    Heading,
    Image,
    KeyValues,
    Letterhead,
    NumberedList,
    PageBreak,
    Paragraph,
    Signatory,
    SignatureGrid,
    Spacer,
    Span,
    Table,
    TableColumn,
)


def png(width=24, height=12):
    def chunk(name, data):
        return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))

    rows = b"".join(b"\0" + b"\x1f\x5f\x5b" * width for _ in range(height))
    header = struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0)
    parts = chunk(b"IHDR", header) + chunk(b"IDAT", zlib.compress(rows)) + chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + parts


LETTERHEAD = Letterhead(
    name="MSP du Val d’Aubre",
    lines=("12 rue du Moulin, 52210 Valaubre", "coordination@valaubre.example"),
    logo_png=png(),
    footer="SISA du Val d’Aubre",
)

BLOCKS = (
    KeyValues((("Date", "12 mars 2026"), ("Lieu", "salle de réunion"))),
    Paragraph("Chapeau de la réunion", "lead"),
    Heading("Présents"),
    Table(
        (TableColumn("Nom", 2), TableColumn("Durée", 0, "right")),
        (("Claire Martin", "1 h 30"), ("Total", "1 h 30")),
        caption="Professionnels présents",
        total=True,
    ),
    Heading("Discussion", 2),
    Paragraph((Span("Gras", bold=True), Span(" puis "), Span("le guide", link="https://www.has-sante.fr/"))),
    BulletList(("un créneau réservé", "une fiche unique")),
    NumberedList(("relire", "tester"), start=3),
    Callout("Adoptée à l’unanimité.", "Décision 2026-07", "success"),
    Paragraph("Citation", "quote"),
    Paragraph("Note de bas", "small"),
    Image(png(), "Un rectangle vert", 40, "Figure"),
    Spacer(4),
    PageBreak(),
    Heading("Émargement"),
    SignatureGrid((Signatory("Claire Martin", "Médecin", "Présente", "Signé en ligne"), Signatory("Paul Nguyen"))),
)


def document(*blocks, **values):
    values = {"title": "Compte rendu", "letterhead": LETTERHEAD, "date": date(2026, 3, 12)} | values
    return Document(blocks=blocks or BLOCKS, **values)
