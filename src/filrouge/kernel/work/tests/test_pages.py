import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.mail.models import Message
from filrouge.kernel.search.services import refresh
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.enums import TaskStatus
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.tests.factories import TaskFactory
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import assert_same_fragment, soup

LIST = "/chastel/taches/"
# session, account, membership, owners and labels to filter by, count, late, rows, helpers, waits, tags, organisations
LIST_QUERIES = 10
SCOPE = 4 if connection.vendor == "postgresql" else 0  # the savepoints and the setting of the wall


def titles(response):
    return [link.get_text(strip=True) for link in soup(response).select("#task-rows th .fil-row-title")]


def url(name, task):
    return reverse(f"work:{name}", args=["chastel", task.pk])


def all_tasks():
    with organisation_scope(Organisation.objects.get(slug="chastel")):
        return list(Task.objects.order_by("title"))


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.mark.parametrize("count", [1, 3, 300])
def test_list_costs_the_same_whatever_its_length(logged_in, organisation, count, django_assert_num_queries):
    for _ in range(count):
        TaskFactory(organisation=organisation, owner=PersonFactory(organisation=organisation))
    logged_in.get(LIST)

    with django_assert_num_queries(LIST_QUERIES + SCOPE):
        response = logged_in.get(LIST)

    assert len(titles(response)) == min(count, 25)


def test_filters_are_in_the_address(logged_in, organisation, membership, today):
    me = PersonFactory(organisation=organisation, user=membership.user)
    late = TaskFactory(organisation=organisation, title="Rappeler", owner=me, due_on=today - dt.timedelta(days=1))
    TaskFactory(organisation=organisation, title="Commander les vaccins", origin_id=late.pk)
    TaskFactory(organisation=organisation, title="Rangée", status=TaskStatus.DONE, done_on=today)
    TaskFactory(organisation=organisation, title="Brouillon", released_at=None)
    with organisation_scope(organisation):
        for task in Task.objects.all():
            refresh(task)

    assert titles(logged_in.get(LIST)) == ["Rappeler", "Commander les vaccins"]
    assert titles(logged_in.get(LIST, {"q": "vaccin"})) == ["Commander les vaccins"]
    assert titles(logged_in.get(LIST, {"owner": "mine"})) == ["Rappeler"]
    assert titles(logged_in.get(LIST, {"owner": "none"})) == ["Commander les vaccins"]
    assert titles(logged_in.get(LIST, {"owner": me.pk})) == ["Rappeler"]
    assert titles(logged_in.get(LIST, {"state": "late"})) == ["Rappeler"]
    assert titles(logged_in.get(LIST, {"state": "done"})) == ["Rangée"]
    assert titles(logged_in.get(LIST, {"origin": late.pk})) == ["Commander les vaccins"]
    assert len(titles(logged_in.get(LIST, {"state": "x", "owner": "'", "origin": "1", "page": "-1"}))) == 2


def test_the_fragment_is_the_page(logged_in, organisation):
    TaskFactory(organisation=organisation)

    assert_same_fragment(logged_in, LIST, "#task-rows")


def test_create_and_tell(logged_in, organisation):
    person = PersonFactory(organisation=organisation, email="elodie@example.org")
    silent = PersonFactory(organisation=organisation, email="")
    create = reverse("work:create", args=["chastel"])
    given = {"title": "Appeler", "recurrence": "FREQ=WEEKLY", "detail": "", "tell": "on"}

    page = logged_in.post(create, given | {"owner": person.pk}, follow=True)
    refused = logged_in.post(create, given | {"owner": silent.pk})

    assert "Son responsable est prévenu." in page.content.decode()
    with organisation_scope(organisation):
        messages = list(Message.objects.all())
    assert [message.to_email for message in messages] == ["elodie@example.org"]
    assert refused.status_code == 422
    assert "n’a pas d’adresse e-mail" in refused.content.decode()
    assert len(all_tasks()) == 1


def test_edit(logged_in, organisation):
    task = TaskFactory(organisation=organisation, title="Ancien")

    page = logged_in.post(url("edit", task), {"title": "Nouveau", "detail": "<b>Oui</b>"}, follow=True)
    refused = logged_in.post(url("edit", task), {"title": ""})

    assert soup(page).h1.get_text() == "Nouveau"
    assert "a modifié la tâche" in page.content.decode()
    assert (refused.status_code, soup(refused).h1.get_text()) == (422, "Modifier la tâche")


