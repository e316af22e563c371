import pytest
from django.urls import reverse

from filrouge.kernel.links.services import url_of
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.rcp import notifications
from tests.factories import CaseFactory, MembershipFactory, OrganisationFactory, ParticipantFactory, PersonFactory
from tests.htmx import soup
from tests.paths import path_in

pytestmark = pytest.mark.django_db


@pytest.fixture
def case(organisation):
    with organisation_scope(organisation):
        case = CaseFactory(code="KMP-479", informed=True)
        person = PersonFactory(first_name="Claire", last_name="Aubert", profession="gp")
        ParticipantFactory(meeting=case.meeting, person=person, presence="present")
        return case


@pytest.fixture
def addresses(organisation, case):
    """By an account without and with a situation, by the personal link of somebody who was there."""
    with organisation_scope(organisation):
        person = case.meeting.participants.get().person
        path = path_in(url_of(notifications.entry_link(person)))
    return [
        reverse("rcp:summary", args=["chastel"]),
        reverse("rcp:summary_of", args=["chastel", case.pk]),
        f"{path}?situation={case.pk}&synthese",
    ]


def test_the_page_may_send_nothing(logged_in, addresses):
    for address in addresses:
        policy = logged_in.get(address)["Content-Security-Policy"]

        sent = {line.split(" ", 1)[0]: line.split(" ", 1)[1] for line in policy.split("; ")}
        assert sent["connect-src"] == sent["form-action"] == sent["default-src"] == sent["frame-src"] == "'none'"
        assert sent["img-src"] == "data:"
        assert sent["script-src"] == "'self'"


def test_its_fields_have_no_name_and_no_form(logged_in, addresses):
    for address in addresses:
        page = soup(logged_in.get(address))

        fields = page.select("textarea, input, select, button")
        assert len(fields) > 8
        assert [field for field in fields if field.has_attr("name") or field.has_attr("form")] == []
        assert page.select("form, iframe, object, embed, img") == []
        assert [one["src"] for one in page.select("script")] == ["/static/rcp/summary.js"]


def test_it_is_kept_nowhere(logged_in, addresses):
    for address in addresses:
        response = logged_in.get(address)

        assert "no-store" in response["Cache-Control"]
        assert {field["autocomplete"] for field in soup(response).select("textarea, input, select")} == {"off"}


def test_from_a_situation_it_begins_with_what_is_known(logged_in, addresses):
    for address in addresses[1:]:
        page = soup(logged_in.get(address))

        assert page.select_one("[data-summary]")["data-code"] == "KMP-479"
        assert page.select_one("#participants").get_text() == "médecin généraliste"


def test_nothing_can_be_posted_to_it(logged_in, addresses):
    assert [logged_in.post(address, {"motif": "secret"}).status_code for address in addresses[:2]] == [405, 405]


def test_the_situation_of_others_begins_nothing(client, organisation, case, addresses):
    other = OrganisationFactory()
    with organisation_scope(organisation):
        absent = path_in(url_of(notifications.entry_link(PersonFactory())))
    by_link = client.get(f"{absent}?situation={case.pk}&synthese")
    client.force_login(MembershipFactory(organisation=other).user)

    assert (by_link.status_code, client.get(addresses[1]).status_code) == (410, 404)
