"""Signatures drawn on a phone: asked by the type, never required, kept as strokes only, forgotten with the person."""

import base64
import io
import random
from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone
from PIL import Image, PngImagePlugin

from filrouge.kernel import registry
from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services
from filrouge.modules.meetings.demo.paper import signature
from filrouge.modules.meetings.exports import attendance_document
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.notifications import invitation_url
from tests.factories import MeetingFactory, MeetingTypeFactory, ParticipantFactory, PersonFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def drawing():
    return signature(random.Random(7))


@pytest.fixture
def participant(in_organisation):
    """Called to a session in progress, whose type proposes to draw."""
    now = timezone.now()
    meeting = MeetingFactory(
        type=MeetingTypeFactory(drawn_signature=True),
        status="open",
        starts_at=now - timedelta(minutes=30),
        opened_at=now - timedelta(minutes=30),
    )
    return ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="Élodie", last_name="Noël"))


def path_of(participant):
    return path_in(invitation_url(participant))


def as_text(drawing):
    return f"data:image/png;base64,{base64.b64encode(drawing).decode()}"


def sign(participant, drawing):
    by = Actor(participant.person.full_name, participant.person_id)
    return services.declare_and_sign(participant, by=by, how="link", drawing=drawing)


def kept(participant):
    return Participant.everybody.select_related("signature").get(pk=participant.pk)


def test_a_drawing_is_kept_with_the_presence(client, participant, drawing):
    assert soup(client.get(path_of(participant))).select_one("canvas[data-signature-pad]") is not None

    response = client.post(path_of(participant), {"presence": "present", "signature": as_text(drawing)})

    row = kept(participant)
    assert (response.status_code, row.presence, row.signature.media_type) == (302, "present", "image/png")
    assert row.signature.size < 20_000


@pytest.mark.parametrize("sent", ["", "data:image/png;base64,", "data:image/png;base64,é", "data:text/html,<p>"])
def test_a_tap_alone_signs_too(client, participant, sent):
    client.post(path_of(participant), {"presence": "present", "signature": sent})

    assert (kept(participant).presence, kept(participant).signature) == ("present", None)


def test_a_type_that_does_not_ask_shows_no_box_and_keeps_no_drawing(client, participant, drawing):
    type_of = participant.meeting.type
    type_of.drawn_signature = False
    type_of.save()

    assert soup(client.get(path_of(participant))).select_one("canvas") is None
    assert client.post(path_of(participant), {"presence": "present", "signature": as_text(drawing)}).status_code == 422
    assert kept(participant).presence == ""


def blank():
    png = io.BytesIO()
    Image.new("RGBA", (300, 100), (0, 0, 0, 0)).save(png, "PNG")
    return png.getvalue()


def as_jpeg():
    jpeg = io.BytesIO()
    Image.new("RGB", (300, 100)).save(jpeg, "JPEG")
    return jpeg.getvalue()


def huge():
    png = io.BytesIO()
    Image.new("RGBA", (3000, 100), (0, 0, 0, 255)).save(png, "PNG")
    return png.getvalue()


def heavy():
    png = io.BytesIO()
    Image.frombytes("RGBA", (300, 200), random.Random(1).randbytes(240_000)).save(png, "PNG")
    return png.getvalue()


@pytest.mark.parametrize("made", [blank, as_jpeg, huge, heavy, lambda: signature(random.Random(1))[:200]])
def test_what_is_no_signature_is_refused_and_says_what_to_do(participant, made):
    with pytest.raises(ValidationError, match="signez d’un simple geste"):
        sign(participant, made())

    assert kept(participant).presence == ""


def test_nothing_but_strokes_is_kept(participant, drawing):
    noted, png = PngImagePlugin.PngInfo(), io.BytesIO()
    noted.add_text("GPS", "48.85, 2.35")
    Image.open(io.BytesIO(drawing)).save(png, "PNG", pnginfo=noted)

    row = sign(participant, png.getvalue())

    assert b"GPS" not in files.read(row.signature)


def test_who_holds_the_meeting_sees_it_in_the_grid_and_on_the_sheet(logged_in, participant, drawing):
    row = sign(participant, drawing)
    address = reverse("meetings:signature", args=["chastel", row.meeting_id, row.pk])

    page = logged_in.get(reverse("meetings:session", args=["chastel", row.meeting_id]))

    assert soup(page).select_one(f'img[src="{address}"]') is not None
    assert logged_in.get(address).getvalue() == files.read(row.signature)
    (grid,) = [block for block in attendance_document(row.meeting).blocks if hasattr(block, "people")][:1]
    assert grid.people[0].drawing == files.read(kept(row).signature)


def test_signing_again_replaces_the_drawing(participant, drawing):
    first = sign(participant, drawing).signature
    again = sign(kept(participant), signature(random.Random(9))).signature

    assert again.pk != first.pk
    assert not StoredFile.objects.filter(pk=first.pk).exists()


def test_it_goes_with_the_words_of_the_person_and_the_presence_stays(participant, drawing):
    sign(participant, drawing)

    registry.personal_data.get("meetings").erase(participant.person_id)

    row = kept(participant)
    assert (row.presence, row.signature) == ("present", None)
    assert not StoredFile.objects.exists()


def test_it_goes_with_the_call(participant, drawing, membership):
    row = sign(participant, drawing)

    services.remove_participant(row, by=membership)

    assert not StoredFile.objects.exists()


def test_old_drawings_are_forgotten(participant, drawing):
    sign(participant, drawing)
    starts_at = participant.meeting.starts_at

    assert services.forget_signatures_before(starts_at) == 0
    assert services.forget_signatures_before(starts_at + timedelta(seconds=1)) == 1
    assert kept(participant).signature is None
