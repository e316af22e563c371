"""The hours of a year on screen, the meetings behind each figure, and the files they leave as."""

import datetime as dt
import io
from zoneinfo import ZoneInfo

import pytest
from django.urls import reverse
from openpyxl import load_workbook

from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.meetings.models import HoursRule
from tests.factories import (
    HoursRuleFactory,
    MeetingFactory,
    MeetingTypeFactory,
    MembershipFactory,
    ParticipantFactory,
    PersonFactory,
)
from tests.htmx import assert_same_fragment, soup

pytestmark = pytest.mark.django_db
TABLE_QUERIES = 6  # session, account, memberships, years, presences, rules
DETAIL_QUERIES = 6
YEAR = {"year": "2026"}
PARIS = ZoneInfo("Europe/Paris")


@pytest.fixture
def kind(organisation):
    return MeetingTypeFactory(organisation=organisation)


@pytest.fixture
def paul(organisation):
    return PersonFactory(organisation=organisation, first_name="Paul", last_name="Abel", profession="gp")


@pytest.fixture
def colleague(organisation):
    """A professional with an account, and the person behind it."""
    member = MembershipFactory(organisation=organisation, roles=["professional"])
    return PersonFactory(organisation=organisation, first_name="Zoé", last_name="Zani", user=member.user)


def url(name, *args):
    return reverse(f"meetings:{name}", args=["chastel", *args])


def came(person, minutes=50, *, month=3, **values):
    organisation, starts_at = person.organisation, dt.datetime(2026, month, 2, 12, tzinfo=PARIS)
    values = {"title": "RCP plaies", "status": "held", "starts_at": starts_at} | values
    meeting = MeetingFactory(organisation=organisation, **values)
    return ParticipantFactory(
        organisation=organisation, meeting=meeting, person=person, presence="present", minutes=minutes
    )


def words(element):
    return element.get_text(" ", strip=True).replace("\xa0", " ")


def lines(response, selector="tbody tr"):
    return [[words(cell) for cell in row.select("th, td")] for row in soup(response).select(selector)]


def cells(response):
    """Name, the months that hold something, total."""
    return [[row[0], *(cell for cell in row[1:] if cell != "–")] for row in lines(response)]


def rows_of(response):
    sheet = load_workbook(io.BytesIO(response.content)).active
    return [list(row) for row in sheet.iter_rows(values_only=True)]


def test_the_table_adds_up_by_person_and_by_month(logged_in, paul, colleague, kind):
    came(paul, 50, type=kind)
    came(paul, 95, type=kind, month=4)
    came(colleague, 20, type=kind)

    response = logged_in.get(url("hours"), YEAR)

    assert cells(response) == [
        ["Paul Abel médecin généraliste", "1 h", "1 h 30", "2 h 30"],
        ["Zoé Zani infirmier·e", "0 min", "0 min"],
        ["Total", "1 h", "1 h 30", "2 h 30"],
    ]
    assert words(soup(response).select_one(".fil-count")) == "2 h 30 pour 2 personnes, en 3 réunions"


def test_each_figure_opens_the_meetings_behind_it(logged_in, paul, colleague, kind):
    came(paul, 50, type=kind)
    came(paul, 95, type=kind, month=4)
    came(colleague, 20, type=kind)
    page = soup(logged_in.get(url("hours"), YEAR))

    opened = {
        words(link): lines(logged_in.get(url("hours") + link["href"])) for link in page.select("tbody tr:first-child a")
    }
    everybody = lines(logged_in.get(url("hours") + page.select("tbody tr:last-child a")[0]["href"]))

    why = "usage courant"
    march = ["RCP plaies 2 mars 2026", "50 min", "1 h", why]
    april = ["RCP plaies 2 avr. 2026", "1 h 35", "1 h 30", why]
    assert opened == {
        "Paul Abel": [march, april],
        "1 h": [march],
        "1 h 30": [april],
        "2 h 30": [march, april],
    }
    assert [row[1:] for row in everybody] == [
        ["Paul Abel", "50 min", "1 h", why],
        ["Zoé Zani", "20 min", "0 min", "moins que la présence minimale, 30 min"],
    ]
    rules = [words(line) for line in soup(logged_in.get(url("hours_detail"), YEAR)).select(".fil-hours-rules li")]
    assert rules == [f"Par demi-heure, arrondi au plus proche, dès 30 min de présence toute l’équipe · {why}"]


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_table_takes_a_constant_number_of_queries(logged_in, organisation, kind, item_count, page_queries):
    for rank, person in enumerate(PersonFactory.create_batch(item_count, organisation=organisation)):
        came(person, type=kind)
        HoursRuleFactory(organisation=organisation, valid_from=dt.date(2020, 1, 1 + rank))

    with page_queries(TABLE_QUERIES):
        response = logged_in.get(url("hours"), YEAR)

    assert len(lines(response)) == item_count + 1


