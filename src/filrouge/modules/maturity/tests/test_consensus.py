"""The consensus, the actions, the proof, two assessments side by side."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.documents.content import Chart
from filrouge.kernel.files import services as files
from filrouge.kernel.tenancy.enums import Role
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work import services as work
from filrouge.kernel.work.models import Task
from filrouge.modules.maturity import queries, services
from filrouge.modules.maturity.exports import report_document
from filrouge.modules.maturity.models import Agreement, Improvement
from filrouge.modules.maturity.tests.shape import CODES, actor, done, opened
from tests.factories import MembershipFactory, PersonFactory
from tests.htmx import soup

DAY = dt.datetime(2026, 11, 10, 9, tzinfo=dt.UTC)
LATER = dt.date(2027, 3, 1)


@pytest.fixture(autouse=True)
def on_the_day(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY)


@pytest.fixture
def closed(organisation, membership):
    with organisation_scope(organisation):
        return done(membership)


@pytest.fixture
def owner(organisation):
    return PersonFactory(organisation=organisation)


def url(name, *args, **query):
    address = reverse(f"maturity:{name}", args=["chastel", *args])
    return f"{address}?{'&'.join(f'{key}={value}' for key, value in query.items())}" if query else address


def choose(assessment, membership, owner, title="Écrire les fiches de rôle", **more):
    return services.add_improvement(
        assessment, "roles", by=membership, title=title, owner=owner, due_on=LATER, means="1 h par mois", **more
    )


def test_where_people_differ_most_comes_first(in_organisation, membership):
    assessment, people = opened(membership, 4)
    for person, level in zip(people, (1, 4, 1, 4), strict=True):
        services.answer(
            assessment, by=actor(person), levels={**dict.fromkeys(CODES, 2), "data": level, "voice": level // 2 + 1}
        )
    results = queries.results_of(services.close(assessment, by=membership))

    assert [one.dimension.code for one in results.most_split_first][:3] == ["data", "voice", "needs"]
    assert [one.dimension.code for one in results.split] == ["data", "voice"]


def test_the_group_agrees_dimension_after_dimension(logged_in, organisation, closed):
    page = logged_in.get(url("consensus", closed.pk)).content.decode()
    assert "Connaître les besoins" in page
    answer = logged_in.post(
        url("consensus", closed.pk, dimension="needs"), {"level": "2", "sentence": "À tenir à jour"}
    )

    assert answer.url == url("consensus", closed.pk, dimension="goals")
    with organisation_scope(organisation):
        [row] = Agreement.objects.all()
        assert (row.code, row.level, row.sentence) == ("needs", 2, "À tenir à jour")
    assert "À tenir à jour" in logged_in.get(url("detail", closed.pk)).content.decode()


def test_the_last_one_leads_back_to_the_assessment(logged_in, organisation, membership, closed):
    with organisation_scope(organisation):
        for code in CODES[:-1]:
            services.agree(closed, code, by=membership, level=2)

    answer = logged_in.post(url("consensus", closed.pk), {"level": "3"})
    assert answer.url == url("detail", closed.pk)


def test_agreed_twice_the_second_corrects_the_first(in_organisation, membership):
    assessment = done(membership)
    services.agree(assessment, "needs", by=membership, level=2)
    services.agree(assessment, "needs", by=membership, level=3)

    assert [row.level for row in assessment.agreements.all()] == [3]


@pytest.mark.parametrize(("code", "level"), [("needs", 5), ("needs", 0), ("nothing", 2)])
def test_a_level_or_a_dimension_of_elsewhere_is_refused(in_organisation, membership, code, level):
    with pytest.raises(ValidationError):
        services.agree(done(membership), code, by=membership, level=level)


def test_without_a_level_the_screen_says_so(logged_in, closed):
    answer = logged_in.post(url("consensus", closed.pk), {"sentence": "Rien"})

    assert answer.status_code == 422
    assert "Choisissez le niveau" in answer.content.decode()


def test_nothing_is_agreed_before_the_end(in_organisation, membership, logged_in):
    assessment, _people = opened(membership, 3)

    with pytest.raises(ValidationError, match="une fois le tour terminé"):
        services.agree(assessment, "needs", by=membership, level=2)


def test_an_action_becomes_the_task_of_somebody(logged_in, organisation, closed, owner):
    typed = {"code": "roles", "title": "Écrire les fiches", "owner": owner.pk, "due_on": "2027-03-01", "means": "1 h"}
    logged_in.post(url("improvement_create", closed.pk), typed)

    with organisation_scope(organisation):
        task = Task.objects.get()
        assert (task.title, task.owner_id, task.due_on) == ("Écrire les fiches", owner.pk, dt.date(2027, 3, 1))
        assert task.origin_id == closed.pk
        assert task.origin_url == url("detail", closed.pk)
    assert "Écrire les fiches" in logged_in.get(url("detail", closed.pk)).content.decode()


def test_an_action_sent_twice_is_chosen_once(logged_in, organisation, closed, owner):
    typed = {"code": "roles", "title": "Écrire les fiches", "owner": owner.pk, "due_on": "2027-03-01"}
    for _ in range(2):
        answer = logged_in.post(url("improvement_create", closed.pk), typed)

    assert answer.status_code == 422
    with organisation_scope(organisation):
        assert Improvement.objects.count() == Task.objects.count() == 1


@pytest.mark.parametrize("missing", ["owner", "due_on", "title", "code"])
def test_an_action_has_somebody_and_a_date(logged_in, closed, owner, missing):
    typed = {"code": "roles", "title": "Écrire", "owner": owner.pk, "due_on": "2027-03-01"}
    del typed[missing]

    assert logged_in.post(url("improvement_create", closed.pk), typed).status_code == 422


def test_its_progress_is_that_of_its_task_and_its_effect_is_told(logged_in, organisation, membership, closed, owner):
    with organisation_scope(organisation):
        row = choose(closed, membership, owner)
        work.complete_task(row.task, by=membership)
    logged_in.post(url("effect", row.pk), {"effect": "Chacun sait à qui parler"})
    page = logged_in.get(url("detail", closed.pk)).content.decode()

    assert "1 sur 1 faite" in page
    assert "Chacun sait à qui parler" in page


def test_the_synthesis_is_frozen_once_agreed_with_an_action(in_organisation, membership, owner):
    assessment = done(membership)
    with pytest.raises(ValidationError, match="consensus"):
        services.freeze_report(assessment, by=membership)
    services.agree(assessment, "needs", by=membership, level=2)
    with pytest.raises(ValidationError, match="au moins une action"):
        services.freeze_report(assessment, by=membership)
    choose(assessment, membership, owner)
    assessment = services.freeze_report(assessment, by=membership)

    assert assessment.report.frozen
    assert files.read(assessment.report).startswith(b"%PDF")
    with pytest.raises(ValidationError, match="figée"):
        services.agree(assessment, "goals", by=membership, level=2)
    with pytest.raises(ValidationError, match="déjà figée"):
        services.freeze_report(assessment, by=membership)


def test_it_supports_the_quality_approach_without_being_all_of_it(in_organisation, membership, owner):
    assessment = done(membership)
    give = registry.evidence.get("maturity")
    [draft] = give(membership, 2026)
    assert (draft.indicator, draft.state, draft.attendance) == ("quality", "draft", 4)

    services.agree(assessment, "needs", by=membership, level=2)
    choose(assessment, membership, owner)
    services.freeze_report(assessment, by=membership)
    [ready] = give(membership, 2026)
    assert (ready.key, ready.state) == (draft.key, "ready")
    assert ready.fingerprint
    assert ready.supporting
    assert list(give(membership, 2025)) == []


def test_participation_and_axes_are_indicators(in_organisation, membership):
    done(membership)
    found = {one.code: one.value for one in registry.indicators.get("maturity")(membership, 2026)}

    assert found["maturity.participation"] == 100
    assert found["maturity.team"] == 2.0
    assert len(found) == 5


def test_two_assessments_are_compared_dimension_by_dimension(logged_in, organisation, membership, closed, monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=370))
    with organisation_scope(organisation):
        after = done(membership, (3, 3, 3, 3))
        changes = dict(queries.changes_between(queries.results_of(closed), queries.results_of(after)))

    assert {one.said for one in changes["Le travail en équipe"]} == {"+ 1"}
    logged_in.force_login(membership.user)  # a session does not live a year
    page = logged_in.get(url("compare")).content.decode()
    assert "+ 1" in page
    with organisation_scope(organisation):
        [chart] = [block for block in report_document(after, DAY.date()).blocks if isinstance(block, Chart)]
        assert [(spoke.value, spoke.before) for spoke in chart.chart.spokes] == [(3, 2)] * 16
    detail = soup(logged_in.get(url("detail", after.pk)))
    assert detail.select_one(f'a[href^="{url("compare")}"]')
    assert detail.select_one(".fil-radar .earlier")
    assert [cell.get_text() for cell in detail.select(".fil-radar + .fil-figures tbody tr")[0].select("td")] == [
        "3",
        "3",
        "2",
    ]
    assert logged_in.get(url("compare", avant=after.pk, apres=after.pk)).status_code == 200


def test_a_dimension_that_is_new_is_not_compared(in_organisation, membership, monkeypatch):
    first = done(membership)
    services.add_dimension(by=membership, axis="team", title="Étudiants", levels=["a", "b", "c", "d"])
    second = done(membership)
    changes = dict(queries.changes_between(queries.results_of(first), queries.results_of(second)))

    assert [one.said for one in changes["Le travail en équipe"]] == ["stable"] * 4 + ["pas comparable"]


def test_a_year_later_it_is_proposed_to_look_again(logged_in, membership, closed, monkeypatch):
    assert "Il est temps" not in logged_in.get(url("detail", closed.pk)).content.decode()
    monkeypatch.setattr(timezone, "now", lambda: DAY + dt.timedelta(days=366))
    logged_in.force_login(membership.user)

    assert "Il est temps" in logged_in.get(url("detail", closed.pk)).content.decode()


def test_the_date_of_the_next_one_may_be_chosen(logged_in, organisation, membership, closed):
    logged_in.post(url("next", closed.pk), {"next_on": "2028-01-10"})

    with organisation_scope(organisation):
        [one] = registry.deadlines.get("maturity")(membership)
        assert one.due_on == dt.date(2028, 1, 10)


def test_who_only_reads_follows_and_changes_nothing(client, organisation, membership, closed, owner):
    with organisation_scope(organisation):
        row = choose(closed, membership, owner)
    client.force_login(MembershipFactory(organisation=organisation, roles=[Role.PROFESSIONAL]).user)

    assert "Écrire les fiches" in client.get(url("detail", closed.pk)).content.decode()
    assert client.get(url("report", closed.pk)).status_code == 200
    for name, pk in (("consensus", closed.pk), ("improvement_create", closed.pk), ("effect", row.pk)):
        assert client.get(url(name, pk)).status_code == 403
    for name in ("freeze", "next"):
        assert client.post(url(name, closed.pk)).status_code == 403


@pytest.mark.parametrize("count", [1, 4])
def test_the_results_cost_the_same_whatever_is_chosen(
    logged_in, organisation, membership, closed, owner, page_queries, count
):
    with organisation_scope(organisation):
        for rank in range(count):
            choose(closed, membership, owner, title=f"Action {rank}")
            services.agree(closed, CODES[rank], by=membership, level=2)
    with page_queries(8):
        logged_in.get(url("detail", closed.pk))
