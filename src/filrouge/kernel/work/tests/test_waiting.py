"""Effort, those who help, whom and what a task waits for, and the reminder."""

import datetime as dt

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.mail.models import Message
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.queries import history_of
from filrouge.kernel.work import queries, services
from filrouge.kernel.work.models import Task, TaskBlock
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup

# session, account, membership, task, helpers, tags, around, steps, comments, files, history, organisations
PAGE_QUERIES = 11


def url(name, task):
    return reverse(f"work:{name}", args=["chastel", task.pk])


def actions(task):
    return [entry.action for entry in history_of(task)]


@pytest.fixture
def three(membership, in_organisation):
    return [services.create_task(title=title, by=membership) for title in ("Un", "Deux", "Trois")]


def test_a_blocked_task_is_freed_when_the_other_is_done(membership, three):
    first, second, third = three
    services.block_task(third, by=membership, blocked_by=first)
    services.block_task(third, by=membership, blocked_by=second)

    services.complete_task(first, by=membership)
    assert "work.freed" not in actions(third)

    services.drop_task(second, by=membership)
    assert "work.freed" in actions(third)
    (row,) = queries.with_people_and_blocks(queries.tasks().filter(pk=third.pk))
    assert row.waits == []

    services.reopen_task(second, by=membership)
    (row,) = queries.with_people_and_blocks(queries.tasks().filter(pk=third.pk))
    assert [block.blocked_by for block in row.waits] == [second]


def test_tasks_never_wait_in_a_circle(membership, three):
    first, second, third = three
    services.block_task(second, by=membership, blocked_by=first)
    services.block_task(third, by=membership, blocked_by=second)

    for other in (first, second, third):
        with pytest.raises(ValidationError):
            services.block_task(first, by=membership, blocked_by=other)
    with pytest.raises(ValidationError, match="déjà attendue"):
        services.block_task(second, by=membership, blocked_by=first)

    assert TaskBlock.objects.count() == 2
    assert list(queries.may_be_waited_for(first)) == []
    assert list(queries.may_be_waited_for(third)) == [first]


def test_those_who_help_act_and_see_the_task_as_theirs(organisation, membership, in_organisation):
    helping = MembershipFactory(organisation=organisation, roles=["professional"])
    stranger = MembershipFactory(organisation=organisation, roles=["professional"])
    helper, owner = PersonFactory(user=helping.user), PersonFactory()
    task = services.create_task(title="Ranger", by=membership, owner=owner, helpers=[helper, owner])

    assert [one.person for one in task.helpers.all()] == [helper]
    assert list(queries.tasks_of(helper)) == [task]
    with pytest.raises(PermissionDenied):
        services.complete_task(task, by=stranger)
    assert services.complete_task(task, by=helping).status == "done"


def test_change_helpers_says_it_once(membership, in_organisation):
    one, two = PersonFactory(), PersonFactory()
    task = services.create_task(title="Ranger", by=membership, helpers=[one])

    services.change_task(task, by=membership, helpers=[one])
    assert "work.changed" not in actions(task)
    services.change_task(task, by=membership, helpers=[two], effort=30)

    assert [helper.person for helper in task.helpers.all()] == [two]
    (changed,) = [entry for entry in history_of(task) if entry.action == "work.changed"]
    assert "durée prévue, personnes qui aident" in changed.sentence


def test_the_next_occurrence_keeps_effort_and_help_and_counts_from_the_day_done(membership, in_organisation):
    helper = PersonFactory()
    today = timezone.localdate()
    task = services.create_task(
        title="Relever",
        by=membership,
        due_on=today - dt.timedelta(days=9),
        effort=15,
        helpers=[helper],
        waiting_word="la CPAM",
        recurrence="FREQ=DAILY;INTERVAL=30;FROM=DONE",
    )

    services.complete_task(task, by=membership)

    following = Task.objects.get(follows=task)
    assert (following.due_on, following.effort, following.awaited) == (today + dt.timedelta(days=30), 15, "")
    assert [one.person for one in following.helpers.all()] == [helper]


