import pytest
from django.urls import reverse
from django.utils import timezone

from tests.factories import MeetingFactory, MeetingTypeFactory, MembershipFactory, ParticipantFactory, noon_in
from tests.htmx import soup

pytestmark = pytest.mark.django_db

QUERIES = 11


@pytest.fixture
def page_url():
    year = timezone.localdate(noon_in(-7)).year
    return reverse("evidence:list", args=["chastel"]) + f"?annee={year}"


@pytest.mark.parametrize("item_count", [1, 3, 300])
def test_query_count_is_constant(logged_in, organisation, page_url, item_count, page_queries):
    kind = MeetingTypeFactory(organisation=organisation)
    for meeting in MeetingFactory.create_batch(item_count, organisation=organisation, type=kind, passed=True):
        ParticipantFactory(organisation=organisation, meeting=meeting)

    with page_queries(QUERIES):
        response = logged_in.get(page_url)

    assert len(soup(response).select("#preuves li")) == item_count


@pytest.mark.parametrize("year", ["", "abc", "0", "99999", "-3", "1e3"])
def test_a_year_that_makes_no_sense_is_this_year(logged_in, year):
    response = logged_in.get(reverse("evidence:list", args=["chastel"]), {"annee": year})

    assert soup(response).select_one("h1").get_text() == f"Preuves {timezone.localdate().year}"


def test_a_professional_does_not_see_the_proofs(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert client.get(reverse("evidence:list", args=["chastel"])).status_code == 403


@pytest.mark.parametrize("file_format", ["csv", "xlsx"])
def test_export_holds_the_rows_of_the_page(logged_in, organisation, file_format):
    MeetingFactory(organisation=organisation, passed=True, title="RCP plaies")
    year = timezone.localdate(noon_in(-7)).year

    response = logged_in.get(reverse("evidence:export", args=["chastel", file_format]), {"annee": year})

    head = {"csv": "\ufeffAxe;N°".encode(), "xlsx": b"PK\x03\x04"}[file_format]
    assert (response.status_code, response.content.startswith(head)) == (200, True)
    assert f"preuves-{year}.{file_format}" in response["Content-Disposition"]


def test_export_in_another_format_does_not_exist(logged_in, organisation):
    assert logged_in.get(reverse("evidence:export", args=["chastel", "exe"])).status_code == 404