def test_check_off_with_htmx_and_undo(logged_in, organisation, today):
    task = TaskFactory(organisation=organisation, title="<script>alert(1)</script>")
    htmx = {"HX-Request": "true"}

    done = logged_in.post(url("done", task), headers=htmx)
    assert [row["id"] for row in soup(done).select("tr")] == [f"tache-{task.pk}"]
    assert soup(done).select_one("button")["hx-post"] == url("reopen", task)
    assert "Tâche faite" in done["HX-Trigger"].encode().decode("unicode_escape")
    assert "<script>" not in done.content.decode()

    again = logged_in.post(url("done", task), headers=htmx)  # touched twice
    assert soup(again).select_one("button")["hx-post"] == url("reopen", task)
    refused = logged_in.post(url("drop", task), headers=htmx)
    assert refused.status_code == 204

    undone = logged_in.post(url("reopen", task), headers=htmx)
    assert soup(undone).select_one("button")["hx-post"] == url("done", task)
    assert all_tasks()[0].status == TaskStatus.OPEN


def test_a_task_that_repeats_is_passed_from_its_page(logged_in, organisation):
    task = TaskFactory(organisation=organisation, recurrence="FREQ=WEEKLY")
    assert url("skip", task) in logged_in.get(url("detail", task)).content.decode()

    page = logged_in.post(url("skip", task), follow=True)
    assert "Passée cette fois" in page.content.decode()
    assert [one.status for one in all_tasks()] == [TaskStatus.DROPPED, TaskStatus.OPEN]

    once = TaskFactory(organisation=organisation)
    assert url("skip", once) not in logged_in.get(url("detail", once)).content.decode()


def test_check_off_without_script_comes_back_to_the_list(logged_in, organisation):
    task = TaskFactory(organisation=organisation)

    here = logged_in.post(url("done", task), {"next": f"{LIST}?owner=none"})
    elsewhere = logged_in.post(url("reopen", task), {"next": "https://pirate.example/"})

    assert here["Location"] == f"{LIST}?owner=none"
    assert elsewhere["Location"] == url("detail", task)


def test_several_at_once(logged_in, organisation, today):
    tasks = [TaskFactory(organisation=organisation, title=title) for title in "abc"]
    bulk = reverse("work:bulk", args=["chastel"])

    page = logged_in.post(bulk, {"tasks": [tasks[0].pk, tasks[1].pk, "no"]}, follow=True)
    logged_in.post(bulk, {"tasks": [tasks[0].pk]})

    assert "2 tâches faites." in page.content.decode()
    assert [task.status for task in all_tasks()] == ["done", "done", "open"]


def test_drop_and_tell_from_the_page(logged_in, organisation):
    task = TaskFactory(organisation=organisation, owner=PersonFactory(organisation=organisation))

    told = logged_in.post(url("tell", task), follow=True)
    dropped = logged_in.post(url("drop", task), follow=True)

    assert "Message écrit à" in told.content.decode()
    assert "La tâche est abandonnée." in dropped.content.decode()


def test_a_professional_checks_off_only_theirs(client, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    me = PersonFactory(organisation=organisation, user=professional.user)
    client.force_login(professional.user)
    mine, other = TaskFactory(organisation=organisation, owner=me), TaskFactory(organisation=organisation)

    page = soup(client.get(LIST))

    assert [box["value"] for box in page.select("input[name=tasks]")] == [str(mine.pk)]
    assert client.post(url("done", mine)).status_code == 302
    assert client.post(url("done", other)).status_code == 403
    assert client.get(url("detail", other)).status_code == 200
    assert client.get(url("edit", other)).status_code == 403


def test_an_observer_sees_no_task(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["observer"]).user)
    task = TaskFactory(organisation=organisation)

    assert (client.get(LIST).status_code, client.get(url("detail", task)).status_code) == (403, 403)


def test_the_tasks_of_others_are_not_found(logged_in):
    task = TaskFactory(organisation=OrganisationFactory())

    assert logged_in.get(url("detail", task)).status_code == 404
    assert logged_in.post(url("done", task)).status_code == 404