def test_one_reminder_a_day(membership, in_organisation):
    owner = PersonFactory(email="elodie@example.org")
    late = timezone.localdate() - dt.timedelta(days=2)
    task = services.create_task(title="Appeler", by=membership, owner=owner, due_on=late, effort=20)
    (item,) = registry.today.get("work")(membership)
    assert (item.minutes, item.remind_url) == (20, url("remind", task))

    services.remind_owner(task, by=membership)

    with pytest.raises(ValidationError, match="déjà été relancé"):
        services.remind_owner(task, by=membership)
    assert [message.to_email for message in Message.objects.all()] == ["elodie@example.org"]
    (item,) = registry.today.get("work")(membership)
    assert item.remind_url == ""

    Task.objects.update(reminded_on=late)
    services.remind_owner(task, by=membership)
    assert Message.objects.count() == 2


@pytest.mark.parametrize("given", [{"owner": None}, {"email": ""}, {"status": "dropped"}])
def test_nobody_to_remind(membership, in_organisation, given):
    owner = PersonFactory(email=given.pop("email", "elodie@example.org"))
    task = TaskFactory(**{"owner": owner, **given})

    with pytest.raises(ValidationError):
        services.remind_owner(task, by=membership)
    assert Message.objects.count() == 0


def test_the_page_says_what_is_awaited(logged_in, organisation, membership):
    with organisation_scope(organisation):
        other = services.create_task(title="Recevoir le devis", by=membership)
        task = services.create_task(title="Signer", by=membership, waiting_word="l’éditeur", effort=90)

    added = logged_in.post(url("block", task), {"other": other.pk}, follow=True)
    listed = logged_in.get("/chastel/taches/").content.decode()
    refused = logged_in.post(url("block", other), {"other": task.pk}, follow=True)

    assert "Bloquée" in soup(added).select_one(".fil-header-title").get_text()
    assert "Bloquée : attend « Recevoir le devis »" in listed
    assert "Attend l’éditeur" in listed
    assert "Cette tâche ne peut pas être attendue" in refused.content.decode()
    with organisation_scope(organisation):
        block = TaskBlock.objects.get()
    freed = logged_in.post(url("block", task), {"remove": block.pk}, follow=True)
    assert "n’attend plus «\xa0Recevoir le devis\xa0»" in freed.content.decode()


def test_the_form_takes_a_duration_and_refuses_two_awaited(logged_in, organisation):
    person = PersonFactory(organisation=organisation)
    task = TaskFactory(organisation=organisation)
    given = {"title": "Signer", "effort": "demi-journée", "helpers": [person.pk], "waiting_word": "la CPAM"}

    assert logged_in.post(url("edit", task), given).status_code == 302
    with organisation_scope(organisation):
        kept = queries.tasks_by_id(task.pk)
        assert (kept.effort, kept.awaited) == (210, "la CPAM")
        assert [helper.person for helper in kept.helpers.all()] == [person]
    for wrong in ({"effort": "longtemps"}, {"waiting_person": person.pk}):
        assert logged_in.post(url("edit", task), given | wrong).status_code == 422


@pytest.mark.parametrize("count", [1, 4])
def test_the_page_of_a_task_stays_light(logged_in, organisation, membership, count, page_queries):
    with organisation_scope(organisation):
        task = services.create_task(title="Signer", by=membership, helpers=[PersonFactory() for _ in range(count)])
        for _ in range(count):
            services.block_task(task, by=membership, blocked_by=TaskFactory(owner=PersonFactory()))
            services.block_task(TaskFactory(), by=membership, blocked_by=task)
            services.add_step(task, by=membership, text="Une étape")
            services.write_comment(task, by=membership, text="Un mot")
            services.attach_file(task, by=membership, name="note.txt", content=b"bonjour")
    logged_in.get(url("detail", task))

    with page_queries(PAGE_QUERIES):
        logged_in.get(url("detail", task))
