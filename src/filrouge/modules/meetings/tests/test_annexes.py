import pytest
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from filrouge.kernel.documents.content import Heading, NumberedList, plain
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import exports, queries, services
from filrouge.modules.meetings.models import Annex
from tests.factories import AgendaItemFactory, MeetingFactory, ParticipantFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db


@pytest.fixture
def meeting(membership, organisation):
    """Held, with two documents on a point."""
    with organisation_scope(organisation):
        meeting = MeetingFactory(open=True, title="Bureau")
        item = AgendaItemFactory(meeting=meeting, title="Devis")
        for name in ("devis.txt", "photo du local.txt"):
            services.attach_document(item, by=membership, name=name, content=name.encode())
        ParticipantFactory(meeting=meeting)
        services.mark_all_present(meeting, by=membership)
        return services.close_session(meeting, by=membership)


def document(meeting, name="devis.txt"):
    return next(one.file for one in queries.annexable(meeting) if one.file.name == name)


def names(meeting, minutes=None):
    return [annex.file.name for annex in queries.annexes_of(meeting, minutes)]


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def test_nothing_is_annexed_unless_chosen(in_organisation, meeting):
    assert [one.chosen for one in queries.annexable(meeting)] == [False, False]


def test_the_minutes_list_each_annex_with_its_size_and_fingerprint(membership, in_organisation, meeting):
    file = document(meeting)
    services.choose_annexes(meeting, by=membership, chosen={file.pk})

    whole = queries.meetings_with_everything().get(pk=meeting.pk)
    blocks = exports.minutes_document(whole, {}, None, queries.annexes_of(meeting)).blocks

    at = blocks.index(Heading("Annexes"))
    assert isinstance(blocks[at + 1], NumberedList)
    (line,) = blocks[at + 1].items
    assert plain(line) == f"devis.txt (9\xa0octets), Devis\nEmpreinte SHA-256 : {file.sha256}"


def test_approving_freezes_the_annexes_with_that_version(membership, in_organisation, meeting):
    services.choose_annexes(meeting, by=membership, chosen={document(meeting).pk})

    minutes = services.approve_minutes(meeting, by=membership)

    assert names(meeting, minutes) == ["devis.txt"]
    assert {file.name: file.frozen for file in StoredFile.objects.filter(media_type="text/plain")} == {
        "devis.txt": True,
        "photo du local.txt": False,
    }


def test_a_second_version_begins_with_the_annexes_of_the_first(membership, in_organisation, meeting):
    services.choose_annexes(meeting, by=membership, chosen={document(meeting).pk})
    first = services.approve_minutes(meeting, by=membership)
    services.correct_minutes(meeting, by=membership, reason="Une photo manquait")
    both = {document(meeting).pk, document(meeting, "photo du local.txt").pk}
    services.choose_annexes(meeting, by=membership, chosen=both)

    second = services.approve_minutes(meeting, by=membership)

    assert names(meeting, first) == ["devis.txt"]
    assert names(meeting, second) == ["devis.txt", "photo du local.txt"]


def test_giving_a_correction_up_gives_its_annexes_back(membership, in_organisation, meeting):
    services.choose_annexes(meeting, by=membership, chosen={document(meeting).pk})
    services.approve_minutes(meeting, by=membership)
    services.correct_minutes(meeting, by=membership, reason="Une annexe de trop")
    services.choose_annexes(meeting, by=membership, chosen=set())

    services.give_up_correction(meeting, by=membership)

    assert names(meeting) == ["devis.txt"]


def test_a_file_added_then_unticked_is_forgotten(membership, in_organisation, meeting):
    services.add_annex(meeting, by=membership, name="plan.txt", content=b"plan")
    assert names(meeting) == ["plan.txt"]

    services.choose_annexes(meeting, by=membership, chosen=set())

    assert not StoredFile.objects.filter(name="plan.txt").exists()


def test_an_annex_of_a_frozen_version_outlives_its_document(membership, in_organisation, meeting):
    services.choose_annexes(meeting, by=membership, chosen={document(meeting).pk})
    minutes = services.approve_minutes(meeting, by=membership)
    services.correct_minutes(meeting, by=membership, reason="Un document de trop")
    services.detach_document(queries.documents_of(meeting)[0], by=membership)
    services.choose_annexes(meeting, by=membership, chosen=set())

    assert names(meeting, minutes) == ["devis.txt"]
    assert StoredFile.objects.filter(name="devis.txt", frozen=True).exists()


def test_frozen_minutes_take_no_annex(membership, in_organisation, meeting):
    services.approve_minutes(meeting, by=membership)

    with pytest.raises(ValidationError, match="ne se modifie plus"):
        services.choose_annexes(meeting, by=membership, chosen=set())


def test_annexes_are_read_by_who_reads_the_meeting(membership, in_organisation, meeting):
    services.add_annex(meeting, by=membership, name="plan.txt", content=b"plan")

    services.change_readers(meeting, by=membership, confidentiality="managers")

    assert Annex.objects.get().file.capability == "meetings.view_managers"


def test_from_the_page_one_ticks_and_adds(logged_in, organisation, meeting):
    with organisation_scope(organisation):
        chosen = document(meeting).pk
    upload = SimpleUploadedFile("plan.txt", b"plan")
    logged_in.post(url("annexes", meeting.pk), {"chosen": [chosen], "uploads": [upload]})

    with organisation_scope(organisation):
        assert names(meeting) == ["devis.txt", "plan.txt"]
    ticked = soup(logged_in.get(url("annexes", meeting.pk))).select("input[name=chosen][checked]")
    assert len(ticked) == 2


def test_the_frozen_card_opens_each_annex(logged_in, organisation, membership, meeting):
    with organisation_scope(organisation):
        services.choose_annexes(meeting, by=membership, chosen={document(meeting).pk})
        services.approve_minutes(meeting, by=membership)

    link = soup(logged_in.get(url("detail", meeting.pk))).select_one(".fil-item-documents a[href*=annexes]")

    assert b"".join(logged_in.get(link["href"])) == b"devis.txt"
