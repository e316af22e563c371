"""The line at the head of the list, and labels."""

import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import queries, services
from filrouge.kernel.work.models import Task, TaskLabel
from tests.factories import MembershipFactory, OrganisationFactory, PersonFactory
from tests.htmx import soup

LIST = "/chastel/taches/"


@pytest.fixture
def team(organisation):
    names = (("Sofia", "Benali"), ("Sofia", "Martin"), ("Sofiane", "Roux"), ("Élodie", "Noël"), ("Jean-Marc", "Petit"))
    return {last: PersonFactory(organisation=organisation, first_name=first, last_name=last) for first, last in names}


@pytest.fixture
def kept(organisation):
    def read():
        with organisation_scope(organisation):
            return list(queries.with_people_and_blocks(Task.objects.order_by("created_on", "pk")))

    return read


def chips(response):
    return [chip.get_text(strip=True) for chip in soup(response).select("#task-understood li")]


def test_a_line_becomes_a_task(logged_in, team, kept):
    line = "relancer l’éditeur dans 3 jours @elodie @jean-marc #SI #si 30min chaque semaine"

    page = logged_in.post(LIST, {"line": line}, follow=True)

    (task,) = kept()
    assert (task.title, task.owner, task.effort) == ("Relancer l’éditeur", team["Noël"], 30)
    assert task.due_on == timezone.localdate() + dt.timedelta(days=3)
    assert task.recurrence == "FREQ=WEEKLY"
    assert [one.person for one in task.helpers.all()] == [team["Petit"]]
    assert [tag.label.name for tag in task.tags.all()] == ["si"]
    assert "est ajoutée" in page.content.decode()


def test_what_is_understood_is_shown_and_nothing_written(logged_in, team, kept):
    shown = logged_in.post(LIST, {"line": "Appeler @noel @inconnu #SI 1h30", "look": "1"})

    assert chips(shown) == [
        "Appeler @inconnu",
        "Élodie Noël",
        "SI",
        "1\xa0h\xa030",
        "Personne ne s’appelle « inconnu » : ce mot reste dans le titre",
    ]
    assert kept() == []
    assert chips(logged_in.post(LIST, {"line": "", "look": "1"})) == []


@pytest.mark.parametrize(
    ("said", "shown"),
    [("0 fois par an", []), ("1 fois par an", ["chaque année"]), ("3 fois par an", ["tous les quatre mois"])],
)
def test_how_many_times_a_year(logged_in, team, kept, said, shown):
    line = f"Relancer {said}"

    looked = chips(logged_in.post(LIST, {"line": line, "look": "1"}))
    logged_in.post(LIST, {"line": line})

    assert [chip for chip in looked if chip in {"chaque année", "tous les quatre mois"}] == shown
    assert [task.title for task in kept()] == ["Relancer" if shown else line]


def test_an_ambiguous_name_asks_who(logged_in, team, kept):
    refused = logged_in.post(LIST, {"line": "Appeler @sofia"})

    offered = [box["value"] for box in soup(refused).select("#task-understood input[name=who-0]")]
    assert refused.status_code == 422
    assert offered == [str(team["Benali"].pk), str(team["Martin"].pk)]
    assert soup(refused).select_one("input[name=line]")["value"] == "Appeler @sofia"
    assert kept() == []

    assert logged_in.post(LIST, {"line": "Appeler @sofia", "who-0": team["Roux"].pk}).status_code == 422
    assert logged_in.post(LIST, {"line": "Appeler @sofia", "who-0": team["Martin"].pk}).status_code == 302
    assert logged_in.post(LIST, {"line": "Appeler @sofia.benali"}).status_code == 302
    assert [task.owner for task in kept()] == [team["Martin"], team["Benali"]]


@pytest.mark.parametrize("line", ["", "   ", "demain 30min", "Voir Mme Dupont née le 12/03/1950"])
def test_a_line_that_says_nothing_or_too_much_is_refused(logged_in, organisation, kept, line):
    assert logged_in.post(LIST, {"line": line}).status_code == 422
    assert kept() == []


def test_nobody_of_another_team_is_meant(logged_in, organisation, kept):
    PersonFactory(organisation=OrganisationFactory(), first_name="Zoé")

    logged_in.post(LIST, {"line": "Appeler @zoe"})

    assert [(task.title, task.owner) for task in kept()] == [("Appeler @zoe", None)]


def test_an_observer_adds_nothing(client, organisation, kept):
    client.force_login(MembershipFactory(organisation=organisation, roles=["observer"]).user)

    assert client.post(LIST, {"line": "Appeler"}).status_code == 403
    assert client.post(LIST, {"line": "Appeler", "look": "1"}).status_code == 403
    assert kept() == []


def test_labels_gather_tasks(logged_in, organisation, membership):
    with organisation_scope(organisation):
        first = services.create_task(title="Un", by=membership, labels=["SI", "Qualité"])
        services.create_task(title="Deux", by=membership, labels=["si "])
        services.create_task(title="Trois", by=membership)
        assert TaskLabel.objects.count() == 2
        services.change_task(first, by=membership, labels=["qualite"])

    def titles(label):
        rows = soup(logged_in.get(LIST, {"label": label})).select("#task-rows th .fil-row-title")
        return [row.get_text(strip=True) for row in rows]

    assert titles("si") == ["Deux"]
    assert titles("qualite") == ["Un"]
    assert len(titles("inconnue")) == 3
    options = soup(logged_in.get(LIST)).select("select[name=label] option")
    assert [one.get_text() for one in options] == ["Toutes les étiquettes", "#Qualité", "#SI"]


def test_the_next_occurrence_keeps_its_labels(membership, in_organisation):
    task = services.create_task(title="Un", by=membership, labels=["SI"], recurrence="FREQ=WEEKLY")

    services.complete_task(task, by=membership)

    following = Task.objects.get(follows=task)
    assert [tag.label.name for tag in following.tags.all()] == ["SI"]


def test_a_repetition_in_words(logged_in, organisation, membership):
    with organisation_scope(organisation):
        task = services.create_task(title="Un", by=membership)
    edit = reverse("work:edit", args=["chastel", task.pk])

    assert (
        logged_in.post(edit, {"title": "Un", "rule_words": "chaque 2e vendredi", "labels": "SI, #Qualité"}).status_code
        == 302
    )
    assert logged_in.post(edit, {"title": "Un", "rule_words": "quand il pleut"}).status_code == 422
    assert "le 2e vendredi du mois" in logged_in.get(edit).content.decode()
    with organisation_scope(organisation):
        task.refresh_from_db()
        assert task.recurrence == "FREQ=MONTHLY;BYDAY=2FR"
        assert [tag.label.name for tag in task.tags.all()] == ["Qualité", "SI"]
