"""From the printed sheet to the proof: photograph, post, find the meeting, mark beside the picture."""

import io
import random

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from PIL import Image

from filrouge.kernel.documents.render_pdf import render_pictures
from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.demo.paper import photograph
from filrouge.modules.meetings.exports import attendance_document
from filrouge.modules.meetings.models import Meeting, Participant, SheetPhoto
from tests.factories import (
    MeetingFactory,
    MembershipFactory,
    OrganisationFactory,
    ParticipantFactory,
    SheetPhotoFactory,
    noon_in,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


@pytest.fixture
def meeting(organisation):
    meeting = MeetingFactory(organisation=organisation, open=True, title="RCP plaies")
    ParticipantFactory.create_batch(3, organisation=organisation, meeting=meeting)
    return meeting


def photo_of(meeting, *, tilt=4, quarter=0, seed=1, name="IMG_2041.jpg"):
    """The sheet of this meeting, printed, then photographed by a hurried hand."""
    with organisation_scope(meeting.organisation, switching=True):
        page = render_pictures(attendance_document(meeting), ppi=130)[0]
    return jpeg(photograph(page, random.Random(seed), tilt=tilt, quarter=quarter), name)


def blurred(name="floue.jpg", shade="white"):
    return jpeg(Image.new("RGB", (600, 800), shade), name)


def jpeg(image, name):
    raw = io.BytesIO()
    image.save(raw, "JPEG", quality=70)
    return SimpleUploadedFile(name, raw.getvalue(), "image/jpeg")


def drop(client, *photos, on=None, follow=False):
    return client.post(url("sheet", on.pk) if on else url("sheets"), {"photos": photos}, follow=follow)


def kept(organisation):
    with organisation_scope(organisation):
        return [(photo.meeting and photo.meeting.title, photo.filed_how) for photo in SheetPhoto.objects.all()]


def test_a_photo_files_itself_on_its_meeting_and_opens_the_grid(logged_in, meeting, organisation):
    MeetingFactory(organisation=organisation, open=True, title="Une autre")

    response = drop(logged_in, photo_of(meeting, quarter=1), follow=True)

    page = soup(response)
    assert kept(organisation) == [("RCP plaies", "code")]
    assert response.redirect_chain[-1][0] == url("sheet", meeting.pk)
    assert len(page.select("[data-sheet-view] img")) == 1
    assert len(page.select("[data-presence]")) == 3


def test_what_is_read_on_paper_says_so(logged_in, meeting, organisation):
    drop(logged_in, photo_of(meeting))
    page = soup(logged_in.get(url("sheet", meeting.pk)))
    form = page.select_one("[data-presences]")
    sent = {field["name"]: field["value"] for field in form.select("input[type=hidden]")}

    response = logged_in.post(form["action"], sent | {"mark": form.select_one("[data-key=p]")["value"]})

    with organisation_scope(organisation):
        marked = Participant.objects.exclude(presence="").values_list("presence", "declared_how")
        assert list(marked) == [("present", "paper")]
    assert response["Location"] == url("sheet", meeting.pk)


def test_the_photo_is_kept_upright_without_what_the_phone_wrote(logged_in, meeting, organisation):
    drop(logged_in, photo_of(meeting, quarter=2, name="Camille-GPS.jpg"))

    with organisation_scope(organisation):
        stored = SheetPhoto.objects.get().file
        picture = Image.open(io.BytesIO(files.read(stored)))
    assert (stored.media_type, stored.capability, stored.frozen) == ("image/jpeg", "meetings.view", False)
    assert stored.name == f"Feuille d’émargement {meeting.starts_on:%Y-%m-%d}.jpg"
    assert dict(picture.getexif()) == {}


def test_several_photos_each_find_their_meeting(logged_in, meeting, organisation):
    other = MeetingFactory(organisation=organisation, open=True, title="Équipe")

    drop(logged_in, photo_of(meeting), photo_of(other))

    assert sorted(kept(organisation)) == [("RCP plaies", "code"), ("Équipe", "code")]


def test_a_photo_whose_code_cannot_be_read_waits_for_its_meeting(logged_in, meeting, organisation):
    response = drop(logged_in, blurred(), follow=True)

    page = soup(response)
    assert kept(organisation) == [(None, "")]
    assert "Le code de la feuille ne se lit pas" in page.get_text()
    form = page.select_one(".fil-sheet-waiting form")
    logged_in.post(form["action"], {"meeting": meeting.pk})
    assert kept(organisation) == [("RCP plaies", "chosen")]


@pytest.mark.parametrize("chosen", ["", "x", "00000000-0000-0000-0000-000000000000"])
def test_no_meeting_chosen_loses_nothing(logged_in, meeting, organisation, chosen):
    drop(logged_in, blurred())
    with organisation_scope(organisation):
        photo = SheetPhoto.objects.get()

    response = logged_in.post(url("sheet_file", photo.pk), {"meeting": chosen})

    assert response.status_code in {302, 404}
    assert kept(organisation) == [(None, "")]


def test_on_the_page_of_a_meeting_no_code_is_needed(logged_in, meeting, organisation):
    drop(logged_in, blurred(), on=meeting)

    assert kept(organisation) == [("RCP plaies", "page")]


def test_the_code_is_stronger_than_the_page_and_it_is_said(logged_in, meeting, organisation):
    other = MeetingFactory(organisation=organisation, open=True, title="Équipe")

    response = drop(logged_in, photo_of(other), on=meeting, follow=True)

    assert kept(organisation) == [("Équipe", "code")]
    assert "porte le code de « Équipe »" in " ".join(soup(response).get_text().split())


def test_the_sheet_of_another_team_is_refused_and_nothing_is_kept(logged_in, organisation):
    other = MeetingFactory(organisation=OrganisationFactory(slug="ailleurs"), open=True)

    response = drop(logged_in, photo_of(other))

    assert response.status_code == 422
    assert "celle d’une autre équipe" in response.content.decode()
    assert nothing_kept(organisation)


def test_the_sheet_of_a_meeting_that_is_gone_is_refused(logged_in, organisation, meeting):
    photo = photo_of(meeting)
    with organisation_scope(organisation):
        meeting.participants.all().delete()
        meeting.delete()

    response = drop(logged_in, photo)

    assert response.status_code == 422
    assert "n’existe plus ici" in response.content.decode()
    assert nothing_kept(organisation)


def nothing_kept(organisation):
    with organisation_scope(organisation):
        return not SheetPhoto.objects.exists() and not StoredFile.objects.exists()


@pytest.mark.parametrize("where", ["list", "page"])
def test_the_same_photo_twice_is_said(logged_in, meeting, organisation, where):
    drop(logged_in, photo_of(meeting))

    response = drop(logged_in, photo_of(meeting), on=meeting if where == "page" else None)

    assert response.status_code == 422
    assert "déjà déposée sur « RCP plaies »" in response.content.decode()
    assert len(kept(organisation)) == 1


def test_a_waiting_photo_sent_again_from_the_page_of_its_meeting_is_filed(logged_in, meeting, organisation):
    drop(logged_in, blurred())

    drop(logged_in, blurred(), on=meeting)

    assert kept(organisation) == [("RCP plaies", "page")]


def test_one_bad_photo_does_not_lose_the_others(logged_in, meeting, organisation):
    bad = SimpleUploadedFile("photo.heic", b"\x00\x00\x00\x18ftypheic" + bytes(600), "image/heic")

    response = drop(logged_in, photo_of(meeting), bad, follow=True)

    assert kept(organisation) == [("RCP plaies", "code")]
    assert "format HEIC" in response.content.decode()


def test_no_photo_at_all_is_said(logged_in):
    response = logged_in.post(url("sheets"), {})

    assert response.status_code == 422
    assert "Choisissez au moins une photo" in response.content.decode()


def test_twelve_photos_at_most_are_read_at_once(logged_in, meeting, organisation):
    photos = [blurred(f"{rank}.jpg", (rank * 16,) * 3) for rank in range(14)]

    response = drop(logged_in, *photos, on=meeting, follow=True)

    assert len(kept(organisation)) == 12
    assert "Douze photos au plus" in response.content.decode()


@pytest.mark.parametrize(
    ("state", "sentence"),
    [({"status": "cancelled"}, "est annulée"), ({"starts_at": noon_in(3), "ends_at": noon_in(4)}, "n’a pas encore")],
)
def test_a_sheet_is_not_filed_on_a_meeting_that_did_not_happen(logged_in, meeting, organisation, state, sentence):
    photo = photo_of(meeting)
    with organisation_scope(organisation):
        Meeting.objects.filter(pk=meeting.pk).update(**state)

    response = drop(logged_in, photo)

    assert sentence in response.content.decode()
    assert nothing_kept(organisation)


def test_the_session_opens_from_the_sheet_when_it_is_written_afterwards(logged_in, organisation):
    meeting = MeetingFactory(organisation=organisation, passed=True)
    page = soup(logged_in.get(url("sheet", meeting.pk)))

    response = logged_in.post(url("sheet", meeting.pk), {"open": "1"})

    assert page.select_one("[name=open]") is not None
    assert response["Location"] == url("sheet", meeting.pk)
    assert soup(logged_in.get(url("sheet", meeting.pk))).select("[data-presences]") != []


def test_the_wrong_photo_goes_for_good(logged_in, meeting, organisation):
    drop(logged_in, blurred(), on=meeting)
    with organisation_scope(organisation):
        photo = SheetPhoto.objects.get()

    logged_in.post(url("sheet_remove", photo.pk))

    assert nothing_kept(organisation)


def test_the_approval_freezes_the_sheets(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    photo = services.file_sheet(SheetPhotoFactory(), meeting, by=membership)
    services.close_session(meeting, by=membership)

    services.approve_minutes(meeting, by=membership)

    photo = queries.sheets_of(meeting).get()
    assert photo.file.frozen
    for refused in (
        lambda: services.remove_sheet(photo, by=membership),
        lambda: services.file_sheet(photo, MeetingFactory(open=True), by=membership),
    ):
        with pytest.raises(ValidationError, match="ne bouge plus"):
            refused()


def test_a_sheet_found_after_the_approval_is_a_proof_at_once(membership, in_organisation):
    meeting = MeetingFactory(open=True, status="approved")

    photo = services.file_sheet(SheetPhotoFactory(), meeting, by=membership)

    assert photo.file.frozen


def test_a_photo_of_a_reserved_meeting_is_read_by_its_readers_only(membership, in_organisation):
    meeting = MeetingFactory(open=True)
    photo = services.file_sheet(SheetPhotoFactory(), meeting, by=membership)

    services.change_readers(meeting, by=membership, confidentiality="managers")

    photo.file.refresh_from_db()
    assert photo.file.capability == "meetings.view_managers"


def test_filing_and_removing_need_the_right(membership, in_organisation):
    reader = MembershipFactory(organisation=in_organisation, roles=["professional"])
    meeting, photo = MeetingFactory(open=True), SheetPhotoFactory()

    for refused in (
        lambda: services.file_sheet(photo, meeting, by=reader),
        lambda: services.remove_sheet(photo, by=reader),
        lambda: services.keep_sheet(by=reader, jpeg=b"", digest=""),
    ):
        with pytest.raises(PermissionDenied):
            refused()


def test_the_history_tells_of_the_sheet(logged_in, meeting, organisation):
    drop(logged_in, blurred(), on=meeting)

    with organisation_scope(organisation):
        sentences = [entry.sentence for entry in Entry.objects.filter(action__startswith="meetings.sheet")]
    assert sentences == ["a déposé la feuille signée de « RCP plaies »"]


LIST_QUERIES = 5  # session, account, memberships, photos, meetings
SHEET_QUERIES = 6


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_the_waiting_photos_is_constant(logged_in, organisation, count, page_queries):
    SheetPhotoFactory.create_batch(count, organisation=organisation)

    with page_queries(LIST_QUERIES):
        page = logged_in.get(url("sheets"))

    assert len(soup(page).select(".fil-sheet-waiting")) == count


@pytest.mark.parametrize("count", [1, 3])
def test_query_count_of_a_sheet_is_constant(logged_in, organisation, meeting, count, page_queries):
    ParticipantFactory.create_batch(count, organisation=organisation, meeting=meeting)
    for _ in range(count):
        SheetPhotoFactory(organisation=organisation, meeting=meeting, filed_how="page")

    with page_queries(SHEET_QUERIES):
        page = logged_in.get(url("sheet", meeting.pk))

    assert len(soup(page).select("[data-presence]")) == 3 + count
