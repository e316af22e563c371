import datetime as dt
from contextlib import suppress

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.urls import reverse
from django.utils import timezone
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.tenancy.models import Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.modules.aci import queries, services
from filrouge.modules.aci.engine import Opening
from filrouge.modules.aci.engine.hours import BadHours, SiteHours, amplitude_of, day_of, decided_by
from filrouge.modules.aci.models import SiteOpening
from tests.factories import MembershipFactory, YearInputsFactory
from tests.htmx import soup

LONG = ((480, 1200),)
MORNING = ((480, 720),)
WEEK = (LONG,) * 5 + (MORNING,)


@pytest.fixture(autouse=True)
def autumn(monkeypatch):
    monkeypatch.setattr(timezone, "now", lambda: dt.datetime(2026, 11, 20, 9, tzinfo=dt.UTC))


def plain(text):
    return text.replace("\u202f", " ").replace("\xa0", " ")


def test_a_week_is_said_in_words():
    assert plain(SiteHours("A", WEEK).said) == (
        "8 h – 20 h du lundi au vendredi : 12 heures ; 8 h – 12 h le samedi : 4 heures"
    )
    shut = SiteHours("B", (((480, 720), (840, 1170)), *(LONG,) * 4, ()))
    assert (
        plain(shut.said)
        == "8 h – 12 h et 14 h – 19 h 30 le lundi : 9 h 30 ; 8 h – 20 h du mardi au vendredi : 12 heures"
    )
    assert SiteHours("C", ((),) * 6).said == "fermé toute la semaine"


@pytest.mark.parametrize(
    ("minutes", "expected"),
    [(720, "12+"), (719, "10-12"), (600, "10-12"), (599, "8-10"), (480, "8-10"), (479, "<8"), (0, "<8")],
)
def test_amplitudes_meet_without_a_hole(minutes, expected):
    assert amplitude_of(minutes) == expected


def test_the_shortest_weekday_and_the_saturday_morning_decide():
    assert SiteHours("A", WEEK).opening == Opening()
    assert SiteHours("A", (*WEEK[:4], ((540, 1140),), ())).opening == Opening("10-12", saturday=False)
    afternoon = (*WEEK[:5], ((840, 1080),))
    assert not SiteHours("A", afternoon).opening.saturday


def test_of_two_sites_the_one_with_the_fewest_points_decides():
    long, closed = SiteHours("A", WEEK), SiteHours("B", WEEK, holiday_closure_weeks=2)
    without = SiteHours("C", WEEK, unscheduled_care=False)

    assert decided_by([long, closed], 2026) is closed
    assert decided_by([long, closed, without], 2026) is without
    assert [site.points(2026) for site in (long, closed, without)] == [800, 780, 0]


def test_a_team_may_settle_that_the_best_site_decides_once_every_site_satisfies():
    long, closed = SiteHours("A", WEEK), SiteHours("B", WEEK, holiday_closure_weeks=2)
    without = SiteHours("C", WEEK, unscheduled_care=False)

    assert decided_by([closed, long], 2026, "most") is long
    assert decided_by([closed, long, without], 2026, "most") is without


sites = st.builds(
    SiteHours,
    st.just("A"),
    st.tuples(*[st.sampled_from([(), LONG, MORNING, ((480, 720), (840, 1140))])] * 6),
    st.integers(0, 4),
    st.integers(0, 2),
    st.booleans(),
    st.booleans(),
)


@given(st.lists(sites, min_size=1, max_size=4), sites)
def test_one_site_more_never_adds_points(some, more):
    assert decided_by([*some, more], 2026).points(2026) <= decided_by(some, 2026).points(2026)


@pytest.mark.parametrize(
    ("times", "said"),
    [
        ((480, None, None, None), "ouverture et la fermeture"),
        ((None, None, 720, 840), "indiquez aussi"),
        ((480, 1200, 720, None), "aucun des deux"),
        ((480, 1200, 840, 720), "se suivent"),
        ((1200, 480, None, None), "se suivent"),
    ],
)
def test_hours_that_cannot_be_are_told(times, said):
    with pytest.raises(BadHours, match=said):
        day_of("lundi", *times)


pytestmark = pytest.mark.django_db


@pytest.fixture
def inside(organisation):
    with organisation_scope(organisation):
        yield organisation


def test_the_hours_of_the_sites_come_before_the_direct_answer(inside, membership):
    inputs = YearInputsFactory(year=2026, facts={"patients": 4000, "opening": {"saturday": False}})

    def opening():
        return queries.value_of(membership, inputs).result["opening"].points

    assert opening() == 680
    north, south = Site.objects.create(name="Nord"), Site.objects.create(name="Sud")
    services.keep_hours(2026, north, by=membership, week=WEEK)
    assert opening() == 800
    services.keep_hours(2026, south, by=membership, week=(*WEEK[:5], ()), holiday_closure_weeks=2)
    assert opening() == 660
    services.answer_directly(2026, by=membership)
    assert opening() == 680