@pytest.mark.parametrize("item_count", [1, 3])
def test_the_detail_takes_a_constant_number_of_queries(logged_in, organisation, kind, item_count, page_queries):
    for person in PersonFactory.create_batch(item_count, organisation=organisation):
        came(person, type=kind)

    with page_queries(DETAIL_QUERIES):
        response = logged_in.get(url("hours_detail"), YEAR)

    assert len(lines(response)) == item_count


def test_the_filters_are_in_the_address(logged_in, paul, colleague, kind):
    came(paul, type=kind)
    came(colleague, type=kind)
    came(paul, type=kind, starts_at=dt.datetime(2024, 2, 29, 12, tzinfo=PARIS))

    doctors = logged_in.get(url("hours"), YEAR | {"profession": "gp"})
    before = logged_in.get(url("hours"), {"year": "2024"})

    assert [row[0] for row in cells(doctors)] == ["Paul Abel médecin généraliste", "Total"]
    assert cells(before)[0] == ["Paul Abel médecin généraliste", "1 h", "1 h"]
    assert_same_fragment(logged_in, url("hours") + "?year=2026&profession=gp", "#hours-rows")


@pytest.mark.parametrize("wrong", ["year=abc", "year=99999", "year=2026&month=13", "person=x", "profession=mage"])
def test_an_address_written_by_hand_never_breaks(logged_in, paul, kind, wrong):
    came(paul, type=kind)

    answers = [logged_in.get(url(name) + f"?{wrong}").status_code for name in ("hours", "hours_detail")]

    assert answers == [200, 200]


def test_a_year_without_hours_says_what_to_do(logged_in, organisation):
    assert "Les heures se comptent seules" in soup(logged_in.get(url("hours"))).get_text()


def test_the_export_has_a_row_per_person_and_meeting(logged_in, paul, colleague, kind):
    came(paul, 50, type=kind)
    came(colleague, 95, type=kind, month=4)

    response = logged_in.get(url("hours_export", "xlsx"), YEAR)
    one = logged_in.get(url("hours_export", "csv"), YEAR | {"person": str(paul.pk)})

    header, first, second = rows_of(response)
    assert header == [
        "Personne", "Profession", "Date", "Réunion", "Type", "Présence", "Heures comptées", "Comment",
    ]  # fmt: skip
    assert first[:2] == ["Paul Abel", "médecin généraliste"]
    assert [row[6] for row in (first, second)] == [dt.timedelta(hours=1), dt.timedelta(minutes=90)]
    assert [line.split(";")[0] for line in one.content.decode("utf-8-sig").splitlines()] == ["Personne", "Paul Abel"]


def test_a_hostile_name_is_text_in_the_export(logged_in, organisation, kind):
    came(PersonFactory(organisation=organisation, first_name="=HYPERLINK(1)", last_name=""), type=kind)

    response = logged_in.get(url("hours_export", "csv"), YEAR)

    assert not response.content.decode("utf-8-sig").splitlines()[1].startswith("=")


@pytest.mark.parametrize(
    ("role", "seen"),
    [("coordinator", 2), ("manager", 2), ("accountant", 2), ("assistant", 0), ("professional", 0), ("employee", 0)],
)
def test_only_those_who_pay_see_everybody_s_hours(client, organisation, paul, colleague, kind, role, seen):
    came(paul, type=kind)
    came(colleague, type=kind)
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)

    pages = [client.get(url(name), YEAR) for name in ("hours", "hours_detail")]

    assert [len(soup(page).select("tbody tr")) - (page is pages[0] and seen > 0) for page in pages] == [seen, seen]
    assert all(("Abel" in page.content.decode()) is bool(seen) for page in pages)


@pytest.mark.parametrize("role", ["guest", "observer"])
def test_guests_and_observers_have_no_hours(client, organisation, role):
    client.force_login(MembershipFactory(organisation=organisation, roles=[role]).user)

    answers = [
        client.get(address).status_code for address in (url("hours"), url("hours_detail"), url("hours_export", "csv"))
    ]

    assert answers == [403, 403, 403]


