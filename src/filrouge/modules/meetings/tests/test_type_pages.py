import pytest
from django.core.exceptions import ValidationError
from django.urls import reverse

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings import queries, services
from filrouge.modules.meetings.models import MeetingType
from tests.factories import GroupFactory, MeetingFactory, MeetingTypeFactory, MembershipFactory
from tests.htmx import soup

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def shipped(organisation, membership):
    with organisation_scope(organisation):
        services.install_types(by=membership)
        return {kind.code: kind for kind in MeetingType.objects.all()}


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def saved(organisation, code):
    with organisation_scope(organisation):
        return MeetingType.objects.get(code=code)


def fields_of(page):
    """What a browser would send back, unchanged."""
    form = page.select_one("form[data-draft]")
    sent = {}
    for field in form.select("input[name], select[name], textarea[name]"):
        if field.find_parent("template") or (
            field.get("type") in {"checkbox", "radio"} and not field.has_attr("checked")
        ):
            continue
        chosen = field.select_one("option[selected]") or field.select_one("option")
        value = (
            (chosen["value"] if chosen else "")
            if field.name == "select"
            else field.get("value", "on" if field.get("type") == "checkbox" else field.get_text())
        )
        sent.setdefault(field["name"], []).append(value)
    return sent


def test_saving_without_changing_anything_changes_nothing(logged_in, organisation, shipped):
    for kind in shipped.values():
        sent = fields_of(soup(logged_in.get(url("type_edit", kind.pk))))

        response = logged_in.post(url("type_edit", kind.pk), sent)

        assert response.status_code == 302, soup(response).select(".fil-error")
        row = saved(organisation, kind.code)
        assert {name: getattr(row, name) for name in row.shipped} == row.shipped


def test_what_is_edited_is_kept_in_the_order_shown(logged_in, organisation, shipped):
    sent = fields_of(soup(logged_in.get(url("type_edit", shipped["team"].pk))))
    for name in ("agenda_title", "agenda_kind", "agenda_minutes"):
        sent[name] = [sent[name][3], *sent[name][:3]]  # the last line was dragged first
    sent["agenda_title"][1] = ""  # a line emptied is taken out
    sent |= {"retroplanning_count": ["2", "30"], "retroplanning_side": ["after", "before"]}
    sent |= {"retroplanning_title": ["Écrire", "Prévenir"], "retroplanning_owner": ["secretary", "coordinator"]}
    sent |= {"retroplanning_act": ["review", ""], "confidentiality": ["called"], "session_roles": ["secretary"]}

    logged_in.post(url("type_edit", shipped["team"].pk), sent)

    team = saved(organisation, "team")
    assert [line["title"] for line in team.agenda] == [
        "Prochaine date",
        "Tour des nouvelles et arrivées",
        "Suites des décisions",
    ]
    assert team.retroplanning == [
        {"days": -30, "title": "Prévenir", "owner": "coordinator", "act": ""},
        {"days": 2, "title": "Écrire", "owner": "secretary", "act": "review"},
    ]
    assert (team.confidentiality, team.session_roles, team.is_edited) == ("called", ["secretary"], True)


def test_a_wrong_line_is_named_and_nothing_typed_is_lost(logged_in, shipped):
    sent = fields_of(soup(logged_in.get(url("type_edit", shipped["team"].pk))))
    sent["agenda_minutes"][1] = "beaucoup"
    sent["agenda_title"][0] = "Bonjour à tous"

    response = logged_in.post(url("type_edit", shipped["team"].pk), sent)

    page = soup(response)
    assert response.status_code == 422
    assert "Ligne 2, minutes : " in page.get_text()
    assert page.select_one("input[name=agenda_title]")["value"] == "Bonjour à tous"
    assert page.select("input[name=agenda_minutes]")[1]["value"] == "beaucoup"


def test_a_patient_has_no_place_in_an_agenda(logged_in, shipped):
    sent = fields_of(soup(logged_in.get(url("type_edit", shipped["team"].pk))))
    sent["agenda_title"][0] = "Situation de Mme Lambert"

    response = logged_in.post(url("type_edit", shipped["team"].pk), sent)

    assert response.status_code == 422


