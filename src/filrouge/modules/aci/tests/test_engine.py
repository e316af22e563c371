"""The published cases of the Cnam guide and those derived from the scale, to the cent."""

from collections import Counter
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.modules.aci.engine import (
    BadCase,
    Case,
    Crisis,
    InformationSystem,
    Mission,
    NoScale,
    Opening,
    Rcp,
    case_from,
    scale_of,
    simulate,
)
from filrouge.modules.aci.engine.lines import RULES

BARE = Case(patients=4000, associates=13)
TWO = (Mission("vaccination"), Mission("elderly"))


def points(code, **given_values):
    return simulate(replace(BARE, **given_values))[code].points


def euros(code, **given_values):
    return simulate(replace(BARE, **given_values))[code].euros


@pytest.mark.parametrize(
    ("patients", "expected", "paid"), [(6000, 3550, "24850"), (8000, 4400, "30800"), (12000, 5500, "38500")]
)
def test_coordination(patients, expected, paid):
    assert points("coordination", patients=patients) == expected
    assert euros("coordination", patients=patients) == Decimal(paid)


@pytest.mark.parametrize(("associates", "expected"), [(13, 3100), (20, 4300), (16, 3700), (0, 500)])
def test_information_system(associates, expected):
    assert points("is_standard", associates=associates) == expected


def test_information_system_advanced():
    assert euros("is_advanced", information_system=InformationSystem("advanced")) == Decimal(700)
    assert points("is_advanced") == 0


@pytest.mark.parametrize(
    ("files", "nurse", "truncated", "expected"),
    [
        (50, False, True, "2000"),
        (30, False, True, "1844"),
        (30, True, True, "2212.8"),
        (30, False, False, "24000/13"),
        (30, True, False, "28800/13"),
    ],
)
def test_concertation(files, nurse, truncated, expected):
    held = Rcp(6, files, 650)
    result = simulate(
        replace(BARE, patients=8000, rcp=held, advanced_practice_nurse=nurse, truncate_rcp_rate=truncated)
    )

    assert result["rcp"].points + result["rcp_ipa"].points == Fraction(expected)


@pytest.mark.parametrize(
    ("meetings", "files", "prorata", "expected"),
    [(6, 5, "1", 1000), (5, 5, "1", 0), (6, 0, "1", 0), (3, 5, "0.5", 1000), (2, 5, "0.5", 0), (0, 5, "0", 0)],
)
def test_concertation_asks_six_meetings_and_five_percent(meetings, files, prorata, expected):
    held = Rcp(meetings, files, 100)

    assert points("rcp", rcp=held, contract_prorata=Fraction(prorata)) == expected


def test_what_is_missing_to_the_concertation_is_counted():
    line = simulate(replace(BARE, rcp=Rcp(4, 20, 620)))["rcp"]

    assert line.missing == (
        "Tenir 2 RCP de plus (6 dans l’année)",
        "Étudier 11\u00a0dossiers de plus (31 dans l’année)",
    )


@pytest.mark.parametrize(
    ("patients", "missions", "nurse", "expected"),
    [(3000, 2, False, 525), (3000, 2, True, 725), (4000, 2, False, 700), (4000, 3, False, 700), (4000, 4, False, 700)],
)
def test_public_health_missions(patients, missions, nurse, expected):
    themes = tuple(Mission(f"theme-{number}") for number in range(missions))
    result = simulate(replace(BARE, patients=patients, public_health_missions=themes, advanced_practice_nurse=nurse))

    assert result["public_health"].points + result["public_health_ipa"].points == expected


def test_two_missions_on_one_theme_are_one():
    assert points("public_health", public_health_missions=(Mission("vaccination"), Mission("vaccination"))) == 350


@pytest.mark.parametrize(
    ("code", "values", "expected"),
    [
        ("users", {"users_level": 2}, 425),
        ("users", {"users_level": 1}, 200),
        ("users", {"users_level": 0}, 0),
        ("quality", {"quality_level": 3}, 475),
        ("quality", {"quality_level": 1}, 100),
        ("heart_failure", {"heart_failure_pathway": True}, 75),
        ("external_coordination", {"external_coordination": True}, 150),
    ],
)
def test_variable_parts_for_three_thousand_patients(code, values, expected):
    assert points(code, patients=3000, **values) == expected


