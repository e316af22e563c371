import io
import zipfile

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction

from filrouge.kernel.files import enums, queries, services
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.files.validators import tidy_name
from filrouge.kernel.ids import uuid7
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, OrganisationFactory

PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n"
PNG = b"\x89PNG\r\n\x1a\n" + b"\0" * 20
READABLE = "work.view"


def archive(**members):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as made:
        for name, content in members.items():
            made.writestr(name.replace("__", "/").replace("_TYPES", "[Content_Types].xml"), content)
    return buffer.getvalue()


DOCX = archive(_TYPES="<Types/>", word__document="<w/>")
XLSX = archive(_TYPES="<Types/>", xl__workbook="<x/>")
XLSM = archive(_TYPES="<Types/>", xl__workbook="<x/>", **{"xl__vbaProject.bin": "macro"})
ODT = archive(mimetype=enums.ODT, content="<office/>")


def store(name="note.pdf", content=PDF, **options):
    return services.store(**{"name": name, "content": content, "capability": READABLE} | options)


@pytest.mark.parametrize(
    ("name", "content", "media_type"),
    [
        ("a.pdf", PDF, enums.PDF),
        ("a.png", PNG, enums.PNG),
        ("a.JPG", b"\xff\xd8\xff\xe0" + b"\0" * 9, enums.JPEG),
        ("a.webp", b"RIFF\0\0\0\0WEBPVP8 ", enums.WEBP),
        ("a.heic", b"\0\0\0\x18ftypheic\0\0", enums.HEIC),
        ("a.docx", DOCX, enums.DOCX),
        ("a.xlsx", XLSX, enums.XLSX),
        ("a.odt", ODT, enums.ODT),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 9, enums.OLE),
        ("a.zip", archive(readme="x"), enums.ZIP),
        ("a.txt", "Équipe".encode("cp1252"), enums.TEXT),
        ("a.csv", "nom;prénom".encode(), enums.CSV),
        ("a.csv", "nom\tprénom".encode("utf-16"), enums.CSV),
        ("a.ics", b"BEGIN:VCALENDAR\r\n", enums.CALENDAR),
        ("a.vcf", b"\xef\xbb\xbfBEGIN:VCARD\r\n", enums.VCARD),
        ("sans extension", PDF, enums.PDF),
    ],
)
def test_the_type_is_read_in_the_content(in_organisation, name, content, media_type):
    assert store(name, content).media_type == media_type


@pytest.mark.parametrize(
    ("name", "content", "code"),
    [
        ("facture.pdf", b"MZ\x90\x00\x03", "dangerous"),
        ("facture.pdf", b"\x7fELF\x02", "dangerous"),
        ("script.txt", b"#!/bin/sh\nrm", "dangerous"),
        ("page.pdf", b"  <!DOCTYPE html><script>", "dangerous"),
        ("logo.png", b'<?xml version="1.0"?><svg xmlns="x">', "dangerous"),
        ("macros.xlsx", XLSM, "unknown_type"),
        ("film.mp4", b"\0\0\0\x20ftypisom\0\0", "unknown_type"),
        ("a.zip", b"PK\x03\x04 broken", "unknown_type"),
        ("photo.pdf", PNG, "false_extension"),
        ("vide.pdf", b"", "empty"),
    ],
)
def test_what_is_not_kept_is_refused_in_french(in_organisation, name, content, code):
    with pytest.raises(ValidationError) as refusal:
        store(name, content)

    assert refusal.value.code == code
    assert refusal.value.messages[0].startswith(f"Le fichier « {name} » ")
    assert StoredFile.objects.count() == 0


def test_an_unexpected_type_says_what_is_wanted(in_organisation):
    with pytest.raises(ValidationError) as refusal:
        store("a.png", PNG, expected=enums.SPREADSHEETS)

    assert refusal.value.messages == [
        "Le fichier « a.png » est une image PNG. Il faut un classeur LibreOffice ou un classeur Excel ou un tableau CSV"
        " ou un fichier texte."
    ]


def test_too_big_is_refused_before_it_is_read(in_organisation, monkeypatch):
    monkeypatch.setattr(enums, "MAX_SIZE", 1024 * 1024)
    big = SimpleUploadedFile("gros.pdf", PDF + b"\0" * 1024 * 1024)

    with pytest.raises(ValidationError) as refusal:
        store("gros.pdf", big)

    assert refusal.value.messages == ["Le fichier « gros.pdf » dépasse 1 Mo. Réduisez-le ou partagez-le autrement."]