def test_with_an_account_one_sees_one_s_own_hours_whatever_the_address_asks(client, paul, colleague, kind):
    came(paul, type=kind, title="Pas à moi")
    came(colleague, 95, type=kind, title="À moi", confidentiality="managers")
    client.force_login(colleague.user)

    page = client.get(url("hours"), YEAR | {"person": str(paul.pk)})
    export = client.get(url("hours_export", "csv"), YEAR | {"person": str(paul.pk)})

    assert [row[:3] for row in lines(page)] == [["À moi 2 mars 2026", "1 h 35", "1 h 30"]]
    assert [line.split(";")[3] for line in export.content.decode().splitlines()[1:]] == ["À moi"]


def test_an_account_tied_to_nobody_is_told_so(client, organisation):
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)

    assert "relié à personne" in soup(client.get(url("hours"))).get_text()
    assert client.get(url("hours_export", "csv")).status_code == 403


def test_the_accountant_reads_hours_and_no_title(client, organisation, paul, kind):
    came(paul, type=kind, title="Litige avec le voisin")
    client.force_login(MembershipFactory(organisation=organisation, roles=["accountant"]).user)

    page = soup(client.get(url("hours_detail"), YEAR))

    assert words(page.select_one("tbody td")) == "RCP (réunion réservée) 2 mars 2026"
    assert page.select("tbody a") == []
    assert url("hours") in [link["href"] for link in page.select("nav a")]


def test_attendance_leaves_as_a_sheet_with_hours_for_those_who_may_see_them(
    logged_in, client, organisation, kind, paul
):
    one = came(paul, 50, type=kind)
    one.declared_how, one.declared_by = "grid", "Camille"
    with organisation_scope(organisation):
        one.save()
    absent = PersonFactory(organisation=organisation, last_name="Zut", first_name="Ana")
    ParticipantFactory(organisation=organisation, meeting=one.meeting, person=absent, presence="absent")

    full = rows_of(logged_in.get(url("attendance_export", one.meeting.pk, "xlsx")))
    client.force_login(MembershipFactory(organisation=organisation, roles=["professional"]).user)
    public = rows_of(client.get(url("attendance_export", one.meeting.pk, "xlsx")))

    assert full[0][-2:] == ["Heures comptées", "Comment"]
    assert full[1][:4] == ["Abel", "Paul", "médecin généraliste", "présent·e"]
    assert [full[1][6], full[1][7], full[1][11], full[2][6], full[2][11]] == [
        dt.timedelta(minutes=50), "pointé en séance", dt.timedelta(hours=1), None, None,
    ]  # fmt: skip
    assert [len(row) for row in public] == [11, 11, 11]


def fill(**values):
    return {
        "source": "décision du 2 mars 2026", "valid_from": "2026-03-02", "counted": "on", "step_minutes": "15",
        "rounding": "down", "minimum_presence_minutes": "15", "cap_minutes": "120",
    } | values  # fmt: skip


def saved(organisation):
    with organisation_scope(organisation):
        return list(HoursRule.objects.all())


def test_the_rules_are_listed_from_the_most_precise_to_the_one_shipped(logged_in, organisation, kind):
    HoursRuleFactory(organisation=organisation)
    HoursRuleFactory(organisation=organisation, type=kind, cap_minutes=90)
    HoursRuleFactory(organisation=organisation, profession="gp", valid_from=dt.date(2090, 1, 1))
    HoursRuleFactory(organisation=organisation, profession="nurse", valid_until=dt.date(2021, 1, 1))
    MeetingTypeFactory(organisation=organisation, name="Repas", hours_counted=False)

    page = soup(logged_in.get(url("hours_rules")))

    assert [[words(line) for line in card.select(".fil-row-title")] for card in page.select(".card")] == [
        [
            "RCP : par demi-heure, arrondi en dessous, dès 30 min de présence, 1 h 30 au plus par réunion",
            "Toute l’équipe : par demi-heure, arrondi en dessous, dès 30 min de présence",
            "Pour ce qui reste : par demi-heure, arrondi au plus proche, dès 30 min de présence",
        ],
        ["Médecin généraliste : par demi-heure, arrondi en dessous, dès 30 min de présence"],
        ["Repas"],
        ["Infirmier·e : par demi-heure, arrondi en dessous, dès 30 min de présence"],
    ]


