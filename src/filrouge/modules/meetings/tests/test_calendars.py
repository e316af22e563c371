"""Calendars to follow: what each shows, to whom, until when; and what calendars answer."""

import datetime as dt
import uuid

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from icalendar import Calendar

from filrouge.kernel.links import services as links
from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.replies import CalendarReply, take
from filrouge.kernel.people.models import GroupMember
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.modules.meetings import services
from filrouge.modules.meetings.models import Participant
from filrouge.modules.meetings.notifications import invitation_url
from tests.factories import (
    AgendaItemFactory,
    GroupFactory,
    MeetingFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
    noon_in,
)
from tests.paths import link_sent


@pytest.fixture
def person(in_organisation, membership):
    return PersonFactory(user=membership.user, first_name="Camille")


def path_of(link):
    return links.feed_url_of(link).removeprefix("http://localhost:8000")


def titles(client, link):
    calendar = Calendar.from_ical(client.get(path_of(link)).content)
    return [str(event["SUMMARY"]) for event in calendar.walk("VEVENT")]


def test_ones_own_calendar_shows_the_meetings_one_is_called_to(client, person, membership):
    called = ParticipantFactory(person=person, meeting=MeetingFactory(title="RCP plaies", status="convened"))
    AgendaItemFactory(meeting=called.meeting, title="Accueil", position=1)
    MeetingFactory(title="Sans moi", status="convened")
    ParticipantFactory(person=person, meeting=MeetingFactory(title="Pas encore convoquée"))
    ParticipantFactory(person=person, meeting=MeetingFactory(title="Annulée", status="cancelled"))

    link = services.follow_calendar(person, by=membership)

    (event,) = Calendar.from_ical(client.get(path_of(link)).content).walk("VEVENT")
    assert (event["SUMMARY"], event["UID"], event["STATUS"]) == ("RCP plaies", called.meeting.uid, "CONFIRMED")
    assert event["DESCRIPTION"] == "1. Accueil"


def test_who_said_they_would_not_come_keeps_the_date_as_uncertain(client, person, membership):
    ParticipantFactory(person=person, answer="excused", meeting=MeetingFactory(status="convened"))

    link = services.follow_calendar(person, by=membership)

    (event,) = Calendar.from_ical(client.get(path_of(link)).content).walk("VEVENT")
    assert event["STATUS"] == "TENTATIVE"


def test_the_team_s_calendar_shows_drafts_to_those_who_prepare_them(client, person, membership, organisation):
    MeetingFactory(title="Convoquée", status="convened", starts_at=noon_in(10))
    MeetingFactory(title="En préparation", starts_at=noon_in(20))
    colleague = PersonFactory()

    mine = services.follow_calendar(person, by=membership, followed=organisation.pk)
    theirs = services.follow_calendar(colleague, by=Actor("Paul", colleague.pk), followed=organisation.pk)

    assert titles(client, mine) == ["Convoquée", "(à confirmer) En préparation"]
    assert titles(client, theirs) == ["Convoquée"]


def test_a_sealed_meeting_is_in_the_calendars_of_those_it_concerns_only(client, in_organisation):
    sealed = MeetingFactory(title="Entretien", status="convened", confidentiality="managers")
    called, other = ParticipantFactory(meeting=sealed).person, PersonFactory()

    seen = [
        titles(client, services.follow_calendar(one, by=Actor("Paul", one.pk), followed=in_organisation.pk))
        for one in (called, other)
    ]

    assert seen == [["Entretien"], []]


def test_the_invitation_leads_to_ones_own_calendar(person, membership):
    participant = ParticipantFactory(person=person, meeting=MeetingFactory(status="convened"))
    path = invitation_url(participant).removeprefix("http://localhost:8000")

    answer = Client().post(path, {"follow": "1"}, follow=True)

    assert "Vos réunions dans votre agenda" in answer.content.decode()
    assert Link.objects.get(purpose="meetings.calendar").object_id == person.pk


def test_a_group_s_calendar_is_for_its_members(client, person, membership):
    group, colleague = GroupFactory(name="Plaies"), PersonFactory()
    MeetingFactory(title="Du groupe", group=group, status="convened")
    MeetingFactory(title="D’ailleurs", status="convened")
    by = Actor("Paul", colleague.pk)
    with pytest.raises(Exception, match="Ce groupe n’est pas l’un des vôtres"):
        services.follow_calendar(colleague, by=by, followed=group.pk)

    last_day = timezone.localdate()
    GroupMember.objects.create(
        group=group, person=colleague, joined_on=last_day - dt.timedelta(days=9), left_on=last_day
    )
    link = services.follow_calendar(colleague, by=by, followed=group.pk)

    assert titles(client, link) == ["Du groupe"]


def test_the_same_calendar_is_not_sent_twice(client, person, membership):
    ParticipantFactory(person=person, meeting=MeetingFactory(status="convened"))
    path = path_of(services.follow_calendar(person, by=membership))
    first = client.get(path)

    again = client.get(path, headers={"If-None-Match": first["ETag"]})

    assert (first.status_code, again.status_code, again.content) == (200, 304, b"")
    assert first["Content-Type"] == "text/calendar; charset=utf-8"
    assert first["Cache-Control"] == "private, no-cache"


