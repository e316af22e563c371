import contextlib
import datetime as dt
import random

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel import registry
from filrouge.kernel.mail.lines import digest_lines
from filrouge.kernel.people.panels import person_panels
from filrouge.kernel.registry import DemoContext
from filrouge.kernel.search import queries as search
from filrouge.kernel.timeline.services import Actor
from filrouge.kernel.work import demo, queries, services
from filrouge.kernel.work.models import Task
from filrouge.kernel.work.recurrence import label_of, next_day
from filrouge.kernel.work.validators import validate_recurrence
from tests.factories import MembershipFactory, PersonFactory


@pytest.fixture
def today(in_organisation):
    return timezone.localdate()


def test_today_says_what_waits_for_whom(membership, today):
    me = PersonFactory(user=membership.user)
    other = PersonFactory(first_name="Élodie", last_name="Noël")
    day = dt.timedelta(days=1)
    given = (
        ("À moi", me, today),
        ("À moi, plus tard", me, today + 30 * day),
        ("En retard chez Élodie", other, today - day),
        ("À l’heure chez Élodie", other, today),
        ("À personne", None, None),
    )
    for title, owner, due in given:
        services.create_task(title=title, by=membership, owner=owner, due_on=due)

    items = [(item.section, item.label, item.detail) for item in registry.today.get("work")(membership)]

    assert items == [
        ("waiting_others", "En retard chez Élodie", "Élodie Noël"),
        ("due", "À moi", ""),
        ("waiting_me", "À personne", "À confier à quelqu’un"),
    ]


def test_giving_a_task_to_somebody_is_shorter_than_doing_it(membership, today):
    me = PersonFactory(user=membership.user)
    for owner in (None, me):
        services.create_task(title="Rapport", by=membership, owner=owner, due_on=today, effort=90)

    minutes = {item.section: item.minutes for item in registry.today.get("work")(membership)}

    assert minutes == {"waiting_me": 10, "due": 90}


def test_an_observer_is_told_nothing(organisation, membership, today):
    services.create_task(title="Appeler", by=membership, due_on=today)
    observer = MembershipFactory(organisation=organisation, roles=["observer"])

    assert list(registry.today.get("work")(observer)) == []
    assert list(registry.deadlines.get("work")(observer)) == []
    assert list(registry.calendar.get("work")(observer, today, today)) == []


def test_deadlines_and_calendar(membership, today):
    task = services.create_task(title="Appeler", by=membership, due_on=today)
    services.create_task(title="Sans date", by=membership)

    assert [one.label for one in registry.deadlines.get("work")(membership)] == ["Appeler"]
    (event,) = registry.calendar.get("work")(membership, today, today)
    assert (event.label, timezone.localdate(event.starts_at), event.url) == ("Appeler", today, task.get_absolute_url())


def test_tasks_are_found_once_handed_over(membership, today):
    task = services.create_task(title="Commander les vaccins", by=membership, released=False)
    assert search.find(membership, "vaccin") == []

    services.release_tasks([task], by=membership)

    (hit,) = search.find(membership, "vaccin")
    assert (hit.title, hit.url) == ("Commander les <mark>vaccins</mark>", task.get_absolute_url())


def test_personal_data_is_handed_over_and_erased(membership, today):
    owner = PersonFactory()
    services.create_task(title="Appeler", by=membership, owner=owner, due_on=today)
    data = registry.personal_data.get("work")

    services.create_task(title="Aider", by=membership, helpers=[owner])
    services.create_task(title="Attendre", by=membership, waiting_person=owner)

    given_back = services.create_task(title="Rendre", by=membership, owner=owner)
    services.return_task(given_back, by=Actor("Paul", person_id=owner.pk), word="")

    named = [(one["rôle"], one["tâche"]) for one in data.export(owner.pk)]
    assert named == [
        ("responsable", "Appeler"),
        ("aide", "Aider"),
        ("attendu", "Attendre"),
        ("l’a rendue", "Rendre"),
    ]
    assert data.erase(owner.pk) == 4
    assert list(data.export(owner.pk)) == []