@pytest.mark.parametrize(
    ("number", "alone", "with_nurse"), [(1, 100, 140), (2, 200, 280), (8, 800, 1120), (9, 800, 1120)]
)
def test_protocols(number, alone, with_nurse):
    result = simulate(replace(BARE, protocols=number, advanced_practice_nurse=True))

    assert points("protocols", protocols=number) == alone
    assert result["protocols"].points + result["protocols_ipa"].points == with_nurse


@pytest.mark.parametrize(("number", "expected"), [(1, 100), (2, 200), (6, 600), (7, 600)])
def test_national_cooperation_protocols(number, expected):
    assert points("cooperation_protocols", cooperation_protocols=number) == expected


@pytest.mark.parametrize(("number", "expected"), [(0, 0), (1, 0), (2, 450), (3, 675), (4, 900), (5, 900)])
def test_trainees(number, expected):
    assert points("training", trainees=number) == expected


def test_diversity_visitors_and_solidarity():
    result = simulate(replace(BARE, diversity_level=2, visiting_level=2, cstm=True))

    assert [result[code].euros for code in ("diversity", "visiting", "cstm")] == [4200, 4200, 1400]
    assert result["visiting"].points + result["cstm"].points == 800
    assert points("diversity", diversity_level=1) == 300


@pytest.mark.parametrize(("held", "expected"), [("none", 0), ("half", 100), ("all", 200), ("every_request", 200)])
def test_access_to_care_service(held, expected):
    assert points("sas", sas=held) == expected


@pytest.mark.parametrize(
    ("missions", "expected"),
    [((Mission("child_obesity"),), 100), ((Mission("vaccination"),), 0), (TWO, 100), ((), 0)],
)
def test_child_obesity(missions, expected):
    assert points("child_obesity", child_obesity_pathway=True, public_health_missions=missions) == expected


@pytest.mark.parametrize(
    ("year", "crisis", "plan", "actions"),
    [
        (2023, Crisis(), 100, 0),
        (2023, Crisis(declared=True, actions=True), 100, 350),
        (2023, Crisis(plan=False, declared=True, actions=True), 0, 0),
        (2022, Crisis(declared=True, actions=True), 100, 0),
    ],
)
def test_crisis(year, crisis, plan, actions):
    result = simulate(replace(BARE, year=year, crisis=crisis))

    assert (result["crisis_plan"].points, result["crisis_actions"].points) == (plan, actions)


def test_without_a_crisis_plan_nothing_is_paid_but_in_2022():
    without = replace(BARE, crisis=Crisis(plan=False))

    assert simulate(without).total_euros == 0
    assert simulate(replace(without, year=2022)).total_euros > 0


TREE = {
    "12+": (800, 780, 680, 660),
    "10-12": (740, 720, 620, 600),
    "8-10": (650, 630, 530, 510),
    "<8": (0, 0, 0, 0),
}


@pytest.mark.parametrize(("hours", "expected"), TREE.items())
def test_opening(hours, expected):
    for rank, (saturday, closed) in enumerate(((True, 0), (True, 3), (False, 0), (False, 3))):
        assert points("opening", opening=Opening(hours, saturday, closed)) == expected[rank]
        waived = Opening(hours, saturday, closed, pdsa_waiver=True)
        assert points("opening", opening=waived) == TREE["12+"][rank]


@pytest.mark.parametrize(
    "shut",
    [
        Opening(holiday_closure_weeks=4),
        Opening(other_closure_weeks=2),
        Opening(unscheduled_care=False),
        Opening(holiday_closure_weeks=4, pdsa_waiver=True),
    ],
)
def test_closed_too_long_or_without_unscheduled_care(shut):
    result = simulate(replace(BARE, opening=shut))

    assert result["opening"].points == 0
    assert result.total_euros == 0
    assert result["opening"].missing


EVERYTHING = replace(
    BARE,
    diversity_level=2,
    visiting_level=2,
    cstm=True,
    public_health_missions=TWO,
    users_level=2,
    sas="all",
    protocols=8,
    rcp=Rcp(6, 31, 620),
    trainees=4,
    external_coordination=True,
    quality_level=3,
    cooperation_protocols=6,
    heart_failure_pathway=True,
    child_obesity_pathway=True,
    information_system=InformationSystem("advanced"),
)


