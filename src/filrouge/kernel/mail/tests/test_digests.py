import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core import mail as django_mail
from django.utils import timezone

from filrouge.kernel.jobs.scheduling import tick
from filrouge.kernel.jobs.worker import run_waiting
from filrouge.kernel.mail import choosing, services, tasks
from filrouge.kernel.mail.enums import Choice, MessageStatus
from filrouge.kernel.mail.models import Digest, Message
from filrouge.kernel.mail.moments import last_due
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work.models import Task
from tests.factories import OrganisationFactory, PersonFactory

ONE_THING = "Votre semaine : 1\N{NO-BREAK SPACE}chose vous attend"
PARIS, MARTINIQUE = ZoneInfo("Europe/Paris"), ZoneInfo("America/Martinique")
REUNION = ZoneInfo("Indian/Reunion")


def moment(*given, zone=PARIS):
    return dt.datetime(*given, tzinfo=zone)


@pytest.mark.parametrize(
    ("now", "due"),
    [
        ((2026, 12, 7, 8, 0), (2026, 12, 7, 8)),
        ((2026, 12, 7, 7, 59), (2026, 11, 30, 8)),
        ((2026, 12, 13, 23, 0), (2026, 12, 7, 8)),
        ((2027, 3, 29, 9, 0), (2027, 3, 29, 8)),  # the day after the clock moves
        ((2027, 3, 28, 9, 0), (2027, 3, 22, 8)),
        ((2026, 10, 26, 8, 0), (2026, 10, 26, 8)),
    ],
)
def test_the_digest_is_due_by_the_clock_on_the_wall(in_organisation, now, due):
    assert last_due(0, dt.time(8), moment(*now)) == moment(*due)


def test_overseas_monday_comes_later(db):
    with organisation_scope(OrganisationFactory(time_zone="America/Martinique")):
        assert last_due(0, dt.time(8), moment(2026, 12, 7, 12, 59)) == moment(2026, 11, 30, 8, zone=MARTINIQUE)
        assert last_due(0, dt.time(8), moment(2026, 12, 7, 13)) == moment(2026, 12, 7, 8, zone=MARTINIQUE)


@pytest.fixture
def person(organisation):
    return PersonFactory(organisation=organisation, first_name="Ana", last_name="Roux", email="ana@example.org")


def give_task(person, title="Relancer l’éditeur"):
    return Task.objects.create(title=title, owner=person, released_at=timezone.now(), due_on=dt.date(2026, 12, 18))


def work():
    """What the worker does in a round."""
    tasks.write_digests.call()
    run_waiting()


def subjects():
    return [sent.subject for sent in django_mail.outbox]


@pytest.fixture
def known(person, organisation, clock):
    """Somebody whose first week is over: the next digest is theirs."""
    clock.at(2026, 12, 8, 10)
    work()
    with organisation_scope(organisation):
        give_task(person)
    clock.at(2026, 12, 14, 8)
    return person


def test_the_week_in_one_mail(known):
    work()

    (sent,) = django_mail.outbox
    assert sent.subject == ONE_THING
    text, html = sent.body, sent.alternatives[0].content
    for said in ("Relancer l’éditeur", "Tâche pour le", "/lien/"):
        assert said in text
        assert said in html
    assert sent.message()["List-Unsubscribe"].endswith("/mail.digest/>")
    assert "<img" not in html


def test_nothing_to_say_is_no_mail(known, organisation):
    with organisation_scope(organisation):
        Task.objects.update(status="done", done_on=dt.date(2026, 12, 9))

    work()

    assert django_mail.outbox == []
    with organisation_scope(organisation):
        assert Digest.objects.filter(message__isnull=True).count() == 2  # thought of all the same


def test_the_digest_is_written_once(known, clock):
    for minutes in (0, 15, 60, 600, 1440):
        clock.at(2026, 12, 14, 8)
        clock.now += dt.timedelta(minutes=minutes)
        work()

    assert len(django_mail.outbox) == 1