def test_hours_hold_until_others_take_their_place(inside, membership):
    site = Site.objects.create(name="Nord")
    services.keep_hours(2024, site, by=membership, week=WEEK)
    services.keep_hours(2026, site, by=membership, week=(*WEEK[:5], ()))

    assert queries.opening_of(2023) is None
    assert queries.opening_of(2025).opening.saturday
    assert not queries.opening_of(2026).opening.saturday


def test_a_direct_answer_ends_the_hours_of_the_sites_from_its_year_on(inside, membership):
    north, south = Site.objects.create(name="Nord"), Site.objects.create(name="Sud")
    services.keep_hours(2024, north, by=membership, week=WEEK)
    services.keep_hours(2024, south, by=membership, week=(*WEEK[:5], ()))
    services.keep_hours(2026, north, by=membership, week=(*WEEK[:5], ()), holiday_closure_weeks=2)
    before = {year: told(year) for year in (2024, 2025, 2026, 2027)}

    services.answer_directly(2026, by=membership)
    assert {year: told(year) for year in before} == before | {2026: None, 2027: None}
    services.take_hours_back(2026, by=membership)
    assert {year: told(year) for year in before} == before


@pytest.fixture
def sites_of_2024(inside, membership):
    """The north decides."""
    north, south = Site.objects.create(name="Nord"), Site.objects.create(name="Sud")
    services.keep_hours(2024, north, by=membership, week=(*WEEK[:5], ()))
    services.keep_hours(2024, south, by=membership, week=WEEK)
    return north, south


def test_a_direct_answer_holds_for_the_years_typed_for_later_too(sites_of_2024, membership):
    services.keep_hours(2026, sites_of_2024[1], by=membership, week=WEEK)
    before = [told(year) for year in range(2023, 2029)]

    services.answer_directly(2025, by=membership)
    assert [told(year) for year in range(2023, 2029)] == [*before[:2], None, None, None, None]
    services.take_hours_back(2025, by=membership)
    assert [told(year) for year in range(2023, 2029)] == before


def test_a_site_typed_in_a_year_answered_directly_brings_them_all_back(sites_of_2024, membership):
    services.answer_directly(2026, by=membership)
    services.keep_hours(2025, sites_of_2024[1], by=membership, week=WEEK)  # a correction of the year before
    assert told(2026) is None

    services.keep_hours(2026, sites_of_2024[1], by=membership, week=WEEK)
    assert told(2026) == {"Nord": 680, "Sud": 800}
    services.answer_directly(2026, by=membership)
    services.keep_hours(2028, sites_of_2024[1], by=membership, week=WEEK)
    assert [told(year) and len(told(year)) for year in range(2025, 2029)] == [2, None, None, 2]


def test_either_every_site_typed_up_to_a_year_counts_or_none(inside, membership):
    north, south = Site.objects.create(name="Nord"), Site.objects.create(name="Sud")
    acts = [(2024, north), (2026, south), (2025, None), (2027, south), (2025, north), (2024, None), (2026, "back")]
    acts += [(2027, None), (2026, north), (2025, None), (2027, "back"), (2024, south), (2026, None), (2025, "back")]
    typed = {}
    for year, act in acts:
        if act is None:
            with suppress(ValidationError):
                services.answer_directly(year, by=membership)
        elif act == "back":
            with suppress(ValidationError):
                services.take_hours_back(year, by=membership)
        else:
            services.keep_hours(year, act, by=membership, week=WEEK)
            typed[act.name] = min(year, typed.get(act.name, year))
        for asked in range(2023, 2029):
            counted = {name for name, since in typed.items() if since <= asked}
            assert set(told(asked) or {}) == (set() if queries.answered_directly(asked) else counted)
        assert queries.answered_directly(year) == (act is None)


def test_there_is_something_to_end_and_something_to_take_back(inside, membership):
    with pytest.raises(ValidationError, match="Aucun site"):
        services.answer_directly(2026, by=membership)
    with pytest.raises(ValidationError, match="pas été écartés"):
        services.take_hours_back(2026, by=membership)


def test_the_site_that_decides_is_a_setting_of_the_year(inside, membership):
    services.keep_hours(2025, Site.objects.create(name="Nord"), by=membership, week=WEEK)
    services.keep_hours(2025, Site.objects.create(name="Sud"), by=membership, week=(*WEEK[:5], ()))
    services.keep_settings(2026, by=membership, values={"aci_sites.decides": "most"}, why="Courrier de la CPAM")

    assert [queries.opening_of(year).decides.name for year in (2025, 2026)] == ["Sud", "Nord"]
    assert queries.facts_of(membership, 2026)["opening.saturday"] is True
    assert not queries.settings_of(2025).site_rule.is_sure


def told(year):
    known = queries.opening_of(year)
    return known and {hours.name: hours.points(year) for hours in known.hours}


