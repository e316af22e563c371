import datetime as dt

import pytest
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings.models import Meeting, MeetingType
from filrouge.modules.scheduling import services
from filrouge.modules.scheduling.models import Series
from tests.factories import (
    GroupFactory,
    MeetingTypeFactory,
    MembershipFactory,
    OccurrenceFactory,
    SeriesFactory,
)
from tests.htmx import soup

pytestmark = pytest.mark.django_db

PAGE_QUERIES = 7
LIST_QUERIES = 5


def url(name, *args):
    return reverse(f"scheduling:{name}", args=["chastel", *args])


def text(response):
    return " ".join(soup(response).get_text().split())


@pytest.fixture
def kind(organisation):
    return MeetingTypeFactory(organisation=organisation, code="team", short_name="Équipe")


@pytest.fixture
def typed(kind):
    return {
        "type": kind.pk, "title": "Réunion d’équipe", "frequency": "monthly", "rank": 2, "weekday": 3, "interval": 1,
        "starts": "12:30", "minutes": 75, "first_on": timezone.localdate().isoformat(), "on_holiday": "keep",
        "place": "Salle du haut",
    }  # fmt: skip


@pytest.fixture
def series(organisation, membership, kind):
    with organisation_scope(organisation):
        return services.start_series(
            by=membership, type=kind, title="Équipe du jeudi", rank=2, weekday=3, starts=dt.time(12, 30),
            first_on=timezone.localdate(), on_holiday="keep",
        )  # fmt: skip


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_page_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    with organisation_scope(organisation):
        series = SeriesFactory()
        OccurrenceFactory.create_batch(item_count, series=series)

    with page_queries(PAGE_QUERIES):
        response = logged_in.get(url("series", series.pk))

    assert len(soup(response).select(".fil-date-text")) == item_count


@pytest.mark.parametrize("item_count", [1, 3, 30])
def test_list_query_count_is_constant(logged_in, organisation, item_count, page_queries):
    SeriesFactory.create_batch(item_count, organisation=organisation)

    with page_queries(LIST_QUERIES):
        response = logged_in.get(url("series_list"))

    assert len(soup(response).select("tbody tr")) == min(item_count, 25)


def test_the_dates_are_shown_before_anything_is_made(logged_in, organisation, typed):
    response = logged_in.post(url("series_create"), typed)

    assert response.status_code == 200
    assert "Tous les deuxièmes jeudis du mois à 12 h 30" in text(response)
    with organisation_scope(organisation):
        assert (Series.objects.count(), Meeting.objects.count()) == (0, 0)


def test_creating_makes_the_drafts(logged_in, organisation, typed):
    response = logged_in.post(url("series_create"), typed | {"create": "1"})

    with organisation_scope(organisation):
        assert response["Location"] == Series.objects.get().get_absolute_url()
        assert Meeting.objects.filter(status="draft", place="Salle du haut").count() in {6, 7}


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"rank": ""}, "Dites quel jour du mois"),
        ({"title": ""}, "obligatoire"),
        ({"last_on": "2020-01-01"}, "doit finir après son début"),
        ({"first_on": "2029-01-01"}, "Aucune date dans les six mois"),
        ({"interval": 40}, "Sélectionnez un choix valide"),
        ({"title": "Suivi de Mme Dupont née le 12/03/1950"}, "patient"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_made(logged_in, organisation, typed, wrong, sentence):
    response = logged_in.post(url("series_create"), typed | wrong | {"create": "1"})

    assert response.status_code == 422
    assert sentence in text(response)
    with organisation_scope(organisation):
        assert Series.objects.count() == 0


def test_the_series_is_shown_on_each_of_its_meetings(logged_in, organisation, series):
    with organisation_scope(organisation):
        meeting = series.occurrences.first().meeting

    page = text(logged_in.get(meeting.get_absolute_url()))

    assert "Tous les deuxièmes jeudis du mois à 12 h" in page
    assert "Changer celles qui suivent" in page


def test_a_date_is_skipped_then_returned_then_moved(logged_in, organisation, series):
    with organisation_scope(organisation):
        date = series.occurrences.order_by("rule_day")[1]

    skipped = logged_in.post(url("date_skip", series.pk, date.pk), {"reason": "Congrès"}, follow=True)
    returned = logged_in.post(url("date_return", series.pk, date.pk), follow=True)
    day = (date.rule_day + dt.timedelta(days=1)).isoformat()
    moved = logged_in.post(url("date_move", series.pk, date.pk), {"day": day, "starts": "18:00"}, follow=True)

    assert "Congrès" in text(skipped)
    assert "La date est revenue." in text(returned)
    assert "Déplacée seule" in text(moved)


def test_changing_from_a_date_keeps_the_former_ones(logged_in, organisation, series, typed):
    with organisation_scope(organisation):
        third = series.occurrences.order_by("rule_day")[2].rule_day

    page = logged_in.get(url("series_edit", series.pk), {"depuis": third.isoformat()})
    response = logged_in.post(f"{url('series_edit', series.pk)}?depuis={third.isoformat()}", typed | {"weekday": 4})

    with organisation_scope(organisation):
        weekdays = [one.rule_day.weekday() for one in series.occurrences.order_by("rule_day")]
    assert "À partir du" in text(page)
    assert response.status_code == 302
    assert weekdays[:2] == [3, 3]
    assert set(weekdays[2:]) == {4}


def test_a_series_stops_keeping_or_not_its_drafts_and_starts_again(logged_in, organisation, series):
    page = logged_in.get(url("series_stop", series.pk))
    stopped = logged_in.post(url("series_stop", series.pk), {"x": "1"}, follow=True)
    again = logged_in.post(url("series_stop", series.pk), {"x": "1"}, follow=True)
    resumed = logged_in.post(url("series_resume", series.pk), follow=True)

    assert "en préparation seront annulées" in text(page)
    assert "Série arrêtée." in text(stopped)
    assert "déjà arrêtée" in text(again)
    assert "Série reprise" in text(resumed)


def test_a_professional_reads_the_series_and_changes_nothing(client, organisation, series):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    page = client.get(url("series", series.pk))

    assert "Sauter" not in text(page)
    assert client.post(url("series_stop", series.pk)).status_code == 403


def test_a_series_of_reserved_meetings_is_not_found_by_the_others(client, organisation, series):
    with organisation_scope(organisation):
        MeetingType.objects.update(confidentiality="managers")
        date = series.occurrences.first()
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    with organisation_scope(organisation):
        assistant = organisation.memberships.get(roles=["assistant"])
        hidden = registry.sealed_subjects.get("scheduling")(assistant)
        assert [key for (key,) in hidden["scheduling.series"]] == [series.pk]
    assert client.get(url("series", series.pk)).status_code == 404
    assert client.get(url("date_move", series.pk, date.pk)).status_code == 404
    assert "Équipe du jeudi" not in text(client.get(url("series_list")))


def test_everything_of_a_series_leaves_with_the_organisation(in_organisation, series):
    GroupFactory()

    rows = list(registry.portability.get("scheduling.series")())

    assert [(row["rythme"], row["règle"]) for row in rows] == [
        ("tous les deuxièmes jeudis du mois à 12\u00a0h\u00a030", "RRULE:FREQ=MONTHLY;BYDAY=+2TH")
    ]
    assert len(rows[0]["dates"]) in {6, 7}
