import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.mail.models import Message
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import queries, services
from filrouge.kernel.work.enums import Column, TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import label_of
from tests.factories import MembershipFactory, PersonFactory


@pytest.fixture
def owner(in_organisation):
    return PersonFactory(first_name="Élodie", last_name="Noël", title="Dr", email="elodie@example.org")


@pytest.fixture
def professional(organisation):
    return MembershipFactory(organisation=organisation, roles=["professional"])


def sentences():
    return [entry.sentence for entry in Entry.objects.order_by("happened_at", "pk")]


def test_create_task_keeps_its_origin(membership, in_organisation):
    origin = services.create_task(title="Préparer la saison", by=membership)
    task = services.create_task(
        title=" Rédiger le protocole ", by=membership, origin=origin, origin_label="RCP de mars"
    )

    assert task.title == "Rédiger le protocole"
    assert (task.origin_kind, task.origin_id, task.origin_label) == ("work.task", origin.pk, "RCP de mars")
    assert task.origin_url == f"/chastel/taches/{origin.pk}/"
    assert list(queries.tasks_from(origin)) == [task]
    assert sentences()[-1] == "a créé la tâche « Rédiger le protocole »"


def test_tasks_not_released_are_not_listed(membership, owner):
    task = services.create_task(title="Brouillon", by=membership, owner=owner, released=False)

    assert list(queries.open_tasks()) == []
    assert Message.objects.count() == 0

    services.release_tasks([task], by=membership)

    assert list(queries.tasks_of(owner)) == [task]


def test_release_sends_one_mail_per_owner_with_a_link_per_task(membership, owner):
    tasks = [
        services.create_task(title=title, by=membership, owner=owner, due_on=dt.date(2030, 5, 2), released=False)
        for title in ("Appeler la PMI", "Commander les vaccins <b>")
    ]
    silent = services.create_task(title="Sans adresse", by=membership, owner=PersonFactory(email=""), released=False)

    services.release_tasks([*tasks, silent], by=membership)
    services.release_tasks([*tasks, silent], by=membership)

    message = Message.objects.get()
    assert (message.to_email, message.subject) == ("elodie@example.org", "2 tâches pour vous")
    assert message.body_text.startswith("Bonjour Dr Élodie Noël,\n\nCes tâches vous sont confiées :\n")
    assert "Commander les vaccins <b> (pour le jeudi 2\xa0mai 2030)" in message.body_text
    assert "Commander les vaccins &lt;b&gt;" in message.body_html
    assert Link.objects.filter(purpose="work.task", person=owner).count() == 2
    assert Task.objects.filter(released_at=None).count() == 0


def test_complete_and_reopen(membership, owner):
    task = services.create_task(title="Appeler", by=membership, owner=owner)

    task = services.complete_task(task, by=Actor("Élodie Noël", person_id=owner.pk))
    assert (task.status, task.done_on) == (TaskStatus.DONE, timezone.localdate())

    task = services.reopen_task(task, by=membership)
    task.refresh_from_db()
    assert (task.status, task.done_on) == (TaskStatus.OPEN, None)


def test_said_twice_a_task_is_done_once(membership, owner):
    task = services.create_task(title="Appeler", by=membership, recurrence="FREQ=WEEKLY")

    services.complete_task(task, by=membership)
    services.complete_task(task, by=membership)

    assert Task.objects.filter(follows=task).count() == 1
    assert sentences().count("a terminé la tâche « Appeler »") == 1


def test_a_done_task_is_not_dropped(membership, owner):
    task = services.complete_task(services.create_task(title="Appeler", by=membership), by=membership)

    with pytest.raises(ValidationError) as refusal:
        services.drop_task(task, by=membership)

    assert refusal.value.messages == ["Cette tâche est déjà « faite » : rouvrez-la d’abord."]


@pytest.mark.parametrize(
    ("rule", "days", "said"),
    [
        ("FREQ=MONTHLY", ["2027-01-31", "2027-02-28", "2027-03-31", "2027-04-30", "2027-05-31"], "chaque fin de mois"),
        ("FREQ=MONTHLY", ["2027-01-30", "2027-02-28", "2027-03-30"], "le 30 de chaque mois, ou le dernier jour"),
        ("FREQ=MONTHLY;INTERVAL=3", ["2026-11-30", "2027-02-28", "2027-05-30"],
         "le 30 tous les trois mois, ou le dernier jour"),
        ("FREQ=YEARLY", ["2028-02-29", "2029-02-28", "2030-02-28", "2031-02-28", "2032-02-29"],
         "chaque année, fin février"),
    ],
)  # fmt: skip
def test_a_task_of_the_end_of_the_month_comes_back_to_its_day(
    membership, in_organisation, monkeypatch, rule, days, said
):
    first, *others = (dt.date.fromisoformat(day) for day in days)
    task = services.create_task(title="Payer", by=membership, due_on=first, recurrence=rule)
    for day in others:
        noon = dt.datetime.combine(task.due_on, dt.time(12), tzinfo=dt.UTC)
        monkeypatch.setattr(timezone, "now", lambda noon=noon: noon)
        services.complete_task(task, by=membership)
        task = Task.objects.get(follows=task)
        assert task.due_on == day
    assert label_of(task.recurrence) == said


