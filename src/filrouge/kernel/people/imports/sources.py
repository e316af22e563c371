"""From what somebody brings (a text, a file) to a draft that can be looked at."""

from __future__ import annotations

import zipfile
from collections.abc import Sequence
from typing import IO, Any, cast

from django.core.files.uploadedfile import UploadedFile

from filrouge.kernel.identifiers.normalisers import normalise_rpps
from filrouge.kernel.people.enums import ImportKind
from filrouge.kernel.people.imports import batches, rpps
from filrouge.kernel.people.imports.columns import Target
from filrouge.kernel.people.imports.table import MAX_FILE, MAX_ROWS, Refused, Table, read_file, read_pasted
from filrouge.kernel.people.imports.vcard import is_vcard, read_vcards
from filrouge.kernel.people.models import ImportBatch
from filrouge.kernel.tenancy.models import Membership

MAX_OFFICIAL = 60 * 1024 * 1024
RPPS_COLUMNS = (
    Target.LAST_NAME,
    Target.FIRST_NAME,
    Target.TITLE,
    Target.PROFESSION,
    Target.SPECIALTY,
    Target.EMAIL,
    Target.PHONE,
    Target.RPPS,
)


def from_person(text: str, upload: UploadedFile[Any] | None, *, by: Membership) -> ImportBatch:
    if upload is None:
        if is_vcard(text.encode(errors="replace")):
            return batches.start(
                read_vcards(text.encode()), by=by, kind=ImportKind.VCARD, source_name="Carte collée", text=text
            )
        return batches.start(read_pasted(text), by=by, kind=ImportKind.TABLE, source_name="Liste collée", text=text)
    if (upload.size or 0) > MAX_FILE:
        raise Refused("Ce fichier dépasse 10 Mo : gardez seulement la feuille de l’équipe, puis recommencez.")
    content = upload.read()
    if looks_official(content):
        raise Refused(
            "Ce fichier est une extraction RPPS : importez-la par la page « Depuis l’annuaire santé », qui demande la "
            "commune."
        )
    name = upload.name or "fichier"
    if is_vcard(content):
        return batches.start(read_vcards(content), by=by, kind=ImportKind.VCARD, source_name=name)
    return batches.start(read_file(content), by=by, kind=ImportKind.TABLE, source_name=name)


def looks_official(content: bytes) -> bool:
    return content[:400].count(b"|") > 10 and b"Identifiant PP" in content[:400]


def from_official(
    upload: UploadedFile[Any], communes: Sequence[str], departments: Sequence[str], *, by: Membership
) -> ImportBatch:
    """A local extract, read while it waits; the whole country's file is for the command line."""
    places = rpps.Places.of(communes, departments)
    if (upload.size or 0) > MAX_OFFICIAL:
        raise Refused(
            "Ce fichier dépasse 60 Mo. Le fichier de la France entière s’importe par la commande "
            "« filrouge people import-rpps » : voyez l’aide de cette page."
        )
    found = _read_upload(upload, places)
    if not found.people:
        raise Refused(nobody(found))
    if found.matching > MAX_ROWS:
        raise Refused(
            f"{found.matching} personnes correspondent : c’est bien plus qu’une équipe. Choisissez des communes."
        )
    table = official_table(found.people)
    return batches.start(table, by=by, kind=ImportKind.RPPS, source_name=upload.name or "extraction RPPS")


def _read_upload(upload: UploadedFile[Any], places: rpps.Places) -> rpps.Extraction:
    stream = cast("IO[bytes]", upload.file)
    if zipfile.is_zipfile(stream):
        return rpps.read_archive(stream, places)
    stream.seek(0)
    return rpps.read_extraction(stream, places)


def nobody(found: rpps.Extraction) -> str:
    if found.postcodes:
        codes = ", ".join(sorted(found.postcodes))
        return (
            f"Personne pour cette commune, mais {codes} est un code postal de ce fichier : donnez le code commune de "
            "l’INSEE."
        )
    return "Personne dans ce fichier n’exerce dans ces communes ou départements. Vérifiez les codes."


def official_table(people: Sequence[rpps.Professional]) -> Table:
    """The same path as any list from here on; the line is that of the official file."""
    rows = [
        [
            person.last_name,
            person.first_name,
            person.title,
            str(person.profession.label),
            person.specialty,
            person.email,
            person.phone,
            rpps_or_nothing(person.identifier),
        ]
        for person in people
    ]
    columns = [target.value for target in RPPS_COLUMNS]
    return Table([target.label for target in RPPS_COLUMNS], rows, [person.line for person in people], columns)


def rpps_or_nothing(identifier: str) -> str:
    """Older registrations carry an ADELI number of nine digits: accepted, not kept."""
    number = normalise_rpps(identifier)
    return number if len(number) == 11 and number.isdigit() else ""