def test_nothing_is_written_to_who_just_arrived_before_their_week(person, organisation):
    with organisation_scope(organisation):
        give_task(person)

    work()

    assert django_mail.outbox == []


@pytest.mark.parametrize(
    "change", [{"email": ""}, {"left_on": dt.date(2026, 12, 10)}, {"arrived_on": dt.date(2027, 1, 4)}]
)
def test_nothing_is_written_to_who_cannot_or_should_not_be(known, organisation, change):
    with organisation_scope(organisation):
        for name, value in change.items():
            setattr(known, name, value)
        known.save()

    work()

    assert django_mail.outbox == []


def test_the_day_and_hour_of_the_person(known, organisation, clock):
    clock.at(2026, 12, 9, 8)
    with organisation_scope(organisation):
        choosing.choose_digest_time(known, weekday=3, hour=dt.time(18), by=Actor(str(known), person_id=known.pk))

    work()
    clock.at(2026, 12, 10, 17, 59)
    work()
    assert django_mail.outbox == []

    clock.at(2026, 12, 10, 18)
    work()
    clock.at(2026, 12, 14, 8)
    work()
    assert len(django_mail.outbox) == 1


def test_who_refuses_the_digest_receives_none(known, organisation):
    with organisation_scope(organisation):
        choosing.choose(known, {choosing.DIGEST: Choice.NEVER}, by=Actor(str(known), person_id=known.pk))

    work()

    assert django_mail.outbox == []


def news(person, rank):
    return services.send(
        kind="tests.news",
        person=person,
        subject=f"Nouvelle {rank}",
        template="work/mail/released",
        context={"lines": [], "url": f"https://fil.example/lien/{rank}/"},
    )


def test_what_was_held_is_said_in_the_digest(known, organisation, clock):
    clock.at(2026, 12, 11, 10)
    with organisation_scope(organisation):
        for rank in range(5):
            news(known, rank)
    run_waiting()
    django_mail.outbox.clear()

    clock.at(2026, 12, 14, 8)
    work()

    (sent,) = django_mail.outbox
    assert [f"Nouvelle {rank}" in sent.body for rank in range(5)] == [False, False, False, True, True]
    with organisation_scope(organisation):
        merged = Message.objects.filter(status=MessageStatus.MERGED)
        assert {one.merged_into.kind for one in merged.select_related("merged_into")} == {choosing.DIGEST}
        assert merged.count() == 2


def test_what_found_its_answer_is_not_said(known, organisation, clock):
    with organisation_scope(organisation):
        choosing.choose(known, {"work.released": Choice.DIGEST}, by=Actor(str(known), person_id=known.pk))
        task = Task.objects.get()
        services.send(
            kind="work.released",
            person=known,
            subject="Une tâche",
            template="work/mail/released",
            context={"lines": []},
            object_id=task.pk,
        )
        Task.objects.update(status="done", done_on=dt.date(2026, 12, 9))

    work()

    assert django_mail.outbox == []
    with organisation_scope(organisation):
        assert Message.objects.get().status == MessageStatus.CANCELLED


def test_what_was_held_for_somebody_who_left_is_not_sent(known, organisation, clock):
    clock.at(2026, 12, 11, 10)
    with organisation_scope(organisation):
        for rank in range(5):
            news(known, rank)
        Person.objects.filter(pk=known.pk).update(left_on=dt.date(2026, 12, 12))
    run_waiting()
    django_mail.outbox.clear()

    clock.at(2026, 12, 14, 8)
    work()

    assert django_mail.outbox == []
    with organisation_scope(organisation):
        kept = Message.objects.filter(subject__in=["Nouvelle 3", "Nouvelle 4"])
        assert {(one.status, one.last_error) for one in kept} == {
            (MessageStatus.CANCELLED, "La personne n’est plus dans l’équipe.")
        }