def test_a_changed_address_reads_nothing_more(client, person, membership):
    link = services.follow_calendar(person, by=membership)
    old = path_of(link)

    new = path_of(services.renew_calendar(link, by=membership))

    assert (client.get(old).status_code, client.get(new).status_code) == (410, 200)
    assert client.get(old).content == b""


def test_a_feed_stops_when_its_holder_leaves(client, person, membership):
    link = services.follow_calendar(person, by=membership)
    person.left_on = "2026-01-31"
    person.save()

    assert client.get(path_of(link)).status_code == 410


def test_a_guessed_address_gets_nothing_and_the_address_of_another_use_neither(client, person, in_organisation):
    other = links.issue(person=person, purpose="tests.page", object_id=uuid.uuid4(), expires_at=noon_in(7))

    assert client.get(f"/chastel/lien/{'A' * 43}/agenda.ics").status_code == 404
    assert client.get(path_of(other)).status_code == 404


def test_the_page_lists_ones_calendars_and_gives_their_addresses(logged_in, person, organisation):
    page = reverse("meetings:calendars", args=["chastel"])
    group = GroupFactory(name="Plaies")

    logged_in.post(page, {"act": "follow", "followed": str(group.pk)})

    answer = logged_in.get(page).content.decode()
    link = link_sent()
    assert (link.object_id, link.person) == (group.pk, person)
    assert f"webcal://localhost:8000{path_of(link)}" in answer
    assert answer.index("Mes réunions") < answer.index("Plaies") < answer.index("Toutes les réunions de l’équipe")

    logged_in.post(page, {"act": "stop", "followed": str(group.pk)})
    link.refresh_from_db()
    assert link.revoked_at is not None


def test_nonsense_is_answered_with_a_sentence(logged_in, person):
    answer = logged_in.post(reverse("meetings:calendars", args=["chastel"]), {"act": "fly"}, follow=True)

    assert "Choisissez un agenda." in answer.content.decode()
    assert Link.objects.count() == 0


def test_an_account_without_a_person_is_told_so(logged_in):
    answer = logged_in.get(reverse("meetings:calendars", args=["chastel"]))

    assert "Votre compte n’est relié à personne de l’équipe" in answer.content.decode()


def test_everybody_gets_their_page_by_mail_and_it_says_how(logged_in, in_organisation):
    today = timezone.localdate()
    PersonFactory(email="paul@example.org", left_on=today)
    PersonFactory(email="gone@example.org", left_on=today - dt.timedelta(days=1))
    PersonFactory(email="")

    logged_in.post(reverse("meetings:calendars_send", args=["chastel"]))

    message = Message.objects.get()
    url = next(word for word in message.body_text.split() if "/lien/" in word)
    answer = Client().get(url.removeprefix("http://localhost:8000")).content.decode()
    assert message.to_email == "paul@example.org"
    assert "webcal://localhost:8000" in answer
    assert Entry.objects.get(action="meetings.calendars_sent").data == {"count": 1}


def test_professionals_do_not_send_calendars(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.post(reverse("meetings:calendars_send", args=["chastel"])).status_code == 403


@pytest.fixture
def called(in_organisation):
    person = PersonFactory(first_name="Élodie", last_name="Noël", email="E.Noel@msp.example")
    return ParticipantFactory(person=person, meeting=MeetingFactory(status="convened", sequence=2, title="RCP"))


def reply(called, **changes):
    given = {
        "kind": "reunion",
        "object_id": called.meeting_id,
        "organisation_id": called.organisation_id,
        "email": "e.noel@msp.example",
        "partstat": "ACCEPTED",
        "sequence": 2,
        "comment": "",
    }
    return CalendarReply(**given | changes)


@pytest.mark.parametrize(("partstat", "answer"), [("ACCEPTED", "coming"), ("DECLINED", "not_coming")])
def test_an_answer_from_a_calendar_is_written_on_the_meeting(called, partstat, answer):
    assert take(reply(called, partstat=partstat, comment="Dix minutes de retard"))

    called.refresh_from_db()
    assert (called.answer, called.answer_note) == (answer, "Dix minutes de retard")
    assert Entry.objects.get().actor_name == "Élodie Noël (par son agenda)"


def test_perhaps_is_said_and_is_no_answer(called):
    assert take(reply(called, partstat="TENTATIVE"))

    called.refresh_from_db()
    assert (called.answer, called.answer_note) == ("none", "Peut-être, selon son agenda.")


def test_the_same_answer_twice_is_written_once(called):
    assert [take(reply(called)), take(reply(called))] == [True, True]
    assert Entry.objects.count() == 1


def test_an_answer_about_a_date_since_changed_does_not_count(called):
    assert not take(reply(called, sequence=1))
    assert Participant.objects.get().answer == "none"


def test_somebody_not_called_answers_nothing(called):
    assert not take(reply(called, email="stranger@msp.example"))


def test_a_comment_that_looks_like_a_patient_is_not_kept(called):
    assert take(reply(called, comment="Je vois M. Durand né le 12/03/1950"))

    called.refresh_from_db()
    assert (called.answer, called.answer_note) == ("coming", "")


def test_a_meeting_over_or_cancelled_takes_no_answer(called):
    called.meeting.status = "cancelled"
    called.meeting.save()

    assert not take(reply(called))
