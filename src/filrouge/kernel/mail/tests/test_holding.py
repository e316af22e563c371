import datetime as dt

import pytest
from django.urls import reverse

from filrouge.kernel.ids import uuid7
from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.mail import choosing, services
from filrouge.kernel.mail.enums import Choice, HeldBecause, MessageStatus
from filrouge.kernel.mail.models import Message
from filrouge.kernel.mail.quiet import rules_of_team
from filrouge.kernel.tenancy.scope import organisation_scope
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup


@pytest.fixture
def person(in_organisation):
    return PersonFactory(email="elodie@example.org")


def send(person, subject="Des nouvelles", **changes):
    given = {"kind": "tests.news", "template": "work/mail/released", "context": {"lines": []}}
    return services.send(person=person, subject=subject, **given | changes)


def statuses():
    return [message.status for message in Message.objects.order_by("created_at", "pk")]


def test_the_fourth_mail_of_the_week_waits_for_the_digest(person, clock, mailoutbox):
    for _ in range(4):
        send(person)
        run_waiting()

    assert statuses() == ["sent", "sent", "sent", "held"]
    assert Message.objects.get(status="held").held_because == HeldBecause.CAP
    assert send(PersonFactory(email="autre@example.org")).status == MessageStatus.WAITING

    clock.now += dt.timedelta(days=7, minutes=1)
    assert send(person).status == MessageStatus.WAITING


@pytest.mark.parametrize("changes", [{"kind": "meetings.invitation"}, {"urgent": True}, {"calendar": "BEGIN"}])
def test_the_cap_never_holds_what_must_leave(person, changes):
    for _ in range(3):
        send(person)

    assert send(person, **changes).status == MessageStatus.WAITING


@pytest.mark.parametrize(("days", "status"), [(5, "waiting"), (8, "held")])  # the digest is in six days
def test_what_must_be_answered_before_the_digest_does_not_wait_for_it(person, clock, days, status):
    for _ in range(3):
        send(person)

    assert send(person, answer_by=clock.now + dt.timedelta(days=days)).status == status


def test_what_the_law_requires_does_not_count(person):
    for _ in range(5):
        send(person, kind="meetings.invitation")

    assert send(person).status == MessageStatus.WAITING


def test_a_team_may_do_without_a_cap(person, membership):
    services.set_rules(by=membership, weekly_cap=None)
    for _ in range(9):
        send(person)

    assert set(statuses()) == {"waiting"}
    assert rules_of_team().weekly_cap is None


def test_the_latest_of_several_edits_stands_for_all(person, mailoutbox):
    about, other = uuid7(), uuid7()
    for subject in ("Première", "Deuxième", "Dernière"):
        send(person, subject, object_id=about)
    send(person, "Autre chose", object_id=other)
    send(person, "Autre nature", object_id=about, kind="tests.other")
    send(PersonFactory(email="a@example.org"), "Autre personne", object_id=about)
    run_waiting()

    assert [sent.subject for sent in mailoutbox] == ["Dernière", "Autre chose", "Autre nature", "Autre personne"]
    replaced = Message.objects.filter(status="merged").order_by("created_at", "pk").select_related("merged_into")
    assert [one.merged_into.subject for one in replaced] == ["Deuxième", "Dernière"]


def test_what_has_left_is_not_replaced(person, mailoutbox):
    about = uuid7()
    send(person, object_id=about)
    run_waiting()
    send(person, object_id=about)
    run_waiting()

    assert len(mailoutbox) == 2


def test_convocations_are_never_merged(person, mailoutbox):
    about = uuid7()
    for subject in ("Invitation", "Changement"):
        send(person, subject, kind="meetings.invitation", object_id=about)
    run_waiting()

    assert len(mailoutbox) == 2


def test_a_kind_chosen_for_the_digest_waits_for_it(person, membership):
    choosing.choose(person, {"work.released": Choice.DIGEST}, by=membership)

    assert send(person, kind="work.released").held_because == HeldBecause.CHOICE
    assert send(person, kind="work.released", urgent=True).status == MessageStatus.WAITING

    choosing.choose(person, {choosing.DIGEST: Choice.NEVER}, by=membership)
    assert send(person, kind="work.released").status == MessageStatus.WAITING  # nowhere else to be said


def test_the_coordination_sees_what_is_held_and_sends_it_anyway(logged_in, organisation, mailoutbox):
    with organisation_scope(organisation):
        person = PersonFactory(first_name="Ana", last_name="Roux", email="ana@example.org")
        for rank in range(4):
            send(person, f"Message {rank}")
    run_waiting()
    page = logged_in.get(reverse("mail:held", args=["chastel"]))
    row = soup(page).select_one("tbody tr").get_text(" ", strip=True)
    assert "Message 3" in row
    assert "La limite de la semaine est atteinte" in row
    assert "lundi 14" in row  # next Monday

    with organisation_scope(organisation):
        held = Message.objects.get(status="held")
    logged_in.post(reverse("mail:anyway", args=["chastel", held.pk]))
    run_waiting()

    assert [sent.subject for sent in mailoutbox][-1] == "Message 3"
    assert soup(logged_in.get(reverse("mail:held", args=["chastel"]))).select("tbody tr") == []


def test_what_a_person_chose_to_read_later_is_not_forced_on_them(logged_in, membership, organisation):
    with organisation_scope(organisation):
        person = PersonFactory(email="ana@example.org")
        choosing.choose(person, {"work.released": Choice.DIGEST}, by=membership)
        held = send(person, kind="work.released")

    assert "quand même" not in logged_in.get(reverse("mail:held", args=["chastel"])).content.decode()
    logged_in.post(reverse("mail:anyway", args=["chastel", held.pk]))

    with organisation_scope(organisation):
        assert Message.objects.get().status == MessageStatus.HELD


@pytest.mark.parametrize(("role", "reads", "acts"), [("manager", 200, 403), ("professional", 403, 403)])
def test_rights_on_what_is_held(client, organisation, role, reads, acts):
    with organisation_scope(organisation):
        held = send(PersonFactory(email="a@example.org"))
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)

    assert client.get(reverse("mail:held", args=["chastel"])).status_code == reads
    assert client.post(reverse("mail:anyway", args=["chastel", held.pk])).status_code == acts


@pytest.mark.parametrize("number", [1, 30])
def test_the_page_costs_the_same_whatever_its_length(logged_in, organisation, page_queries, number):
    with organisation_scope(organisation):
        for rank in range(number):
            person = PersonFactory(email=f"p{rank}@example.org")
            Message.objects.create(
                person=person, to_email=person.email, kind="x", subject="s", status="held", held_because="cap"
            )
    page = reverse("mail:held", args=["chastel"])
    logged_in.get(page)

    with page_queries(HELD_QUERIES):
        logged_in.get(page)


HELD_QUERIES = 9
