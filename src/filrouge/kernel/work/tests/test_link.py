import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from filrouge.kernel.links.models import Link
from filrouge.kernel.tenancy.models import Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import services
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.notifications import expiry_of, link_to
from tests.factories import PersonFactory
from tests.htmx import soup


@pytest.fixture
def task(organisation, membership):
    with organisation_scope(organisation):
        owner = PersonFactory(first_name="Élodie", last_name="Noël")
        return services.create_task(title="Appeler <la> PMI", by=membership, owner=owner)


@pytest.fixture
def address(organisation, task):
    with organisation_scope(organisation):
        return link_to(task, task.owner).removeprefix("http://localhost:8000")


def only(model):
    """The only row of a model, read as a page would."""
    with organisation_scope(Organisation.objects.get(slug="chastel")):
        return model.objects.latest("happened_at") if model is Entry else model.objects.get()


def fresh():
    return only(Task)


def test_the_owner_reads_the_task_without_account(client, address):
    page = soup(client.get(address))

    assert page.h1.get_text() == "Appeler <la> PMI"
    assert [button["value"] for button in page.select("button[name=act]")] == ["done", "later", "return"]
    assert only(Link).first_used_at is None


def test_done_then_undone(client, address):
    page = client.post(address, {"act": "done"}, follow=True)

    assert "C’est noté : la tâche est faite" in page.content.decode().replace("\xa0", " ")
    assert (fresh().status, fresh().done_on) == ("done", timezone.localdate())
    entry = only(Entry)
    assert (entry.actor_name, entry.actor_user) == ("Élodie Noël", None)
    assert only(Link).first_used_at is not None

    assert client.post(address, {"act": "done"}).status_code == 302  # touched twice

    client.post(address, {"act": "undo"})
    assert fresh().status == "open"


def test_later(client, address):
    day = timezone.localdate() + dt.timedelta(days=10)

    assert client.post(address, {"act": "later", "due_on": day.isoformat()}).status_code == 302
    assert fresh().due_on == day


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({"act": "later", "due_on": "2020-01-01"}, "Choisissez aujourd’hui ou un jour à venir."),
        ({"act": "later", "due_on": "demain"}, "Cette date n’existe pas."),
        ({"act": "later"}, "Choisissez une date."),
        ({"act": "erase"}, "Choisissez une réponse."),
        ({}, "Choisissez une réponse."),
    ],
)
def test_a_wrong_answer_gets_a_sentence_and_changes_nothing(client, address, given, sentence):
    page = client.post(address, given)

    assert page.status_code == 422
    assert sentence in soup(page).select_one(".note-error").get_text()
    assert (fresh().due_on, fresh().status) == (None, "open")


def test_give_back_with_a_word(client, address):
    page = client.post(address, {"act": "return", "word": "Je pars en congé " + "x" * 400}, follow=True)

    assert "Cette tâche n’est plus entre vos mains" in page.content.decode()
    assert fresh().owner_id is None
    assert fresh().returned_word.startswith("Je pars en congé")


def test_given_back_by_mistake_it_is_taken_again_while_it_is_nobodys(client, organisation, membership, address):
    client.post(address, {"act": "return", "word": "Trop vite"})
    assert "Finalement" in client.get(address).content.decode()
    assert client.post(address, {"act": "take"}).status_code == 302
    assert (fresh().owner_id, fresh().returned_word) == (only(Link).person_id, "")

    client.post(address, {"act": "return", "word": ""})
    with organisation_scope(organisation):
        services.change_task(fresh(), by=membership, owner=PersonFactory())
    page = client.post(address, {"act": "take"})
    assert "Finalement" not in page.content.decode()
    assert fresh().owner_id != only(Link).person_id


def test_a_task_that_was_withdrawn_is_not_taken_again(client, organisation, membership, task, address):
    with organisation_scope(organisation):
        person = task.owner
        services.change_task(task, by=membership, owner=None)
    page = client.post(address, {"act": "take"})
    assert "Finalement" not in page.content.decode()
    assert fresh().owner_id is None
    with organisation_scope(organisation), pytest.raises(ValidationError, match="La coordination vous l’a retirée"):
        services.take_back_task(task, by=Actor("Élodie Noël", person_id=person.pk), person=person)


def test_given_back_then_given_and_withdrawn_it_is_not_taken_again(client, organisation, membership, address):
    client.post(address, {"act": "return", "word": ""})
    with organisation_scope(organisation):
        services.change_task(fresh(), by=membership, owner=PersonFactory())
        services.change_task(fresh(), by=membership, owner=None)
    assert "Finalement" not in client.post(address, {"act": "take"}).content.decode()
    assert fresh().owner_id is None


def test_later_by_one_of_the_days_offered(client, address):
    days = [one["value"] for one in soup(client.get(address)).select("button[name=due_on]")]
    assert days == [(timezone.localdate() + dt.timedelta(weeks=weeks)).isoformat() for weeks in (1, 2, 4)]
    client.post(address, {"act": "later", "due_on": days[1]})
    assert fresh().due_on == timezone.localdate() + dt.timedelta(weeks=2)


def test_a_task_given_to_somebody_else_is_no_longer_answered(client, organisation, membership, task, address):
    with organisation_scope(organisation):
        services.change_task(task, by=membership, owner=PersonFactory())

    page = client.post(address, {"act": "done"})

    assert "Cette tâche n’est plus entre vos mains" in page.content.decode()
    assert fresh().status == "open"


def test_the_link_outlives_the_day_it_is_due(in_organisation):
    today = timezone.localdate()

    assert expiry_of(Task(title="x")) > timezone.now() + dt.timedelta(days=59)
    assert expiry_of(Task(title="x", due_on=today + dt.timedelta(days=90))) > timezone.now() + dt.timedelta(days=119)
