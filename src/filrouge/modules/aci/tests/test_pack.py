import hashlib
import io
import json
import shutil
import subprocess
import sys
import zipfile
from dataclasses import replace

import pikepdf
import pytest

from filrouge.modules.aci.pack import (
    Changed,
    Claim,
    Identity,
    Listing,
    Manifest,
    Proof,
    fingerprint,
    manifest_from,
    write_pack,
)

CONTENTS = {"meetings:1": b"compte rendu", "aci:2": b"%PDF-1.7 protocole", "aci:3": b"x" * 700_000}


def proof(key, name):
    content = CONTENTS[key]
    return Proof(
        key, f"Pièce {key}", "Protocole", "2026-03-12", name, "", hashlib.sha256(content).hexdigest(), len(content)
    )


def claim(code, number, *proofs, claimed=True, axis="Travail en équipe et coordination"):
    return Claim(
        code, number, f"Indicateur {code}", axis, "socle", f"{number}_{code}", "400", "2 800,00 €", "2800.00",
        "100 × 4", "Guide", claimed, (("Protocoles", "4"),), proofs,
    )  # fmt: skip


CALENDAR = Listing(
    "Calendrier des RCP 2026", "calendrier-rcp.pdf", "", ("Date", "Réunion", "Dossiers"), (("12/03/2026", "RCP", "3"),)
)
MANIFEST = Manifest(
    2026, 1, "2027-01-15", "Avenant 1", "68530.00",
    Identity("MSP du Chastel", ("1 place du Marché",), facts=(("SIRET", "123"),)),
    (("Montant", "68 530,00 €"),),
    (
        claim("protocols", "2.2", proof("aci:2", "2.2_Protocole.pdf"), proof("aci:3", "2.2_Autre.pdf")),
        claim("rcp", "2.3", proof("meetings:1", "2.3_RCP.txt")),
        claim("cstm", "1.5", claimed=False),
    ),
    (CALENDAR,),
)  # fmt: skip


def packed(manifest=MANIFEST, contents=CONTENTS):
    target, seen = io.BytesIO(), []

    def opened(one):
        if one.key not in contents:
            raise FileNotFoundError
        return io.BytesIO(contents[one.key])

    write_pack(target, manifest, opened, seen.append)
    return target.getvalue(), seen


def test_the_same_manifest_gives_the_same_bytes_and_tells_its_progress():
    (first, seen), (second, _seen) = packed(), packed(manifest_from(json.loads(MANIFEST.written())))

    assert first == second
    assert seen == [1, 2, 3]


def test_a_manifest_is_read_back_to_the_same():
    assert manifest_from(json.loads(MANIFEST.written())) == MANIFEST
    assert fingerprint(MANIFEST.as_data()) == hashlib.sha256(MANIFEST.written()).hexdigest()
    assert fingerprint(replace(MANIFEST, version=2).as_data()) != fingerprint(MANIFEST.as_data())


def test_each_piece_is_under_its_name_in_the_folder_of_its_indicator():
    with zipfile.ZipFile(io.BytesIO(packed()[0])) as archive:
        assert archive.testzip() is None
        assert archive.namelist() == [
            "index.pdf",
            "calendrier-rcp.pdf",
            "manifest.json",
            "2.2_protocols/2.2_Protocole.pdf",
            "2.2_protocols/2.2_Autre.pdf",
            "2.3_rcp/2.3_RCP.txt",
            "empreintes.sha256",
        ]
        assert archive.read("2.3_rcp/2.3_RCP.txt") == b"compte rendu"
        assert archive.read("manifest.json") == MANIFEST.written()


@pytest.mark.parametrize(("contents", "word"), [
    (CONTENTS | {"aci:2": b"autre chose"}, "a changé"),
    ({key: content for key, content in CONTENTS.items() if key != "aci:2"}, "a disparu"),
])  # fmt: skip
def test_a_piece_that_is_no_longer_what_was_frozen_stops_the_pack_and_is_named(contents, word):
    with pytest.raises(Changed, match=r"« 2\.2_Protocole\.pdf »") as error:
        packed(contents=contents)

    assert word in str(error.value)


def test_a_pdf_reader_opens_the_index_and_finds_a_bookmark_for_each_indicator():
    """Read back from the archive, as the CPAM receives it."""
    with (
        zipfile.ZipFile(io.BytesIO(packed()[0])) as archive,
        pikepdf.open(io.BytesIO(archive.read("index.pdf"))) as pdf,
    ):
        with pdf.open_outline() as outline:
            [axis, others] = outline.root
            assert (axis.title, others.title) == ("Travail en équipe et coordination", "Indicateurs non déclarés")
            assert [one.title for one in axis.children] == [
                f"{one.number} {one.label}" for one in MANIFEST.claims if one.claimed
            ]
            assert all(one.destination for one in (axis, *axis.children, others))
        assert pdf.Root.MarkInfo.Marked
        assert pdf.Root.StructTreeRoot.K
        assert str(pdf.Root.Lang) == "fr-FR"
        assert len(pdf.pages) >= 1
        with pdf.open_metadata() as metadata:
            assert metadata["dc:title"] == "Déclaration ACI 2026"
            assert metadata["pdfuaid:part"] == "1"


@pytest.mark.parametrize("name", ["index.pdf", "calendrier-rcp.pdf"])
def test_every_page_of_the_pack_is_tagged_in_french_and_titled(name):
    with zipfile.ZipFile(io.BytesIO(packed()[0])) as archive, pikepdf.open(io.BytesIO(archive.read(name))) as pdf:
        assert pdf.Root.MarkInfo.Marked
        assert str(pdf.Root.Lang) == "fr-FR"
        assert str(pdf.docinfo.Title)
        assert pdf.Root.ViewerPreferences.DisplayDocTitle


def test_stock_tools_open_the_pack_and_find_it_whole(tmp_path):
    (tmp_path / "pack.zip").write_bytes(packed()[0])
    by_python = [sys.executable, "-m", "zipfile", "-e", "pack.zip", "."]
    opened_by = ["unzip", "-q", "pack.zip"] if shutil.which("unzip") else by_python
    subprocess.run(opened_by, cwd=tmp_path, check=True)
    checked = subprocess.run(
        ["sha256sum", "-c", "empreintes.sha256"], cwd=tmp_path, check=True, capture_output=True, text=True
    )

    assert checked.stdout.count(": OK") == checked.stdout.count("\n") == 6