def test_not_this_time_the_next_one_comes_all_the_same(membership, in_organisation):
    today = timezone.localdate()
    task = services.create_task(title="Relever", by=membership, due_on=today, recurrence="FREQ=WEEKLY")
    services.skip_task(task, by=membership)
    task.refresh_from_db()
    following = Task.objects.get(follows=task)
    assert (task.status, following.due_on) == (TaskStatus.DROPPED, today + dt.timedelta(days=7))
    assert sentences().count("a passé cette fois la tâche « Relever »") == 1

    services.reopen_task(task, by=membership)
    following.refresh_from_db()
    assert following.status == TaskStatus.DROPPED

    once = services.create_task(title="Appeler", by=membership)
    with pytest.raises(ValidationError, match="ne se répète pas"):
        services.skip_task(once, by=membership)


def test_reopening_leaves_the_next_one_that_somebody_began(membership, in_organisation):
    task = services.create_task(title="Relever les frigos", by=membership, recurrence="FREQ=WEEKLY")
    services.complete_task(task, by=membership)
    following = services.place_task(Task.objects.get(follows=task), by=membership, column=Column.UNDER_WAY)

    services.reopen_task(task, by=membership)

    following.refresh_from_db()
    assert following.status == TaskStatus.OPEN


def test_a_task_that_repeats_gives_the_next_one_and_takes_it_back(membership, owner):
    today = timezone.localdate()
    task = services.create_task(
        title="Relever les frigos", by=membership, owner=owner, due_on=today, recurrence="FREQ=WEEKLY"
    )

    services.complete_task(task, by=membership)
    following = Task.objects.get(follows=task)
    assert (following.title, following.due_on, following.owner) == (
        "Relever les frigos",
        today + dt.timedelta(days=7),
        owner,
    )

    services.reopen_task(task, by=membership)
    following.refresh_from_db()
    assert following.status == TaskStatus.DROPPED


@pytest.mark.parametrize(
    "rule",
    ["FREQ=SECONDLY", "FREQ=WEEKLY;COUNT=3", "n’importe quoi", "FREQ=DAILY;INTERVAL=0", "FREQ=WEEKLY\nDTSTART:1"],
)
def test_a_rule_that_is_not_understood_is_refused(membership, in_organisation, rule):
    with pytest.raises(ValidationError):
        services.create_task(title="Appeler", by=membership, recurrence=rule)


def test_only_the_owner_and_the_coordination_act(membership, professional, owner):
    task = services.create_task(title="Appeler", by=membership, owner=owner)

    with pytest.raises(PermissionDenied):
        services.complete_task(task, by=professional)
    with pytest.raises(PermissionDenied):
        services.complete_task(task, by=Actor("Quelqu’un", person_id=PersonFactory().pk))

    owner.user = professional.user
    owner.save(update_fields=["user"])
    assert services.complete_task(task, by=professional).status == TaskStatus.DONE


def test_change_says_what_changed_and_writes_nothing_otherwise(membership, owner):
    task = services.create_task(title="Appeler", by=membership)

    services.change_task(task, by=membership, title="Appeler la PMI", owner=owner, due_on=None)
    services.change_task(task, by=membership, title="Appeler la PMI", owner=owner)

    assert sentences() == [
        "a créé la tâche « Appeler »",
        "a modifié la tâche « Appeler la PMI » (intitulé, responsable)",
    ]


def test_return_task_leaves_a_word(membership, owner):
    task = services.create_task(title="Appeler", by=membership, owner=owner)

    services.return_task(task, by=Actor("Élodie Noël", person_id=owner.pk), word="Je pars en congé")

    task.refresh_from_db()
    assert (task.owner, task.returned_word) == (None, "Je pars en congé")
    assert list(queries.open_tasks().filter(owner__isnull=True)) == [task]


def test_late_on(membership, in_organisation):
    task = services.create_task(title="Appeler", by=membership, due_on=dt.date(2026, 3, 1))
    services.create_task(title="Sans date", by=membership)

    assert list(queries.late_on(dt.date(2026, 3, 1))) == []
    assert list(queries.late_on(dt.date(2026, 3, 2))) == [task]
