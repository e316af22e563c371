"""The arithmetic of the share-out: to the cent, fair, and refused in a sentence when it cannot be."""

from dataclasses import replace
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.modules.sharing.engine import (
    Associate,
    Charge,
    Flat,
    Refused,
    Rules,
    largest_remainder,
    share_out,
)
from filrouge.modules.sharing.queries.words import ALL_BELOW, NOBODYS, WEIGHTLESS, outcome_in_words

PROFESSIONS = ("gp", "nurse", "physio")
HALF = Fraction(1, 2)


def associate(key, profession="gp", minutes=0, presence=1):
    return Associate(key, profession, Fraction(presence), minutes)


teams = st.lists(st.tuples(st.sampled_from(PROFESSIONS), st.integers(0, 9000), st.integers(0, 365)), max_size=12).map(
    lambda rows: [
        associate(f"p{rank}", profession, minutes, Fraction(days, 365))
        for rank, (profession, minutes, days) in enumerate(rows)
    ]
)
percents = st.tuples(*[st.integers(0, 33)] * 3)


@st.composite
def rules(draw):
    equal, hours, key = (Fraction(one, 100) for one in draw(percents))
    return Rules(
        rates={one: draw(st.integers(0, 12000)) for one in PROFESSIONS},
        equal=equal,
        hours=hours,
        key=key,
        keys={one: Fraction(draw(st.integers(0, 30)), 10) for one in PROFESSIONS},
        ceiling=draw(st.none() | st.integers(0, 2_000_000)),
        minimum=draw(st.integers(0, 2000)),
    )


@given(st.integers(0, 20_000_000), teams, rules())
def test_the_sum_is_the_pot_to_the_cent(total, team, given_rules):
    outcome = share_out(total, team, given_rules)

    assert outcome.shared + outcome.left == outcome.pot == total
    assert outcome.left >= 0
    for line in outcome.lines:
        assert sum(line.parts) == line.cents
        assert min(line.parts) >= 0
        assert abs(line.cents - line.exact) < 1
        assert given_rules.ceiling is None or line.cents <= given_rules.ceiling


@given(st.integers(0, 20_000_000), teams.filter(bool), rules(), st.integers(1, 3000))
def test_more_hours_never_bring_less(total, team, given_rules, more):
    longer = [replace(team[0], minutes=team[0].minutes + more), *team[1:]]
    before, after = (share_out(total, one, given_rules).lines[0] for one in (team, longer))

    assert after.exact >= before.exact
    assert after.cents >= before.cents - 1  # the cent of the rounding


@given(st.integers(0, 20_000_000), teams, rules())
def test_two_alike_receive_the_same_but_a_cent(total, team, given_rules):
    team = [*team, associate("a", minutes=600), associate("b", minutes=600)]
    *_others, first, second = share_out(total, team, given_rules).lines

    assert first.exact == second.exact
    assert abs(first.cents - second.cents) <= 1


@given(st.integers(0, 20_000_000), teams, rules())
def test_the_order_of_the_team_changes_nothing_but_a_cent(total, team, given_rules):
    there = {line.associate.key: line.exact for line in share_out(total, team, given_rules).lines}
    back = {line.associate.key: line.exact for line in share_out(total, team[::-1], given_rules).lines}

    assert there == back


@given(st.integers(0, 20_000_000), teams, rules())
def test_the_same_case_gives_the_same_cents(total, team, given_rules):
    assert share_out(total, team, given_rules) == share_out(total, team, given_rules)


@given(st.integers(0, 1_000_000), st.lists(st.integers(1, 50), min_size=1, max_size=9))
def test_whole_cents_add_up(total, weights):
    exact = [Fraction(total * weight, sum(weights)) for weight in weights]
    found = largest_remainder(total, exact)

    assert sum(found) == total
    assert all(abs(whole - amount) < 1 for whole, amount in zip(found, exact, strict=True))


def test_a_third_each_gives_the_cent_left_to_the_first():
    outcome = share_out(100, [associate(key) for key in "abc"], Rules(equal=Fraction(1)))

    assert [line.cents for line in outcome.lines] == [34, 33, 33]
    assert outcome.left == 0


def test_charges_leave_first():
    rules = Rules(charges=(Charge("Coordination", 4_000_000), Charge("Logiciel", 500_000)), equal=Fraction(1))
    outcome = share_out(7_000_000, [associate("a"), associate("b")], rules)

    assert (outcome.charged, outcome.pot) == (4_500_000, 2_500_000)
    assert [line.cents for line in outcome.lines] == [1_250_000, 1_250_000]


def test_half_a_year_is_half_a_part():
    outcome = share_out(300, [associate("a"), associate("b", presence=HALF)], Rules(equal=Fraction(1)))

    assert [line.cents for line in outcome.lines] == [200, 100]


def test_hours_are_paid_at_the_rate_of_the_profession():
    team = [associate("a", "gp", 90), associate("b", "nurse", 120)]
    outcome = share_out(100_000, team, Rules(rates={"gp": 8_000, "nurse": 5_000}))

    assert [line.cents for line in outcome.lines] == [12_000, 10_000]
    assert (outcome.left, outcome.scale) == (78_000, 1)


