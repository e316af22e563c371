import io

import pikepdf
import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.documents.content import plain
from filrouge.kernel.files.services import read, verify
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.meetings import exports, queries, services
from filrouge.modules.meetings.models import AgendaItem, Correction, Decision, Information, Meeting, Minutes
from tests.factories import AgendaItemFactory, MeetingFactory, MembershipFactory, ParticipantFactory, PersonFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
WHY = "Montant du devis erroné"


@pytest.fixture
def approved(membership, organisation):
    """Approved minutes: a point with notes, a decision, an information, one present and one absent."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(open=True, title="Bureau")
        item = AgendaItemFactory(meeting=meeting, title="Devis")
        absent = ParticipantFactory(meeting=meeting)
        services.write_notes(item, by=membership, notes="900 euros.", read_version=0)
        services.add_decision(item, by=membership, text="Retenir ce devis")
        services.add_information(item, by=membership, text="Le local ferme lundi")
        services.mark_presence(absent, by=membership, presence="absent")
        ParticipantFactory(meeting=meeting)
        services.mark_all_present(meeting, by=membership)
        services.close_session(meeting, by=membership)
        services.approve_minutes(meeting, by=membership)
        return Meeting.objects.get(pk=meeting.pk)


@pytest.fixture
def corrected(membership, approved, in_organisation):
    """Open for its second version, the notes already changed."""
    services.correct_minutes(approved, by=membership, reason=WHY)
    item = approved.items.get()
    services.write_notes(item, by=membership, notes="960 euros.", read_version=item.version)
    return Meeting.objects.get(pk=approved.pk)


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def references():
    return list(Minutes.objects.order_by("version").values_list("version", "number", "reason"))


def test_approving_a_correction_freezes_a_second_version_and_leaves_the_first(membership, corrected):
    first = Minutes.objects.get()
    before = read(first.file)

    second = services.approve_minutes(corrected, by=membership)

    assert references() == [(1, 1, ""), (2, 1, WHY)]
    assert second.reference == f"CR-{corrected.starts_on.year}-001 (version 2)"
    assert read(first.file) == before
    assert second.file.sha256 != first.file.sha256
    assert verify(second.file)
    assert second.file.frozen


def test_the_second_version_says_what_it_replaces_and_why(membership, corrected):
    minutes = services.approve_minutes(corrected, by=membership)

    meeting = queries.meetings_with_everything().get(pk=corrected.pk)
    callout = exports.minutes_document(meeting, {}, minutes).blocks[0]

    assert callout.label == "Version 2"
    assert plain(callout.text).startswith("Remplace la version 1, approuvée le ")
    assert plain(callout.text).endswith(f"Motif : {WHY}")


def test_a_second_version_is_for_archives_and_readable_by_all(membership, corrected):
    minutes = services.approve_minutes(corrected, by=membership)

    with pikepdf.open(io.BytesIO(read(minutes.file))) as pdf, pdf.open_metadata() as metadata:
        assert [metadata[name] for name in ("pdfaid:part", "pdfaid:conformance", "pdfuaid:part")] == ["2", "A", "1"]


def test_decisions_keep_their_number_and_new_ones_follow(membership, corrected):
    services.add_decision(corrected.items.get(), by=membership, text="Demander un second devis")

    services.approve_minutes(corrected, by=membership)

    numbered = Decision.objects.order_by("number").values_list("number", "text")
    assert list(numbered) == [(1, "Retenir ce devis"), (2, "Demander un second devis")]


def test_a_decision_of_the_register_does_not_go_in_a_correction(membership, corrected):
    with pytest.raises(ValidationError, match="ne se retire pas"):
        services.remove_decision(Decision.objects.get(), by=membership)


def test_a_third_version_follows_the_second(membership, corrected):
    services.approve_minutes(corrected, by=membership)
    services.correct_minutes(corrected, by=membership, reason="Encore")

    assert services.approve_minutes(corrected, by=membership).version == 3


def test_giving_up_puts_the_text_of_the_frozen_version_back(membership, corrected):
    item = corrected.items.get()
    services.add_decision(item, by=membership, text="Demander un second devis")
    services.add_session_task(item, by=membership, title="Appeler", owner=PersonFactory())
    services.remove_information(Information.objects.get(), by=membership)
    services.add_information(item, by=membership, text="Le local ferme mardi")
    absent = corrected.participants.get(presence="absent")
    services.mark_presence(absent, by=membership, presence="present")
    services.add_walk_in(corrected, PersonFactory(), by=membership)

    services.give_up_correction(corrected, by=membership)

    item.refresh_from_db()
    absent.refresh_from_db()
    assert (Meeting.objects.get(pk=corrected.pk).status, item.notes) == ("approved", "<p>900 euros.</p>")
    assert (Decision.objects.count(), Task.objects.count(), Correction.objects.count()) == (1, 0, 0)
    assert list(Information.objects.values_list("text", flat=True)) == ["Le local ferme lundi"]
    assert (absent.presence, absent.minutes, corrected.participants.count()) == ("absent", 0, 2)
    assert references() == [(1, 1, "")]


def test_what_was_typed_stays_among_the_versions_of_the_notes(membership, corrected):
    services.give_up_correction(corrected, by=membership)

    kept = queries.versions_of(AgendaItem.objects.get()).values_list("notes", flat=True)
    assert "<p>960 euros.</p>" in list(kept)


def test_minutes_not_yet_approved_are_not_corrected(membership, in_organisation):
    with pytest.raises(ValidationError, match="Seul un compte rendu approuvé"):
        services.correct_minutes(MeetingFactory(held=True), by=membership, reason=WHY)


def test_a_correction_is_begun_once(membership, corrected):
    with pytest.raises(ValidationError, match="Seul un compte rendu approuvé"):
        services.correct_minutes(corrected, by=membership, reason=WHY)


def test_a_correction_does_not_open_the_session_again(membership, corrected):
    with pytest.raises(ValidationError, match="ne rouvre pas la séance"):
        services.reopen_session(corrected, by=membership)


def test_an_assistant_does_not_correct(organisation, approved, in_organisation):
    assistant = MembershipFactory(organisation=organisation, roles=["assistant"])

    with pytest.raises(PermissionDenied):
        services.correct_minutes(approved, by=assistant, reason=WHY)


def test_the_frozen_version_stays_the_proof_meanwhile(membership, corrected):
    (proof,) = registry.evidence.get("meetings")(membership, corrected.starts_on.year)

    assert (proof.state, proof.file_id) == ("ready", Minutes.objects.get().file_id)


def test_the_first_page_says_a_correction_waits(membership, corrected):
    labels = [one.label for one in registry.today.get("meetings")(membership)]

    assert "Finir la correction : Bureau" in labels


def test_correcting_needs_a_reason(logged_in, approved):
    response = logged_in.post(url("correct", approved.pk), {"reason": " "})

    assert response.status_code == 422
    assert "Dites en une phrase pourquoi" in response.content.decode()


def test_from_the_page_one_corrects_then_gives_up(logged_in, organisation, approved):
    logged_in.post(url("correct", approved.pk), {"reason": WHY})

    page = soup(logged_in.get(url("detail", approved.pk))).get_text()
    assert "Correction en cours" in page
    assert WHY in page
    logged_in.post(url("correction_give_up", approved.pk))
    with organisation_scope(organisation):
        assert Meeting.objects.get(pk=approved.pk).status == "approved"


def test_each_version_stays_readable_and_says_what_replaced_it(logged_in, organisation, membership, approved):
    with organisation_scope(organisation):
        services.correct_minutes(approved, by=membership, reason=WHY)
        second = services.approve_minutes(approved, by=membership)
        first = Minutes.objects.get(version=1)
        contents = {one.version: read(one.file) for one in (first, second)}

    pdf = url("minutes_pdf", approved.pk)
    page = soup(logged_in.get(url("detail", approved.pk))).get_text()
    assert "remplacée par la version 2" in page
    assert WHY in page
    assert b"".join(logged_in.get(pdf)) == contents[2]
    assert b"".join(logged_in.get(f"{pdf}?version=1")) == contents[1]
    assert logged_in.get(f"{pdf}?version=7").status_code == 404


def test_meanwhile_the_draft_and_the_version_in_force_are_apart(logged_in, organisation, membership, approved):
    with organisation_scope(organisation):
        frozen = read(Minutes.objects.get().file)
        services.correct_minutes(approved, by=membership, reason=WHY)

    pdf = url("minutes_pdf", approved.pk)
    assert b"".join(logged_in.get(f"{pdf}?version=1")) == frozen
    assert b"".join(logged_in.get(pdf)) != frozen
