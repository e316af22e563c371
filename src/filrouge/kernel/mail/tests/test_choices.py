import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse

from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.links import services as links
from filrouge.kernel.links.tokens import token_of
from filrouge.kernel.mail import choosing, services
from filrouge.kernel.mail.enums import Choice, MessageStatus
from filrouge.kernel.mail.models import MailChoice, Message
from filrouge.kernel.people.services import merge_people
from filrouge.kernel.registry import personal_data
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import soup

TASKS, CONVOCATION = "work.released", "meetings.invitation"


@pytest.fixture
def person(organisation):
    return PersonFactory(organisation=organisation, first_name="Élodie", last_name="Noël", email="elodie@example.org")


def send(person, **changes):
    given = {"kind": TASKS, "subject": "Une tâche", "template": "work/mail/released", "context": {"lines": []}}
    return services.send(person=person, **given | changes)


def address(person, kind=TASKS):
    with organisation_scope(person.organisation):
        return reverse("mail:stop", args=["chastel", token_of(choosing.link_of(person).pk), kind])


def filled(page):
    fields = page.select("main form select")
    return {field["name"]: field.select_one("option[selected]")["value"] for field in fields}


def chosen(person):
    with organisation_scope(person.organisation):
        return choosing.choices_of(person)


def test_every_mail_says_how_to_stop_its_kind(person, organisation, mailoutbox):
    with organisation_scope(organisation):
        send(person)
        send(person, kind=CONVOCATION)
    run_waiting()

    task, convocation = (sent.message() for sent in mailoutbox)
    assert task["List-Unsubscribe"] == f"<http://localhost:8000{address(person)}>"
    assert task["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert (convocation["List-Unsubscribe"], convocation["List-Unsubscribe-Post"]) == (None, None)
    assert "Choisir les messages que vous recevez" in mailoutbox[0].body
    assert links_of(mailoutbox[0].body) == links_of(mailoutbox[0].alternatives[0].content)


def links_of(text):
    return {word.split('"')[0] for word in text.replace('href="', "\n").split() if "/lien/" in word}


def test_opening_the_address_shows_and_does_nothing(person, client):
    page = client.get(address(person))

    assert (page.status_code, chosen(person)) == (200, {})
    assert "Ne plus recevoir ces messages" in page.content.decode()
    assert page["Cache-Control"] == "no-store, private"


def test_a_mail_program_stops_the_kind_in_one_step(person, organisation):
    program = Client(enforce_csrf_checks=True)

    answer = program.post(address(person), {"List-Unsubscribe": "One-Click"})

    assert (answer.status_code, chosen(person)) == (200, {TASKS: Choice.NEVER})
    assert program.post(address(person), {"List-Unsubscribe": "One-Click"}).status_code == 200  # twice is once
    with organisation_scope(organisation):
        assert send(person).status == MessageStatus.UNWANTED
        assert send(person, kind=CONVOCATION).status == MessageStatus.WAITING


def test_a_person_stops_a_kind_then_takes_it_back(person, client):
    page = address(person)

    assert client.post(page, {"stop": "1"}).status_code == 302
    assert "Vous ne recevrez plus ces messages" in client.get(page).content.decode()
    assert client.post(page, {"again": "1"}).status_code == 302
    assert chosen(person) == {}


def test_what_the_law_requires_is_not_stopped(person, client, in_organisation):
    page = address(person, CONVOCATION)

    assert "la loi" in client.get(page).content.decode().lower()
    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 422
    assert chosen(person) == {}
    with pytest.raises(ValidationError) as refusal:
        choosing.choose(person, {CONVOCATION: Choice.NEVER}, by=Actor(str(person), person_id=person.pk))
    assert refusal.value.code is None or refusal.value.code == "legal"


def test_an_address_opens_for_its_own_purpose_only(person, organisation, client):
    with organisation_scope(organisation):
        other = links.issue(
            person=person,
            purpose="work.task",
            object_id=person.pk,
            expires_at=choosing.link_of(person).expires_at,
        )
        stolen = reverse("mail:stop", args=["chastel", token_of(other.pk), TASKS])
    stranger = OrganisationFactory(slug="ailleurs")

    assert client.post(stolen).status_code == 404
    assert client.post(reverse("mail:stop", args=["chastel", "x" * 43, TASKS])).status_code == 404
    assert client.post(address(person).replace("chastel", stranger.slug)).status_code == 404
    assert client.post(address(person, "nowhere.kind")).status_code == 404
    assert chosen(person) == {}


def test_an_address_expires_with_its_year_and_with_the_departure(person, client, clock, organisation):
    page = address(person)
    clock.now += dt.timedelta(days=430)
    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 410

    clock.now -= dt.timedelta(days=430)
    with organisation_scope(organisation):
        person.left_on = clock.now.date() - dt.timedelta(days=1)
        person.save()
    assert client.post(page, {"List-Unsubscribe": "One-Click"}).status_code == 410
    assert chosen(person) == {}


def test_choices_are_made_behind_a_personal_link(person, organisation, client):
    with organisation_scope(organisation):
        url = links.url_of(choosing.link_of(person)).removeprefix("http://localhost:8000")
    page = soup(client.get(url))
    values = filled(page)
    assert "meetings-invitation" not in values

    answer = client.post(url, values | {"work-released": "never"})

    assert (answer.status_code, chosen(person)) == (302, {TASKS: Choice.NEVER})
    assert client.post(url, values | {"work-released": "sometimes"}).status_code == 422
    assert Client().get(url).status_code == 403  # forwarded: another device is asked for a code
    assert "Élodie" not in Client().get(url).content.decode()


def test_a_member_chooses_from_their_account(organisation, client):
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(member.user)
    page = reverse("mail:my_choices", args=["chastel"])
    assert "relié à personne" in client.get(page).content.decode()

    person = PersonFactory(organisation=organisation, user=member.user, email="moi@example.org")
    values = filled(soup(client.get(page)))
    client.post(page, values | {"work-released": "never"})

    assert chosen(person) == {TASKS: Choice.NEVER}


def test_choices_are_handed_over_and_erased(person, in_organisation):
    choosing.choose(person, {TASKS: Choice.NEVER}, by=Actor(str(person), person_id=person.pk))
    kept = personal_data.get("mail.choices")

    assert list(kept.export(person.pk)) == [{"message": "tâche confiée", "choix": "jamais"}]
    assert kept.erase(person.pk) == 1
    assert not MailChoice.objects.exists()


def test_an_unwanted_mail_stays_in_the_register_and_cannot_leave(person, membership, in_organisation, mailoutbox):
    choosing.choose(person, {TASKS: Choice.NEVER}, by=membership)
    message = send(person)

    run_waiting()

    assert (mailoutbox, Message.objects.get().status) == ([], MessageStatus.UNWANTED)
    with pytest.raises(ValidationError):
        services.send_again(message, by=membership)
    with pytest.raises(ValidationError):
        services.send_now(message, by=membership)


def test_two_records_of_one_person_keep_the_choices_of_the_first(membership, in_organisation):
    kept, dropped = PersonFactory(email="a@example.org"), PersonFactory(email="b@example.org")
    choosing.choose(kept, {TASKS: Choice.NEVER}, by=membership)
    choosing.choose(dropped, {TASKS: Choice.DIGEST, "work.reminded": Choice.DIGEST}, by=membership)

    merge_people(kept, dropped, by=membership)

    assert choosing.choices_of(kept) == {TASKS: Choice.NEVER, "work.reminded": Choice.DIGEST}