def test_everything_reached():
    result = simulate(EVERYTHING)
    kinds = Counter()
    for line in result.lines:
        kinds[line.kind] += line.points

    assert kinds == {"prerequisite": 6700, "core": 1800, "optional": 5400}
    assert result.total_euros == Decimal(97300)
    assert (result.advance_euros, result.balance_euros) == (Decimal(35700), Decimal(61600))


def test_everything_reached_with_an_advanced_practice_nurse():
    assert simulate(replace(EVERYTHING, advanced_practice_nurse=True)).total_euros == Decimal(102340)


RURAL = Case(
    patients=3400,
    associates=13,
    opening=Opening(saturday=False),
    rcp=Rcp(9, 34, 620),
    protocols=4,
    public_health_missions=TWO,
    diversity_level=2,
    users_level=1,
    sas="half",
    trainees=2,
    external_coordination=True,
    quality_level=1,
)
TOWN = Case(
    patients=5200,
    associates=18,
    rcp=Rcp(10, 46, 900),
    protocols=5,
    public_health_missions=(Mission("child_obesity"), Mission("mental_health")),
    diversity_level=2,
    visiting_level=1,
    users_level=1,
    sas="all",
    trainees=3,
    external_coordination=True,
    quality_level=2,
)
CITY = Case(
    patients=11000,
    associates=33,
    advanced_practice_nurse=True,
    rcp=Rcp(18, 72, 1750),
    protocols=8,
    public_health_missions=(Mission("etp"), Mission("perinatal")),
    diversity_level=2,
    visiting_level=2,
    users_level=2,
    sas="all",
    trainees=6,
    external_coordination=True,
    quality_level=3,
    cooperation_protocols=3,
    heart_failure_pathway=True,
    child_obesity_pathway=True,
    c2s_rate=Fraction(12),
)


def test_the_three_teams_of_the_demonstration():
    assert simulate(RURAL).total_euros == Decimal("68530.00")
    assert simulate(TOWN).total_euros == Decimal("93905.00")
    assert simulate(replace(CITY, truncate_rcp_rate=False)).total_euros == Decimal("178196.54")
    assert simulate(CITY).total_euros == Decimal("178175.84")


SMALL = Case(year=2026, patients=0, associates=0, opening=Opening("8-10", saturday=False, holiday_closure_weeks=3))


@pytest.mark.parametrize(
    ("case", "total", "guaranteed"),
    [(SMALL, "20000", True), (Case(year=2026, patients=4000, associates=13), "46900", False)],
)
def test_a_new_structure_has_its_minimum(case, total, guaranteed):
    result = simulate(replace(case, new_structure=True))

    assert (result.total_euros, result.guaranteed) == (Decimal(total), guaranteed)
    assert result.advance_euros >= Decimal(12000)


@pytest.mark.parametrize(
    ("c2s", "ame", "expected"), [("12", "0", "4.5"), ("7.5", "1.4", "1"), ("5", "0.1", "0"), ("60", "9", "25")]
)
def test_uplift(c2s, ame, expected):
    result = simulate(replace(BARE, c2s_rate=Fraction(c2s), ame_rate=Fraction(ame)))

    assert result.uplift_percent == Fraction(expected)


def test_years_before_2022_are_refused_with_the_reason():
    with pytest.raises(NoScale, match="n’a pas été publié en entier"):
        simulate(replace(BARE, year=2021))


