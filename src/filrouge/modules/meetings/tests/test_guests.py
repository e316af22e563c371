"""Guests of one item: what they are shown, and everything they are not."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from icalendar import Calendar

from filrouge.kernel.files import services as files
from filrouge.kernel.links.models import Link
from filrouge.kernel.links.services import feed_url_of, url_of
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import queries, services, tasks
from filrouge.modules.meetings.exports import attendance_document, minutes_document
from filrouge.modules.meetings.models import ItemDocument, Participant
from filrouge.modules.meetings.notifications import invitation_url
from tests.factories import (
    AgendaItemFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db
OTHERS = ("Comptes de la SCM", "Contrat de la pharmacie")
SECRET = "Le mot de la gérance à l’équipe"


@pytest.fixture
def meeting(in_organisation):
    """A reserved meeting to come: two points around the guest’s one, somebody called, a word for them."""
    kind = MeetingTypeFactory(short_name="Bureau", minimum_professions=2, quorum_percent=50)
    meeting = MeetingFactory(
        type=kind, title="Bureau secret", confidentiality="called", place="Salle bleue", message=SECRET
    )
    for position, (title, minutes) in enumerate(((OTHERS[0], 20), ("Devis informatique", 15), (OTHERS[1], 25)), 1):
        AgendaItemFactory(meeting=meeting, position=position, title=title, minutes=minutes)
    ParticipantFactory(meeting=meeting, person=PersonFactory(first_name="Claire", last_name="Aubert"))
    return meeting


@pytest.fixture
def item(meeting):
    return meeting.items.get(position=2)


@pytest.fixture
def partner(in_organisation):
    return PersonFactory(first_name="Paul", last_name="Martin", email="paul@example.org", profession="pharmacist")


@pytest.fixture
def guest(item, partner, membership):
    return services.invite_guest(item, partner, by=membership)


@pytest.fixture
def convened(meeting, guest, membership):
    services.convene(meeting, by=membership, message=SECRET)
    return Participant.everybody.select_related("item", "meeting__type", "person").get(pk=guest.pk)


def link_of(guest):
    return path_in(invitation_url(guest))


def mail_to(guest):
    return Message.objects.filter(person=guest.person).order_by("-pk")


def hidden(text):
    return not any(word in text for word in (*OTHERS, "Bureau secret", SECRET, "Aubert"))


def at_minute(meeting, minutes):
    return meeting.starts_at + dt.timedelta(minutes=minutes)


def held(meeting, *guests):
    """As if the session had just been closed at its hours."""
    meeting.opened_at, meeting.closed_at, meeting.status = meeting.starts_at, meeting.ends_at, "held"
    meeting.save()


# What a guest receives and reads


def test_the_page_shows_the_item_and_nothing_else_of_the_meeting(client, convened, item):
    text = soup(client.get(link_of(convened))).get_text()

    assert "Devis informatique" in text
    assert "Salle bleue" in text
    assert "Bureau" in text
    assert hidden(text)


def test_the_message_says_the_item_and_its_hour(convened, meeting):
    message = mail_to(convened).get()

    assert "Devis informatique" in message.body_text
    assert hidden(message.body_text + message.subject)


def test_the_event_of_the_message_is_the_items_own_time(convened, meeting):
    (event,) = Calendar.from_ical(mail_to(convened).get().calendar).walk("VEVENT")

    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at_minute(meeting, 20), at_minute(meeting, 35))
    assert event["SUMMARY"] == "Devis informatique (Bureau)"
    assert hidden(event.to_ical().decode())


def test_the_file_taken_from_the_page_is_the_same_event(client, convened, meeting):
    (event,) = Calendar.from_ical(client.get(link_of(convened), {"agenda": ""}).content).walk("VEVENT")

    assert event.decoded("DTSTART") == at_minute(meeting, 20)
    assert hidden(event.to_ical().decode())


def test_ones_own_calendar_shows_the_item_at_its_time(client, convened, meeting, membership):
    link = services.follow_calendar(convened.person, by=membership)

    answer = client.get(feed_url_of(link).removeprefix("http://localhost:8000"))

    (event,) = Calendar.from_ical(answer.content).walk("VEVENT")
    assert (event.decoded("DTSTART"), event.decoded("DTEND")) == (at_minute(meeting, 20), at_minute(meeting, 35))
    assert hidden(answer.content.decode())


def test_only_the_documents_of_the_item_open(client, convened, meeting, item):
    mine, other = (
        ItemDocument.objects.create(
            item=row, file=files.store(name=name, content=b"contenu", capability="meetings.view"), added_by="Camille"
        )
        for row, name in ((item, "devis.txt"), (meeting.items.get(position=1), "comptes.txt"))
    )
    path = link_of(convened)

    page = soup(client.get(path)).get_text()

    assert "devis.txt" in page
    assert "comptes.txt" not in page
    assert client.get(path, {"document": mine.pk}).getvalue() == b"contenu"
    assert client.get(path, {"document": other.pk}).status_code == 410
    assert client.get(path, {"document": "n’importe quoi"}).status_code == 410


def test_who_is_called_to_the_whole_takes_no_document_by_this_door(client, convened, meeting, item):
    document = ItemDocument.objects.create(
        item=item, file=files.store(name="devis.txt", content=b"contenu", capability="meetings.view"), added_by="C"
    )
    called = meeting.participants.select_related("person", "meeting").get()

    assert client.get(link_of(called), {"document": document.pk}).status_code == 410


def test_one_tap_answers_and_a_refused_declaration_shows_no_more(client, convened):
    client.post(link_of(convened), {"answer": "coming"})
    refused = client.post(link_of(convened), {"presence": "present"})

    convened.refresh_from_db()
    assert convened.answer == "coming"
    assert refused.status_code == 422
    assert hidden(soup(refused).get_text())


def test_a_guest_with_an_account_does_not_read_the_meeting(client, organisation, convened, meeting):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    Person.objects.filter(pk=convened.person_id).update(user=member.user)
    client.force_login(member.user)

    assert client.get(reverse("meetings:detail", args=["chastel", meeting.pk])).status_code == 404
    assert not queries.may_read(member, meeting)


def test_a_guest_reads_no_minutes(client, convened, meeting):
    meeting.status = "review"
    meeting.save()

    with pytest.raises(PermissionDenied):
        services.give_opinion(convened, by=Actor("Paul"), approval="approved")


def test_minutes_for_review_are_not_sent_to_guests(convened, meeting, membership):
    held(meeting)
    Participant.everybody.filter(meeting=meeting).update(presence="present", minutes=15)

    services.send_for_review(meeting, by=membership)

    assert mail_to(convened).filter(kind="meetings.review").count() == 0


# Who counts


def test_quorum_and_professions_do_not_change_with_a_guest(meeting, guest):
    Participant.everybody.filter(meeting=meeting).update(presence="present")

    professions, share = queries.minimums_of(meeting, list(queries.participants_of(meeting)))

    assert (professions.found, share.asked, share.found, share.among) == (1, 1, 1, 1)


def test_the_counts_of_the_page_leave_guests_out(logged_in, meeting, guest):
    response = logged_in.get(meeting.get_absolute_url())

    page = soup(response)
    assert response.context["counts"]["called"] == 1
    assert "Pour ce seul point : Paul Martin" in " ".join(page.select_one(".fil-agenda").get_text().split())


def test_the_grid_lists_guests_apart_and_marks_them(logged_in, meeting, guest, membership):
    meeting.status, meeting.opened_at = "open", meeting.starts_at
    meeting.save()
    address = reverse("meetings:presences", args=["chastel", meeting.pk])

    answer = logged_in.post(address, {"mark": f"{guest.pk}:present"}, headers={"HX-Request": "true"})

    titles = [one.get_text() for one in soup(answer).select(".fil-presence-title")]
    assert titles[-1] == "Invités pour un point"
    guest.refresh_from_db()
    assert guest.presence == "present"


def test_hours_are_those_of_the_item_at_most(meeting, guest, membership):
    held(meeting)
    guest.meeting = meeting

    services.mark_presence(guest, by=membership, presence="present")

    guest.refresh_from_db()
    assert guest.minutes == 15
    services.mark_presence(
        guest, by=membership, presence="late", arrived_at=at_minute(meeting, 25), left_at=at_minute(meeting, 35)
    )
    guest.refresh_from_db()
    assert guest.minutes == 10


def test_hours_of_a_guest_are_payable_and_do_not_tell_the_subject(meeting, guest, membership):
    held(meeting)
    services.mark_presence(guest, by=membership, presence="present")
    first = last = meeting.starts_on

    (mine,) = [one for one in queries.hours_between(first, last, reader=None) if one.at.person_id == guest.person_id]

    assert mine.at.minutes == 15
    assert mine.at.title == "Bureau (réunion réservée)"


def test_the_papers_list_guests_apart(meeting, guest, membership):
    held(meeting)
    services.mark_presence(guest, by=membership, presence="present")
    whole = queries.meetings_with_everything().get(pk=meeting.pk)

    sheet, minutes = repr(attendance_document(whole)), repr(minutes_document(whole, {}, None))

    assert "Invités pour un point" in sheet
    assert "Devis informatique" in sheet
    assert "Invités pour un point" in minutes


# Moving, removing


def test_a_guest_is_told_once_when_the_item_moves(convened, meeting, item, membership):
    services.move_item(item, by=membership, to=1)
    services.move_item(item, by=membership, to=3)

    tasks.tell_guests.func()
    tasks.tell_guests.func()

    change, invitation = mail_to(convened)
    (event,) = Calendar.from_ical(change.calendar).walk("VEVENT")
    assert event.decoded("DTSTART") == at_minute(meeting, 45)
    assert event["SEQUENCE"] > Calendar.from_ical(invitation.calendar).walk("VEVENT")[0]["SEQUENCE"]
    assert hidden(change.body_text + change.subject)


def test_nobody_is_told_of_a_move_that_changes_nothing_for_them(convened, meeting, membership):
    services.move_item(meeting.items.get(position=3), by=membership, to=3)

    assert services.tell_guests(meeting, meeting.starts_at - dt.timedelta(days=1)) == 0


def test_removing_the_item_withdraws_the_call_and_putting_it_back_invites_again(
    client, convened, meeting, item, membership
):
    before = meeting.starts_at - dt.timedelta(days=1)
    services.remove_item(item, by=membership)

    assert services.tell_guests(meeting, before) == 1
    assert services.tell_guests(meeting, before) == 0
    withdrawal = mail_to(convened).first()
    assert "plus convié" in withdrawal.subject
    assert "METHOD:CANCEL" in withdrawal.calendar
    assert "n’est plus à l’ordre du jour" in soup(client.get(link_of(convened))).get_text()
    assert not queries.guests_of(meeting).exists()

    services.restore_item(item, by=membership)

    assert services.tell_guests(meeting, before) == 1
    assert "Invitation" in mail_to(convened).first().subject


def test_a_point_put_off_is_no_longer_waited_for(client, convened, meeting, item):
    item.postponed_at = meeting.starts_at
    item.save()

    assert services.tell_guests(meeting, meeting.starts_at - dt.timedelta(days=1)) == 1
    assert "reporté à une autre réunion" in soup(client.get(link_of(convened))).get_text()
    assert queries.item_times(meeting)[meeting.items.get(position=3).pk].starts_at == at_minute(meeting, 20)


def test_a_meeting_that_moves_tells_its_guests_at_once(convened, meeting, membership):
    services.change_meeting(
        meeting,
        by=membership,
        starts_at=meeting.starts_at + dt.timedelta(days=1),
        ends_at=meeting.ends_at + dt.timedelta(days=1),
    )

    (event,) = Calendar.from_ical(mail_to(convened).first().calendar).walk("VEVENT")
    assert event.decoded("DTSTART") == at_minute(meeting, 20) + dt.timedelta(days=1)
    assert services.tell_guests(meeting, meeting.starts_at) == 0


def test_a_point_somebody_came_for_stays(meeting, guest, item, membership):
    Participant.everybody.filter(pk=guest.pk).update(presence="present")

    with pytest.raises(ValidationError, match="est venue pour ce point"):
        services.remove_item(item, by=membership)


# Inviting


def test_a_name_and_an_address_are_enough(logged_in, meeting, item):
    address = reverse("meetings:guest_invite", args=["chastel", meeting.pk, item.pk])

    response = logged_in.post(
        address, {"last_name": "Rey", "first_name": "Nadia", "email": "nadia@example.org", "profession": "other"}
    )

    assert response.status_code == 302
    (guest,) = queries.guests_of(meeting)
    assert (guest.person.full_name, guest.person.email, guest.item) == ("Nadia Rey", "nadia@example.org", item)


def test_an_address_of_the_directory_makes_no_twin(logged_in, meeting, item, partner):
    address = reverse("meetings:guest_invite", args=["chastel", meeting.pk, item.pk])

    logged_in.post(address, {"last_name": "Martin-Rey", "email": "PAUL@example.org", "profession": "other"})

    assert queries.guests_of(meeting).get().person == partner


def test_one_item_only(meeting, guest, partner, membership):
    with pytest.raises(ValidationError, match="déjà invité·e au point « Devis informatique »"):
        services.invite_guest(meeting.items.get(position=3), partner, by=membership)


def test_who_is_called_to_the_whole_is_no_guest(meeting, item, membership):
    with pytest.raises(ValidationError, match="déjà convié·e à toute la réunion"):
        services.invite_guest(item, meeting.participants.get().person, by=membership)


def test_the_item_is_of_the_meeting(meeting, partner):
    other = AgendaItemFactory()

    with pytest.raises(ValidationError, match="une autre réunion"):
        Participant(meeting=meeting, item=other, person=partner, profession="nurse").full_clean()


def test_a_guest_called_to_the_whole_afterwards_is_no_guest_any_more(meeting, guest, membership):
    (added,) = services.add_participants(meeting, [guest.person], by=membership)

    assert (added.pk, added.item) == (guest.pk, None)
    assert meeting.participants.count() == 2


def test_a_guest_who_stays_is_called_to_the_whole(meeting, guest, membership):
    held(meeting)

    services.add_walk_in(meeting, guest.person, by=membership)

    guest.refresh_from_db()
    assert (guest.item, guest.minutes) == (None, 60)


def test_leaving_takes_the_call_back(logged_in, convened, meeting):
    logged_in.post(reverse("meetings:participant_remove", args=["chastel", meeting.pk, convened.pk]))

    assert not queries.guests_of(meeting).exists()
    assert "plus convié" in mail_to(convened).first().subject


def test_the_link_of_a_guest_who_left_opens_nothing(client, convened, organisation, membership):
    path = link_of(convened)
    services.remove_participant(convened, by=membership)

    assert client.get(path).status_code == 410
    with organisation_scope(organisation):
        assert url_of(Link.objects.filter(person=convened.person).first())