def test_the_effect_is_shown_before_anything_is_written(logged_in, organisation, paul, kind):
    came(paul, 50, type=kind)

    whole = logged_in.post(url("hours_rule_add") + "?effet=1", fill())
    part = logged_in.post(url("hours_rule_add") + "?effet=1", fill(), headers={"HX-Request": "true"})

    for page in (soup(whole), soup(part)):
        assert [words(line) for line in page.select(".fil-hours-examples li")] == [
            "20 min de présence → 15 min",
            "40 min de présence → 30 min",
            "50 min de présence → 45 min",
            "1 h 10 de présence → 1 h",
            "1 h 40 de présence → 1 h 30",
            "2 h 30 de présence → 2 h",
        ]
        assert [words(cell) for cell in page.select("tbody td")] == ["RCP plaies 2 mars 2026", "1 h", "45 min"]
    assert (whole.status_code, saved(organisation)) == (200, [])


def test_the_effect_is_that_of_the_rule_alone_on_what_it_speaks_of(logged_in, organisation, paul, colleague, kind):
    HoursRuleFactory(organisation=organisation, profession="gp", counted=False, valid_from=dt.date(2026, 2, 1))
    one = came(paul, 50, type=kind)
    ParticipantFactory(organisation=organisation, meeting=one.meeting, person=colleague, presence="present", minutes=50)
    came(colleague, 50, type=kind, month=4)

    page = soup(logged_in.post(url("hours_rule_add") + "?effet=1", fill(profession="gp", valid_from="2026-12-01")))

    assert [words(cell) for cell in page.select("tbody td")] == ["RCP plaies 2 mars 2026", "0 min", "45 min"]


def test_the_effect_of_a_half_filled_rule_says_what_is_missing(logged_in, organisation):
    page = soup(logged_in.post(url("hours_rule_add") + "?effet=1", fill(source="", cap_minutes="10")))

    assert words(page.select_one("#effect")) != ""
    assert page.select(".fil-hours-examples") == []


def test_a_rule_added_counts_at_once(logged_in, organisation, paul, kind):
    came(paul, 50, type=kind)

    response = logged_in.post(url("hours_rule_add"), fill())

    (rule,) = saved(organisation)
    assert response.status_code == 302
    assert (rule.step_minutes, rule.rounding, rule.cap_minutes, rule.counted) == (15, "down", 120, True)
    assert cells(logged_in.get(url("hours"), YEAR))[0][1:] == ["45 min", "45 min"]


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"source": ""}, "obligatoire"),
        ({"cap_minutes": "10"}, "plus court qu’une tranche"),
        ({"step_minutes": "7"}, "choix"),
        ({"valid_until": "2026-03-01"}, "doit finir après avoir commencé"),
        ({"source": "après le décès de Mme Jeanne Durand, née le 3/4/1950"}, "patient"),
    ],
)
def test_a_rule_that_makes_no_sense_comes_back_as_typed(logged_in, organisation, wrong, said):
    response = logged_in.post(url("hours_rule_add"), fill(**wrong))

    page = soup(response)
    assert (response.status_code, saved(organisation)) == (422, [])
    assert said in page.select_one("main").get_text()
    assert page.select_one("[name=minimum_presence_minutes]")["value"] == "15"


def test_a_rule_ends_on_a_day_and_not_before_it_began(logged_in, organisation):
    rule = HoursRuleFactory(organisation=organisation)

    logged_in.post(url("hours_rule_end", rule.pk), {"valid_until": "2019-01-01"})
    refused = saved(organisation)[0].valid_until
    answer = logged_in.post(url("hours_rule_end", rule.pk), {"valid_until": "2026-12-31"}, follow=True)

    assert (refused, saved(organisation)[0].valid_until) == (None, dt.date(2026, 12, 31))
    assert "jusqu’au 31 déc. 2026" in words(soup(answer).select_one(".fil-hours-rule"))


def test_a_rule_written_by_mistake_is_removed(logged_in, organisation):
    rule = HoursRuleFactory(organisation=organisation)

    twice = [logged_in.post(url("hours_rule_remove", rule.pk)).status_code for _tap in range(2)]

    assert (twice, saved(organisation)) == ([302, 404], [])


def test_the_accountant_reads_the_rules_and_changes_none(client, organisation):
    rule = HoursRuleFactory(organisation=organisation)
    client.force_login(MembershipFactory(organisation=organisation, roles=["accountant"]).user)

    page = client.get(url("hours_rules"))
    posts = [("hours_rule_add", ()), ("hours_rule_end", (rule.pk,)), ("hours_rule_remove", (rule.pk,))]

    assert soup(page).select("main form") == []
    assert [client.post(url(name, *args), fill()).status_code for name, args in posts] == [403, 403, 403]