cases = st.builds(
    Case,
    year=st.integers(2022, 2030),
    patients=st.integers(0, 30000),
    associates=st.integers(0, 80),
    advanced_practice_nurse=st.booleans(),
    opening=st.builds(
        Opening,
        st.sampled_from(["12+", "10-12", "8-10", "<8"]),
        st.booleans(),
        st.integers(0, 5),
        st.integers(0, 3),
        st.booleans(),
        st.booleans(),
    ),
    crisis=st.builds(Crisis, st.booleans(), st.booleans(), st.booleans()),
    diversity_level=st.integers(0, 2),
    visiting_level=st.integers(0, 2),
    cstm=st.booleans(),
    public_health_missions=st.lists(st.sampled_from([*TWO, Mission("child_obesity")]), max_size=4).map(tuple),
    users_level=st.integers(0, 2),
    sas=st.sampled_from(["none", "half", "all", "every_request"]),
    coordination=st.booleans(),
    protocols=st.integers(0, 12),
    rcp=st.builds(Rcp, st.integers(0, 20), st.integers(0, 200), st.integers(0, 3000)),
    trainees=st.integers(0, 8),
    external_coordination=st.booleans(),
    quality_level=st.integers(0, 3),
    cooperation_protocols=st.integers(0, 8),
    heart_failure_pathway=st.booleans(),
    child_obesity_pathway=st.booleans(),
    information_system=st.builds(
        InformationSystem, st.sampled_from(["none", "standard", "advanced"]), st.fractions(0, 1, max_denominator=12)
    ),
    c2s_rate=st.fractions(0, 100, max_denominator=100),
    ame_rate=st.fractions(0, 100, max_denominator=100),
    truncate_rcp_rate=st.booleans(),
    new_structure=st.booleans(),
    contract_prorata=st.fractions(0, 1, max_denominator=12),
)


@given(cases)
def test_nothing_is_negative_and_the_parts_add_up(case):
    result = simulate(case)

    assert all(line.points >= 0 and line.euros >= 0 for line in result.lines)
    assert sum(line.euros for line in result.lines) == result.base_euros
    assert result.advance_euros + result.balance_euros == result.total_euros
    assert result.total_euros >= 0
    assert result.gate.open or result.total_euros == 0


@given(cases, st.integers(0, 5000))
def test_more_patients_never_pay_less(case, more):
    assert simulate(replace(case, patients=case.patients + more)).total_euros >= simulate(case).total_euros


@given(cases)
def test_more_proof_never_pays_less(case):
    before = simulate(case).total_euros
    for better in (
        replace(case, protocols=case.protocols + 1),
        replace(case, rcp=replace(case.rcp, meetings=case.rcp.meetings + 1, files=case.rcp.files + 1)),
        replace(case, trainees=case.trainees + 1),
        replace(case, quality_level=min(3, case.quality_level + 1)),
        replace(case, crisis=replace(case.crisis, plan=True)),
        replace(case, coordination=True),
        replace(case, opening=Opening()),
        replace(case, associates=case.associates + 1),
        replace(case, public_health_missions=(*case.public_health_missions, Mission("another"))),
    ):
        assert simulate(better).total_euros >= before


def test_every_indicator_of_the_scale_is_whole():
    scale = scale_of(2026)

    assert set(scale.indicators) == set(RULES)
    for one in scale.indicators.values():
        assert one.kind in {"prerequisite", "core", "optional"}
        assert one.axis in {1, 2, 3}
        assert one.confidence in {"sure", "likely", "unsure"}
        assert all((one.label, one.conditions, one.evidence, one.source))
        assert one.fixed or one.variable


def test_a_case_from_a_file():
    case = case_from({"patients": 3400, "opening": {"saturday": False}, "c2s_rate": "7.9"})

    assert (case.patients, case.opening.saturday, case.c2s_rate) == (3400, False, Fraction("7.9"))
    assert case.associates == 15


@pytest.mark.parametrize(
    ("data", "said"),
    [
        ([], "doit être un objet"),
        ({"patient": 3}, "Clé inconnue : « patient »"),
        ({"opening": {"sunday": True}}, "Clé inconnue : « opening.sunday »"),
        ({"patients": "3400"}, "« patients » est un nombre entier"),
        ({"patients": -1}, "« patients » est un nombre entier"),
        ({"patients": True}, "« patients » est un nombre entier"),
        ({"quality_level": 4}, "de 0 à 3"),
        ({"cstm": 1}, "true ou false"),
        ({"c2s_rate": 7.5}, "entre guillemets"),
        ({"c2s_rate": "NaN"}, "entre guillemets"),
        ({"contract_prorata": "1.5"}, "de 0 à 1"),
        ({"sas": "some"}, "none, half, all, every_request"),
        ({"public_health_missions": "deux"}, "doit être une liste"),
        ({"rcp": {"files": 10, "eligible_patients": 5}}, "Plus de dossiers"),
    ],
)
def test_a_bad_case_says_what_to_change(data, said):
    with pytest.raises(BadCase, match=said):
        case_from(data)