def test_the_same_content_is_written_once(in_organisation):
    first = store("a.pdf")
    second = store("b.pdf", ContentFile(PDF))

    assert first.path == second.path == f"{in_organisation.pk}/{first.pk}"
    assert first.sha256 == second.sha256
    assert list(queries.duplicates_of(second)) == [first]
    assert services.read(second) == PDF


def test_another_organisation_shares_no_content(in_organisation):
    first = store()
    other = OrganisationFactory()
    with organisation_scope(other, switching=True):
        second = store()

    assert second.path != first.path


def test_a_changed_content_no_longer_verifies(in_organisation):
    stored = store(content=PDF + b"unique 1")
    assert services.verify(stored)

    with default_storage.open(stored.path, "wb") as stream:
        stream.write(b"changed")
    assert not services.verify(stored)

    default_storage.delete(stored.path)
    assert not services.verify(stored)


def test_discard_keeps_what_another_file_shows(in_organisation, django_capture_on_commit_callbacks):
    first, second = store(content=PDF + b"unique 2"), store("b.pdf", PDF + b"unique 2")

    with django_capture_on_commit_callbacks(execute=True):
        services.discard(first)
    assert services.verify(second)

    with django_capture_on_commit_callbacks(execute=True), transaction.atomic():
        services.discard(second)
    assert not default_storage.exists(second.path)


def test_a_frozen_file_is_never_discarded(in_organisation):
    with pytest.raises(ValidationError) as refusal:
        services.discard(store(frozen=True))

    assert refusal.value.code == "frozen"


@pytest.mark.parametrize(
    ("name", "tidy"),
    [
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\moi\\plan.pdf", "plan.pdf"),
        ('a"b\r\nSet-Cookie: x.pdf', "abSet-Cookie x.pdf"),
        ("facture\u202efdp.exe", "facturefdp.exe"),
        ("", "fichier"),
        (" ..", "fichier"),
        ("é" * 300 + ".pdf", "é" * 196 + ".pdf"),
    ],
)
def test_names_are_tidied(name, tidy):
    assert tidy_name(name) == tidy


def test_download(logged_in, organisation):
    with organisation_scope(organisation):
        stored = store('Compte rendu « été » "final".pdf')

    response = logged_in.get(stored.get_absolute_url())

    assert b"".join(response.streaming_content) == PDF
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"] == (
        "attachment; filename*=utf-8''Compte%20rendu%20%C2%AB%20%C3%A9t%C3%A9%20%C2%BB%20final.pdf"
    )
    assert response["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize(
    ("name", "content", "start"), [("a.pdf", PDF, "inline"), ("a.png", PNG, "inline"), ("a.docx", DOCX, "attachment")]
)
def test_only_what_is_safe_is_shown_in_the_browser(logged_in, organisation, name, content, start):
    with organisation_scope(organisation):
        stored = store(name, content)

    response = logged_in.get(stored.get_absolute_url() + "?inline=1")

    assert response["Content-Disposition"].startswith(start)
    response.close()


def test_download_asks_the_right_of_the_file(client, organisation):
    with organisation_scope(organisation):
        stored = store(capability="organisation.settings")
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(member.user)
    assert client.get(stored.get_absolute_url()).status_code == 403

    client.force_login(MembershipFactory().user)
    assert client.get(stored.get_absolute_url()).status_code == 404


def test_a_lost_content_is_not_found(logged_in, organisation):
    with organisation_scope(organisation):
        stored = store(content=PDF + b"unique 3")
        default_storage.delete(stored.path)

    assert logged_in.get(stored.get_absolute_url()).status_code == 404


def draft_of(file_id, content):
    draft = services.new_draft(file_id)
    draft.write_bytes(content)
    return draft


def adopt(file_id, content):
    return services.adopt(
        draft_of(file_id, content), file_id, name="Dossier.zip", media_type=enums.ZIP, capability=READABLE
    )


def test_a_file_of_the_house_is_adopted_by_moving_it(in_organisation):
    file_id = uuid7()
    killed = draft_of(file_id, b"half")
    stored = adopt(file_id, b"x" * (enums.MAX_SIZE + 1))

    assert (stored.pk, stored.size, stored.frozen) == (file_id, enums.MAX_SIZE + 1, True)
    assert services.verify(stored)
    assert not killed.exists()
    assert list(killed.parent.glob(f"{file_id}*")) == []


def test_what_a_killed_process_moved_is_replaced_and_nothing_is_adopted_twice(in_organisation):
    file_id = uuid7()
    default_storage.save(f"{in_organisation.pk}/{file_id}", ContentFile(b"half"))
    stored = adopt(file_id, b"whole")
    assert services.read(stored) == b"whole"

    with pytest.raises(IntegrityError), transaction.atomic():
        adopt(file_id, b"other")
    assert services.read(stored) == b"whole"