def test_portability(membership, today):
    services.create_task(title="Appeler", by=membership)

    (row,) = registry.portability.get("work")()
    assert (row["tâche"], row["état"], row["responsable"]) == ("Appeler", "à faire", "")


def test_the_demo_is_the_same_every_time(organisation, membership, today):
    for _ in range(3):
        PersonFactory()

    demo.load(organisation, membership, DemoContext("A", today, random.Random(1), contextlib.nullcontext))

    assert Task.objects.count() == len(demo.TASKS) + len(demo.DONE)


@pytest.mark.parametrize(
    ("rule", "due", "today", "expected"),
    [
        ("FREQ=WEEKLY", dt.date(2026, 3, 26), dt.date(2026, 3, 20), dt.date(2026, 4, 2)),
        ("FREQ=WEEKLY", dt.date(2026, 3, 2), dt.date(2026, 3, 20), dt.date(2026, 3, 23)),
        ("FREQ=MONTHLY", dt.date(2026, 1, 31), dt.date(2026, 1, 31), dt.date(2026, 2, 28)),
        ("FREQ=MONTHLY;INTERVAL=3", dt.date(2026, 3, 31), dt.date(2026, 3, 31), dt.date(2026, 6, 30)),
        ("FREQ=YEARLY", dt.date(2028, 2, 29), dt.date(2028, 2, 29), dt.date(2029, 2, 28)),
        ("FREQ=WEEKLY;UNTIL=20260301", dt.date(2026, 3, 1), dt.date(2026, 3, 1), None),
        ("FREQ=MONTHLY;BYDAY=2FR", dt.date(2026, 3, 13), dt.date(2026, 3, 13), dt.date(2026, 4, 10)),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", dt.date(2026, 1, 31), dt.date(2026, 1, 31), dt.date(2026, 2, 28)),
        # counted from the day it is done, late or early
        ("FREQ=DAILY;INTERVAL=30;FROM=DONE", dt.date(2026, 3, 1), dt.date(2026, 3, 20), dt.date(2026, 4, 19)),
        ("FREQ=DAILY;INTERVAL=30;FROM=DONE", dt.date(2026, 3, 30), dt.date(2026, 3, 20), dt.date(2026, 4, 19)),
        ("FREQ=MONTHLY;FROM=DONE", dt.date(2026, 1, 2), dt.date(2026, 1, 31), dt.date(2026, 2, 28)),
    ],
)
def test_next_day(rule, due, today, expected):
    assert next_day(rule, due_on=due, today=today) == expected