def test_without_digest_what_was_held_leaves_as_the_week_allows(known, organisation, clock):
    clock.at(2026, 12, 9, 10)
    with organisation_scope(organisation):
        choosing.choose(known, {choosing.DIGEST: Choice.NEVER}, by=Actor(str(known), person_id=known.pk))
        for rank in range(5):
            news(known, rank)
    run_waiting()

    clock.at(2026, 12, 14, 8)
    work()
    assert subjects() == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2"]

    clock.at(2026, 12, 16, 10, 1)
    work()
    work()
    assert subjects() == [f"Nouvelle {rank}" for rank in range(5)]


@pytest.mark.parametrize("zone", [PARIS, MARTINIQUE, REUNION])
@pytest.mark.parametrize(
    ("friday", "restart", "opening"),
    [
        # stopped on Friday evening, started again on Monday night: Monday's digest, on Tuesday morning
        ((2026, 12, 11, 18), (2026, 12, 14, 22), (2026, 12, 15, 7, 30)),
        # the weekend when the clock of Paris moves, before Easter Monday
        ((2027, 3, 26, 18), (2027, 3, 29, 23), (2027, 3, 30, 7, 30)),
        ((2026, 10, 23, 18), (2026, 10, 26, 22), (2026, 10, 27, 7, 30)),
        # started again on a Sunday at noon, then on the 11 of November: silent days by daylight
        ((2026, 12, 10, 18), (2026, 12, 13, 12), (2026, 12, 14, 7, 30)),
        ((2026, 11, 8, 18), (2026, 11, 11, 12), (2026, 11, 12, 7, 30)),
    ],
)
def test_a_worker_stopped_for_three_days_catches_up(clock, db, zone, friday, restart, opening):
    organisation = OrganisationFactory(time_zone=zone.key)
    clock.at(*friday, zone=zone)
    clock.now -= dt.timedelta(days=4)
    with organisation_scope(organisation):
        person = PersonFactory(email="ana@example.org")
    rounds()
    clock.at(*friday, zone=zone)
    rounds()
    with organisation_scope(organisation):
        give_task(person)
        for rank in range(5):  # three leave, two wait for the digest; the worker stops before any of them left
            news(person, rank)
    assert django_mail.outbox == []

    clock.at(*restart, zone=zone)
    while clock.now < moment(*opening, zone=zone):  # all through the night, the Sunday, the holiday
        rounds()
        assert django_mail.outbox == []
        clock.now += dt.timedelta(minutes=29)

    clock.at(*opening, zone=zone)
    for _ in range(30):  # and through the day
        clock.now += dt.timedelta(minutes=20)
        rounds()
    said = sorted(subjects())
    assert said == ["Nouvelle 0", "Nouvelle 1", "Nouvelle 2", ONE_THING]  # none twice
    (digest,) = (sent for sent in django_mail.outbox if sent.subject.startswith("Votre semaine"))
    assert "Nouvelle 3" in digest.body  # none lost
    assert "Nouvelle 4" in digest.body


def rounds():
    """The minder starts what is due, as after a stop: once each, then the worker runs everything."""
    tick(timezone.now())
    run_waiting()
    run_waiting()


def test_a_digest_stays_light(known, organisation):
    with organisation_scope(organisation):
        for rank in range(300):
            give_task(known, f"Une tâche au titre long, pour voir jusqu’où va le message {rank} " + "x" * 100)

    work()

    (sent,) = django_mail.outbox
    assert len(sent.alternatives[0].content.encode()) < 40_000
    assert "et 291 de plus" in sent.body


def test_titles_are_text(known, organisation):
    with organisation_scope(organisation):
        Task.objects.update(title="<script>alert(1)</script> & co")

    work()

    html = django_mail.outbox[0].alternatives[0].content
    assert "<script>" not in html
    assert "&lt;script&gt;" in html
    assert "<script>alert(1)</script> & co" in django_mail.outbox[0].body


def test_what_is_held_for_a_newcomer_waits_for_their_first_week(person, organisation, clock):
    with organisation_scope(organisation):
        for rank in range(4):
            news(person, rank)

    work()
    assert "Votre semaine" not in subjects()

    clock.at(2026, 12, 14, 8)
    work()
    assert "Nouvelle 3" in django_mail.outbox[-1].body