@pytest.mark.parametrize("week", [[], [[]] * 5, [[[480, 1200, 3]], *[[]] * 5], [[[480, 2000]], *[[]] * 5], ["x"] * 6])
def test_a_week_that_makes_no_sense_is_refused(inside, membership, week):
    with pytest.raises(ValidationError):
        services.keep_hours(2026, None, by=membership, week=week)


def test_who_may_tell_the_hours(inside):
    professional = MembershipFactory(organisation=inside, roles=["professional"])
    with pytest.raises(PermissionDenied):
        services.keep_hours(2026, None, by=professional, week=WEEK)
    with pytest.raises(PermissionDenied):
        services.answer_directly(2026, by=professional)
    with pytest.raises(PermissionDenied):
        services.take_hours_back(2026, by=professional)


def test_monday_is_copied_then_the_week_is_kept(logged_in, organisation):
    page = reverse("aci:hours_whole", args=["chastel", 2026])
    typed = {"lundi_ouvre": "08:00", "lundi_ferme": "20:00", "samedi_ouvre": "08:00", "samedi_ferme": "12:00"}
    others = {"holiday_closure_weeks": "0", "other_closure_weeks": "0", "unscheduled_care": "on"}
    copied = logged_in.post(page, typed | others | {"copier": "lundi"})
    assert copied.status_code == 200
    with organisation_scope(organisation):
        assert not SiteOpening.objects.exists()
    fields = {field.get("name"): field.get("value") for field in soup(copied).select("#semaine input")}
    assert (fields["vendredi_ferme"], fields["samedi_ferme"]) == ("20:00", "12:00")

    sent = {name: value for name, value in fields.items() if value}
    assert logged_in.post(page, sent | others).status_code == 302
    text = plain(soup(logged_in.get(reverse("aci:hours", args=["chastel", 2026]))).get_text(" ", strip=True))
    assert "8 h – 20 h du lundi au vendredi : 12 heures" in text
    assert "800 points" in text
    wrong = logged_in.post(page, {"mardi_ouvre": "08:00"} | others)
    assert wrong.status_code == 422
    assert "Le mardi" in wrong.content.decode()


def test_the_year_does_not_ask_again_what_the_sites_say(logged_in, organisation, membership):
    with organisation_scope(organisation):
        YearInputsFactory(year=2026, facts={"patients": 4000})
        services.keep_hours(2026, None, by=membership, week=WEEK)

    assert 'name="heures"' not in logged_in.get(reverse("aci:inputs", args=["chastel", 2026])).content.decode()
    assert "8 h – 20 h du lundi au vendredi" in plain(
        logged_in.get(reverse("aci:year", args=["chastel"])).content.decode()
    )


def test_the_page_answers_directly_and_takes_it_back(logged_in, organisation, membership):
    with organisation_scope(organisation):
        services.keep_hours(2025, None, by=membership, week=WEEK)
    page = reverse("aci:hours", args=["chastel", 2026])
    assert "Répondre directement à partir de 2026" in soup(logged_in.get(page)).get_text(" ", strip=True)
    logged_in.post(reverse("aci:hours_forget", args=["chastel", 2026]))
    after = soup(logged_in.get(page)).get_text(" ", strip=True)
    assert "Remettre les horaires des sites" in after
    assert "Pas encore d’horaires" in after
    logged_in.post(reverse("aci:hours_restore", args=["chastel", 2026]))
    assert "8 h – 20 h du lundi au vendredi" in plain(soup(logged_in.get(page)).get_text(" ", strip=True))


def test_the_page_says_that_typing_a_site_ends_the_direct_answer(logged_in, organisation, membership):
    with organisation_scope(organisation):
        north, south = Site.objects.create(name="Nord"), Site.objects.create(name="Sud")
        for site in (north, south):
            services.keep_hours(2024, site, by=membership, week=WEEK)
        services.keep_hours(2026, south, by=membership, week=WEEK)
        services.answer_directly(2025, by=membership)
    page = reverse("aci:hours", args=["chastel", 2026])
    assert "Remettre les horaires des sites" in soup(logged_in.get(page)).get_text(" ", strip=True)

    typed = {"lundi_ouvre": "08:00", "lundi_ferme": "20:00", "holiday_closure_weeks": "0", "other_closure_weeks": "0"}
    answer = logged_in.post(reverse("aci:hours_of", args=["chastel", 2026, south.pk]), typed, follow=True)
    text = plain(soup(answer).get_text(" ", strip=True))
    assert "ne vaut plus pour 2026 : tous les sites comptent de nouveau" in text
    assert "Remettre les horaires des sites" not in text
    assert "Pas encore" not in text


def test_hours_of_the_whole_house_give_way_to_those_of_a_site(inside, membership):
    services.keep_hours(2026, None, by=membership, week=(*WEEK[:5], ()))
    assert not queries.opening_of(2026).opening.saturday

    services.keep_hours(2026, Site.objects.create(name="Nord"), by=membership, week=WEEK)
    assert queries.opening_of(2026).opening.saturday