def test_one_s_own_type_is_added_last_with_a_code_of_its_own(logged_in, organisation, shipped):
    sent = fields_of(soup(logged_in.get(url("type_add"))))
    sent |= {"name": ["Réunion qualité"], "short_name": ["Qualité"], "confidentiality": ["team"]}
    for _twice in range(2):
        logged_in.post(url("type_add"), sent)

    with organisation_scope(organisation):
        own = MeetingType.objects.exclude(code__in=shipped).order_by("position")
        assert [(kind.code, kind.is_shipped) for kind in own] == [
            ("x-reunion-qualite", False),
            ("x-reunion-qualite-2", False),
        ]


def test_restoring_takes_back_all_that_is_shipped(logged_in, organisation, membership, shipped):
    with organisation_scope(organisation):
        services.change_type(shipped["team"], by=membership, name="Plénière", agenda=[], group=GroupFactory())

    logged_in.post(url("type_arrange"), {"restore": shipped["team"].pk})

    team = saved(organisation, "team")
    assert (team.name, len(team.agenda), team.group, team.group_kind) == ("Réunion d’équipe", 4, None, "team")


def test_a_retired_type_is_no_longer_proposed_and_comes_back(logged_in, organisation, shipped):
    logged_in.post(url("type_arrange"), {"retire": shipped["cohesion"].pk}, headers=HTMX)
    proposed = soup(logged_in.get(url("create"))).get_text()
    logged_in.post(url("type_arrange"), {"bring_back": shipped["cohesion"].pk}, headers=HTMX)

    assert ("Cohésion" in proposed, saved(organisation, "cohesion").is_active) == (False, True)


def test_the_last_type_cannot_be_retired(membership, in_organisation):
    kind = MeetingTypeFactory()

    with pytest.raises(ValidationError, match="dernier type"):
        services.retire_type(kind, by=membership)


@pytest.mark.parametrize(("act", "order"), [("down", ["rcp", "team"]), ("up", ["team", "rcp"])])
def test_types_are_put_in_order(logged_in, organisation, shipped, act, order):
    logged_in.post(url("type_arrange"), {act: shipped["team"].pk}, headers=HTMX)

    with organisation_scope(organisation):
        assert list(queries.meeting_types().values_list("code", flat=True))[:2] == order


def test_a_type_is_dragged_to_a_place(logged_in, organisation, shipped):
    response = logged_in.post(url("type_arrange"), {"move": shipped["interview"].pk, "to": 1}, headers=HTMX)

    assert soup(response).select_one(".fil-row-title").get_text() == "Entretien"


def test_only_those_who_set_types_reach_them(client, organisation, shipped):
    client.force_login(MembershipFactory(organisation=organisation, roles=["assistant"]).user)

    answers = [client.get(url("types")), client.post(url("type_arrange"), {"retire": shipped["team"].pk})]

    assert [answer.status_code for answer in answers] == [403, 403]


def test_the_settings_lead_to_them(logged_in, shipped):
    tabs = soup(logged_in.get(reverse("settings:organisation", args=["chastel"]))).select("a")

    assert url("types") in [tab["href"] for tab in tabs]


@pytest.mark.parametrize("count", [1, 3])
def test_the_list_of_types_costs_the_same_whatever_their_number(logged_in, organisation, count, page_queries):
    MeetingTypeFactory.create_batch(count, organisation=organisation)

    with page_queries(5):
        response = logged_in.get(url("types"))

    assert len(soup(response).select("[data-item]")) == count


def test_the_group_follows_the_kind_it_was_shipped_with_until_another_is_chosen(membership, in_organisation):
    kind = MeetingTypeFactory(group_kind="bureau")
    first = GroupFactory(name="A", kind="bureau")
    GroupFactory(name="B", kind="bureau")
    other = GroupFactory(name="C")

    services.change_type(kind, by=membership, group=first)
    followed = queries.usual_group(MeetingType.objects.get())
    services.change_type(kind, by=membership, group=other)

    row = MeetingType.objects.get()
    assert (followed, queries.usual_group(row), row.group_kind) == (first, other, "")


def test_meetings_already_planned_do_not_change(membership, in_organisation):
    kind = MeetingTypeFactory()
    meeting = MeetingFactory(type=kind)

    services.change_type(kind, by=membership, confidentiality="managers")

    meeting.refresh_from_db()
    assert meeting.confidentiality == "team"