def test_rates_are_lowered_together_when_the_pot_is_small():
    team = [associate("a", "gp", 600), associate("b", "nurse", 600)]
    outcome = share_out(65_000, team, Rules(rates={"gp": 8_000, "nurse": 5_000}, equal=Fraction(1)))

    assert [line.cents for line in outcome.lines] == [40_000, 25_000]
    assert (outcome.scale, outcome.left) == (HALF, 0)


def test_keys_weigh_by_profession():
    team = [associate("a", "gp"), associate("b", "nurse")]
    outcome = share_out(3_000, team, Rules(key=Fraction(1), keys={"gp": Fraction(2)}))

    assert [line.cents for line in outcome.lines] == [2_000, 1_000]


def test_flats_go_to_their_person_and_the_rest_is_shared():
    rules = Rules(flats=(Flat("Référent qualité", "a", 30_000),), equal=HALF)
    outcome = share_out(100_000, [associate("a"), associate("b")], rules)

    assert [line.cents for line in outcome.lines] == [47_500, 17_500]
    assert outcome.lines[0].parts == (30_000, 0, 17_500, 0, 0)
    assert outcome.left == 35_000


def test_what_passes_the_ceiling_stays():
    outcome = share_out(100_000, [associate("a"), associate("b")], Rules(equal=Fraction(1), ceiling=40_000))

    assert [line.cents for line in outcome.lines] == [40_000, 40_000]
    assert outcome.left == 20_000
    assert all(line.is_capped for line in outcome.lines)


def test_under_the_minimum_one_has_the_flat_amounts_only():
    team = [associate("a", minutes=600), associate("b", minutes=60)]
    rules = Rules(equal=Fraction(1), minimum=120, flats=(Flat("Protocole", "b", 1_000),))
    outcome = share_out(11_000, team, rules)

    assert [line.cents for line in outcome.lines] == [10_000, 1_000]
    assert [line.is_below for line in outcome.lines] == [False, True]


def test_nobody_and_nothing():
    empty = share_out(50_000, [], Rules(equal=Fraction(1)))
    assert (empty.lines, empty.left) == ((), 50_000)

    nothing = share_out(0, [associate("a", minutes=60)], Rules(equal=Fraction(1), rates={"gp": 8_000}))
    assert [line.cents for line in nothing.lines] == [0]


def test_who_leaves_in_march_has_the_days_they_were_there_and_the_cents_fall_right():
    team = [associate("a", presence=Fraction(90, 365)), associate("b"), associate("c")]

    outcome = share_out(10_001, team, Rules(equal=Fraction(1)))

    assert [line.cents for line in outcome.lines] == [1098, 4452, 4451]
    assert (outcome.shared, outcome.left) == (10_001, 0)


def test_a_share_that_nobody_weighs_in_is_named():
    team = [associate("a", "gp"), associate("b", "nurse")]
    weightless = Rules(
        equal=HALF, hours=Fraction(1, 4), key=Fraction(1, 4), keys={"gp": Fraction(0), "nurse": Fraction(0)}
    )

    outcome = share_out(1_000, team, weightless)

    assert outcome.nobodys == ("hours", "key")
    assert (outcome.shared, outcome.left) == (500, 500)
    assert share_out(1_000, team, replace(weightless, minimum=60)).nobodys == ("equal", "hours", "key")
    unpaid = share_out(1_000, [*team, associate("c", "gp", 600)], replace(weightless, rates={"gp": 100}))
    assert (unpaid.nobodys, unpaid.left) == ((), 0)  # the hours took all: there is no share of what is left
    assert said_of(team, weightless) == [NOBODYS["hours"], NOBODYS["key"], "5,00 € restent à la société."]
    assert said_of(team, replace(weightless, minimum=60)) == [ALL_BELOW, "10,00 € restent à la société."]
    some = [associate("a", "gp", 120), associate("b", "physio")]
    assert said_of(some, replace(weightless, minimum=60)) == [WEIGHTLESS, "2,50 € restent à la société."]


def said_of(team, given_rules):
    return [
        one.replace("\xa0", " ").replace("\u202f", " ") for one in outcome_in_words(share_out(1_000, team, given_rules))
    ]


def test_nobody_counted_hours():
    outcome = share_out(1_000, [associate("a"), associate("b")], Rules(equal=HALF, hours=HALF))

    assert [line.cents for line in outcome.lines] == [250, 250]
    assert outcome.left == 500


@pytest.mark.parametrize(
    ("total", "given_rules", "words"),
    [
        (-1, Rules(), "négatif"),
        (1_000, Rules(charges=(Charge("Loyer", 1_001),)), "Les charges dépassent"),
        (1_000, Rules(flats=(Flat("Projet", "a", 1_001),)), "Les forfaits dépassent"),
        (1_000, Rules(flats=(Flat("Projet", "z", 1),)), "pas associé"),
        (1_000, Rules(equal=HALF, hours=HALF, key=Fraction(1, 100)), "100 %"),
        (1_000, Rules(rates={"gp": -1}), "négatif"),
        (1_000, Rules(ceiling=-1), "négatif"),
        (1_000, Rules(minimum=-1), "négatif"),
        (1_000, Rules(keys={"gp": Fraction(-1)}), "négatif"),
        (1_000, Rules(charges=(Charge("Avoir", -1),)), "négatif"),
    ],
)
def test_what_makes_no_sense_is_refused_in_a_sentence(total, given_rules, words):
    with pytest.raises(Refused, match=words):
        share_out(total, [associate("a")], given_rules)
