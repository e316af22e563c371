"""What the pages of proofs borrow from the scale: what lacks, and the names that files are to bear."""

import datetime as dt

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.files import services as files
from filrouge.kernel.registry import EvidenceItem
from filrouge.kernel.registry.gathered import proofs_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine.naming import LONGEST, day_in, expected_name, label_in, unique
from filrouge.modules.aci.tests.test_engine import RURAL
from tests.factories import AciPieceFactory, YearInputsFactory

QUERIES = 17


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


def test_the_name_of_the_guide():
    day = dt.date(2026, 3, 12)
    assert expected_name("2.3", "RCP", day, "Calendrier", "pdf") == "2.3_RCP_2026-03-12_calendrier.pdf"
    assert expected_name("2.2", "Protocole", day, "Cœur & « plaies » n° 4", "PDF") == (
        "2.2_Protocole_2026-03-12_coeur-plaies-n-4.pdf"
    )


@given(st.text(max_size=200), st.text(max_size=30))
def test_a_name_is_safe_whatever_is_typed(label, extension):
    name = expected_name("2.6", "Qualite", dt.date(2026, 3, 12), label, extension[:8])

    assert name.isascii()
    assert len(name) <= LONGEST
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789-_.")


@given(st.lists(st.sampled_from(["a.pdf", "A.pdf", "b.txt", "c", "a" * 96 + ".pdf"]), max_size=30))
def test_no_two_names_are_the_same(names):
    found = unique(names)

    assert len({name.casefold() for name in found}) == len(names)
    assert all(len(name) <= LONGEST for name in found)


@pytest.mark.parametrize(("name", "day", "label"), [
    ("2026-03-12 Plaies.pdf", dt.date(2026, 3, 12), "Plaies"),
    ("plan_de_crise_20260105.pdf", dt.date(2026, 1, 5), "plan de crise"),
    ("Charte 12.03.2026 signée.docx", dt.date(2026, 3, 12), "Charte signée"),
    ("Facture 4520260312.pdf", None, "Facture 4520260312"),
    ("2026-13-40.pdf", None, ""),
])  # fmt: skip
def test_what_the_name_of_a_file_tells(name, day, label):
    assert (day_in(name), label_in(name)) == (day, label)


@pytest.mark.django_db
def test_names_follow_the_guide_and_tell_twins_apart(in_organisation, membership):
    for content in (b"1", b"2"):
        services.hand_in(
            2026, "protocols", by=membership, uploads=[SimpleUploadedFile("Plaies 2026-03-12.txt", content)]
        )
    day = dt.date(2026, 5, 4)
    made = EvidenceItem("x:1", "RCP", "Calendrier", "Calendrier", day, "/", "ready", indicator="rcp", file_url="/f/")
    nothing = EvidenceItem("x:2", "RCP", "Calendrier", "Sans fichier", day, "/", "draft", indicator="rcp")

    names = queries.expected_names(2026, [nothing, made, *proofs_of(membership, 2026)])
    assert sorted(names.values()) == [
        "2.2_Protocole_2026-03-12_plaies-2.txt",
        "2.2_Protocole_2026-03-12_plaies.txt",
        "2.3_RCP_2026-05-04_calendrier.pdf",
    ]


@pytest.mark.django_db
def test_what_lacks_is_said_for_what_is_claimed_alone(in_organisation, membership):
    assert queries.lacking_of(membership, 2026) == {}

    YearInputsFactory(year=2026, case=RURAL)
    lacking = queries.lacking_of(membership, 2026)
    assert lacking["coordination"] == "1\u00a0pièce"
    assert "copies" in lacking["protocols"]
    assert not {"sas", "cooperation_protocols", "heart_failure"} & set(lacking)


@pytest.mark.django_db
def test_the_vault_asks_as_much_for_many_pieces(logged_in, organisation, page_queries):
    page = f"{reverse('evidence:list', args=['chastel'])}?annee=2026"
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, case=RURAL)
        file = files.store(name="a.txt", content=b"a", capability="aci.view")
        AciPieceFactory(year=2026, file=file, state="ready")
    with page_queries(QUERIES):
        logged_in.get(page)
    with organisation_scope(organisation):
        for code in ("coordination", "opening", "protocols", "rcp", "users"):
            AciPieceFactory.create_batch(5, year=2026, code=code, file=file, state="ready")
    with page_queries(QUERIES):
        logged_in.get(page)