@pytest.mark.parametrize(
    ("rule", "label"),
    [
        ("", ""),
        ("FREQ=WEEKLY", "chaque semaine"),
        ("FREQ=DAILY", "chaque jour"),
        ("FREQ=DAILY;INTERVAL=30;FROM=DONE", "30 jours après qu’elle est faite"),
        ("FREQ=YEARLY;FROM=DONE", "un an après qu’elle est faite"),
        ("FREQ=MONTHLY;BYDAY=2FR", "le 2e vendredi du mois"),
        ("FREQ=MONTHLY;BYDAY=-1MO", "le dernier lundi du mois"),
        ("FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "un vendredi sur deux"),
        ("FREQ=WEEKLY;BYDAY=FR", "chaque vendredi"),
        ("FREQ=MONTHLY;BYMONTHDAY=-1", "chaque fin de mois"),
        ("FREQ=MONTHLY;BYMONTHDAY=12", "le 12 de chaque mois"),
        ("FREQ=MONTHLY;INTERVAL=2", "tous les deux mois"),
        ("FREQ=WEEKLY;INTERVAL=8", "toutes les 8 semaines"),
        ("FREQ=WEEKLY;BYDAY=MO,FR", "chaque lundi et vendredi"),
        ("FREQ=WEEKLY;UNTIL=20260301", "répétition particulière"),
        ("FREQ=WEEKLY;INTERVAL=1", "chaque semaine"),
        ("FREQ=YEARLY;BYMONTH=7;BYMONTHDAY=1", "chaque 1er juillet"),
        ("FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "chaque année, fin février"),
        ("FREQ=YEARLY;BYMONTH=1,7;BYMONTHDAY=1", "répétition particulière"),
        ("FREQ=YEARLY;BYMONTH=13;BYMONTHDAY=1", "répétition particulière"),
        ("FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=1,15", "répétition particulière"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15", "répétition particulière"),
        ("FREQ=MONTHLY;BYMONTHDAY=1,15;BYSETPOS=-1", "répétition particulière"),
        ("FREQ=MONTHLY;BYMONTHDAY=-2", "répétition particulière"),
        ("FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "le 30 de chaque mois, ou le dernier jour"),
        ("FREQ=MONTHLY;BYDAY=1SA,3SA", "les 1er et 3e samedis du mois"),
        ("FREQ=MONTHLY;BYDAY=1SA", "le premier samedi du mois"),
        ("FREQ=MONTHLY;BYDAY=-2SA", "répétition particulière"),
    ],
)
def test_labels_of_repetitions(rule, label):
    assert label_of(rule) == label


LISTS = st.lists(st.integers(-31, 31).map(str), min_size=1, max_size=3).map(",".join)
WEEKDAYS = st.lists(st.from_regex(r"[+-]?[1-5]?(MO|FR|SA)", fullmatch=True), min_size=1, max_size=3).map(",".join)
PARTS = {"INTERVAL": st.integers(1, 120).map(str), "BYMONTH": LISTS, "BYMONTHDAY": LISTS, "BYSETPOS": LISTS}
RULES = st.fixed_dictionaries(
    {"FREQ": st.sampled_from(["DAILY", "WEEKLY", "MONTHLY", "YEARLY"])},
    optional=PARTS | {"BYDAY": WEEKDAYS, "WKST": st.just("MO"), "FROM": st.just("DONE")},
)


@given(RULES)
def test_every_rule_that_is_accepted_is_said(parts):
    rule = ";".join(f"{name}={value}" for name, value in parts.items())
    try:
        validate_recurrence(rule)
    except ValidationError:
        return
    assert label_of(rule)


def test_the_page_of_a_person_shows_their_tasks(membership, today):
    owner = PersonFactory()
    panel = person_panels.get("work")
    assert panel(membership, owner) is None

    task = services.create_task(title="Appeler", by=membership, owner=owner, due_on=dt.date(2030, 5, 2))

    shown = panel(membership, owner)
    assert [(line.label, line.url, line.detail) for line in shown.lines] == [
        ("Appeler", task.get_absolute_url(), "pour le 2\xa0mai 2030")
    ]
    assert shown.more_url == f"/chastel/taches/?owner={owner.pk}"


def test_dropped_tasks_are_no_longer_found(membership, today):
    task = services.create_task(title="Commander les vaccins", by=membership)

    services.drop_task(task, by=membership)

    assert search.find(membership, "vaccin") == []


def test_the_digest_gives_the_link_that_answers_to_whoever_answers_for_the_task(membership, today):
    owner, helper = PersonFactory(first_name="Élodie", last_name="Noël"), PersonFactory()
    services.create_task(title="Ranger", by=membership, owner=owner, helpers=[helper])
    digest = digest_lines.get("work")

    (answered,), (helped,) = digest(owner), digest(helper)

    assert "/lien/" in answered.url
    assert (helped.url, helped.detail) == ("", "Tâche sans date, avec Élodie Noël")


def test_a_mail_about_a_task_asks_until_it_is_done(membership, today):
    owner = PersonFactory()
    done, other = (services.create_task(title=title, by=membership, owner=owner) for title in ("Une", "Deux"))
    services.complete_task(done, by=membership)

    assert not queries.still_asks(owner.pk, done.pk)
    assert queries.still_asks(owner.pk, other.pk)
    assert not queries.still_asks(PersonFactory().pk, other.pk)


def test_a_deadline_says_the_time_the_task_asks(membership, today):
    services.create_task(title="Appeler", by=membership, due_on=today, effort=90)

    (deadline,) = registry.deadlines.get("work")(membership)
    assert deadline.minutes == 90
