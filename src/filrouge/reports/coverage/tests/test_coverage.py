import pytest
from django.urls import reverse

from filrouge.kernel import registry
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.coordinator.enums import activities
from filrouge.reports.coverage import queries, services
from filrouge.reports.coverage.models import ActivityPart
from tests.factories import MembershipFactory, PersonFactory, TimeEntryFactory
from tests.htmx import soup

LIST = reverse("coverage:list", args=["chastel"])


def carried():
    return {page.activity for page in registry.activity_pages.values()}


def test_every_activity_has_its_page_or_is_said_to_come():
    assert carried() | queries.still_to_come() == set(activities())


def test_what_has_its_page_left_the_list_of_what_is_to_come():
    assert carried() & queries.still_to_come() == set()


def test_the_list_of_what_is_to_come_only_shrinks():
    assert len(queries.still_to_come()) <= 68


@pytest.mark.django_db
@pytest.mark.parametrize("name", [name for name, _page in registry.activity_pages.items()])
def test_the_page_of_an_activity_opens(logged_in, name):
    page = registry.activity_pages.get(name)

    assert logged_in.get(reverse(page.url_name, args=["chastel"])).status_code in {200, 302}


@pytest.mark.django_db
def test_the_hundred_activities_stand_by_block_with_their_pages(logged_in):
    page = soup(logged_in.get(LIST))

    assert len(page.select("tbody tr")) == 100
    assert page.select_one(f'a.fil-screen[href="{reverse("meetings:list", args=["chastel"])}"]') is not None
    assert len(page.select("details.fil-table")) == 6


@pytest.mark.django_db
@pytest.mark.parametrize("count", [1, 3, 60])
def test_the_page_costs_the_same_whatever_was_shared(logged_in, membership, organisation, page_queries, count):
    with organisation_scope(organisation):
        for code in list(activities())[:count]:
            ActivityPart.objects.create(activity=code, person=PersonFactory(), part="does")
            TimeEntryFactory(activity=code)

    with page_queries(6):
        assert logged_in.get(LIST).status_code == 200


@pytest.mark.django_db
def test_somebody_takes_charge_then_somebody_else_helps(logged_in, membership, organisation):
    with organisation_scope(organisation):
        me, other = PersonFactory(user=membership.user), PersonFactory()
    url = reverse("coverage:activity", args=["chastel", "B3-22"])

    logged_in.post(f"{url}moi/")
    logged_in.post(url, {"person": other.pk, "part": "does"})

    with organisation_scope(organisation):
        assert set(ActivityPart.objects.values_list("person", "part")) == {(me.pk, "responsible"), (other.pk, "does")}


@pytest.mark.django_db
def test_an_account_without_a_person_is_told_what_to_do(logged_in):
    page = logged_in.post(reverse("coverage:take", args=["chastel", "B3-22"]), follow=True)

    assert "demandez à la coordination de le relier" in page.content.decode()


@pytest.mark.django_db
def test_one_person_answers_for_an_activity_and_has_one_part(logged_in, membership, organisation):
    with organisation_scope(organisation):
        first, second = PersonFactory(), PersonFactory()
        services.give_part("B3-22", first, "responsible", by=membership)
    url = reverse("coverage:activity", args=["chastel", "B3-22"])

    refused = logged_in.post(url, {"person": second.pk, "part": "responsible"})
    again = logged_in.post(url, {"person": first.pk, "part": "does"})

    assert "Quelqu’un répond déjà de cette activité" in refused.content.decode()
    assert again.status_code == 422  # the form offers those without a part
    with organisation_scope(organisation):
        assert ActivityPart.objects.count() == 1


@pytest.mark.django_db
def test_a_part_is_taken_back(logged_in, membership, organisation):
    with organisation_scope(organisation):
        part = services.give_part("B3-22", PersonFactory(), "responsible", by=membership)

    logged_in.post(reverse("coverage:take_back", args=["chastel", "B3-22", part.pk]))

    with organisation_scope(organisation):
        assert not ActivityPart.objects.exists()


@pytest.mark.django_db
def test_the_team_reads_and_does_not_share_out(client, organisation):
    professional = MembershipFactory(organisation=organisation, roles=["professional"])
    client.force_login(professional.user)
    url = reverse("coverage:activity", args=["chastel", "B3-22"])

    page = soup(client.get(url))

    assert page.select_one("form.card") is None
    assert client.post(url, {}).status_code == 403
    assert client.post(f"{url}moi/").status_code == 403


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("asked", "count"),
    [
        ({"bloc": "B0"}, 7),
        ({"q": "dasri"}, 1),
        ({"q": "gerer dechets"}, 1),
        ({"etat": "nobody"}, 99),
        ({"qui": "moi"}, 1),
        ({"bloc": "B9"}, 100),
    ],
)
def test_filters_are_those_of_the_address(logged_in, membership, organisation, asked, count):
    with organisation_scope(organisation):
        services.give_part("B1-01", PersonFactory(user=membership.user), "responsible", by=membership)

    assert len(soup(logged_in.get(LIST, asked)).select("tbody tr")) == count


@pytest.mark.django_db
def test_time_is_shown_to_those_who_may_read_it(client, organisation):
    with organisation_scope(organisation):
        TimeEntryFactory(activity="B3-22", minutes=90)
    seen = {}
    for role in ("manager", "professional"):
        client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)
        seen[role] = (
            "1\xa0h\xa030" in client.get(reverse("coverage:activity", args=["chastel", "B3-22"])).content.decode()
        )

    assert seen == {"manager": True, "professional": False}


@pytest.mark.django_db
def test_an_activity_that_does_not_exist_is_not_found(logged_in):
    assert logged_in.get(reverse("coverage:activity", args=["chastel", "B9-99"])).status_code == 404


@pytest.mark.django_db
def test_one_activity_is_read_alone(logged_in, membership, organisation, page_queries):
    with organisation_scope(organisation):
        me = PersonFactory(user=membership.user)
        for code in activities():
            ActivityPart.objects.create(activity=code, person=me, part="does")
            TimeEntryFactory(person=me, activity=code)

    with page_queries(6) as asked:
        logged_in.get(reverse("coverage:activity", args=["chastel", "B3-22"]))

    read = [one["sql"] for one in asked.captured_queries if "activitypart" in one["sql"] or "timeentry" in one["sql"]]
    assert read
    assert all("B3-22" in sql for sql in read)


@pytest.mark.django_db
@pytest.mark.parametrize("role", ["coordinator", "manager", "assistant", "professional", "employee"])
def test_no_page_leads_somebody_to_a_closed_door(client, organisation, role):
    member = MembershipFactory(organisation=organisation, roles=[role])
    client.force_login(member.user)

    with organisation_scope(organisation):
        urls = {screen.url for screens in queries.screens_of(member).values() for screen in screens if screen.url}

    answers = {url: client.get(url).status_code for url in urls}
    assert {url: code for url, code in answers.items() if code not in {200, 302}} == {}


@pytest.mark.django_db
def test_a_page_opens_on_the_part_that_is_about_the_activity(membership):
    (waste,) = queries.screens_of(membership)["B3-22"]

    assert waste.url.endswith("/echeances/?q=DASRI")
