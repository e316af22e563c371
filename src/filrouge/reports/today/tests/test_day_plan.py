from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.reports.today.queries import Candidate, plan_day

TODAY, NEXT = date(2026, 11, 28), date(2026, 12, 1)
ONE = Candidate("Relire le bail", "/bail/", TODAY, NEXT)
LATE = replace(ONE, label="Convoquer", due_on=date(2026, 11, 24))
ASKED = replace(ONE, label="Donner votre avis", asked=True)
SOON = replace(ONE, label="Préparer la salle", due_on=date(2026, 12, 1))
FAR = replace(ONE, label="Poser l’année", due_on=date(2026, 12, 20))

candidates = st.lists(
    st.builds(
        Candidate,
        label=st.text(max_size=8),
        url=st.just("/"),
        today=st.just(TODAY),
        next_visit=st.just(NEXT),
        due_on=st.none() | st.dates(date(2026, 1, 1), date(2027, 12, 31)),
        minutes=st.none() | st.integers(1, 900),
        asked=st.booleans(),
        euros=st.decimals(0, 5000, places=2),
    ),
    max_size=30,
)


@given(candidates, st.integers(15, 720))
def test_a_plan_holds_in_the_time_one_has_and_forgets_nothing(given_candidates, minutes):
    plan = plan_day(given_candidates, minutes)

    assert 0 <= plan.taken <= minutes
    told = [one.candidate for one in plan.chosen] + [one.candidate for one in plan.left_out]
    assert sorted(map(id, told)) == sorted(map(id, given_candidates))
    assert all(one.why for one in [*plan.chosen, *plan.left_out])


@given(st.permutations([LATE, ASKED, SOON, FAR, ONE]), st.integers(15, 720))
def test_the_order_in_which_rooms_speak_changes_nothing(shuffled, minutes):
    assert plan_day(shuffled, minutes) == plan_day([LATE, ASKED, SOON, FAR, ONE], minutes)


def test_late_first_then_who_waits_then_the_next_visit():
    plan = plan_day([FAR, SOON, ASKED, LATE], 120)

    assert [one.candidate.label for one in plan.chosen] == [
        "Convoquer",
        "Donner votre avis",
        "Préparer la salle",
        "Poser l’année",
    ]
    assert [one.why.replace("\xa0", " ") for one in plan.chosen] == [
        "en retard depuis le 24 nov. 2026",
        "quelqu’un attend votre réponse",
        "pour le 1er déc. 2026, avant votre prochaine visite",
        "pour le 20 déc. 2026",
    ]


def test_among_equals_what_pays_most_for_an_hour_comes_first():
    long = replace(SOON, label="Dossier", minutes=240, euros=Decimal(1000))
    short = replace(SOON, label="Preuve", minutes=30, euros=Decimal(300))

    plan = plan_day([long, short], 300)

    assert [one.candidate.label for one in plan.chosen] == ["Preuve", "Dossier"]
    assert "300" in plan.chosen[0].why
    assert "en jeu" in plan.chosen[0].why


@pytest.mark.parametrize(("minutes", "chosen", "left"), [(60, ["Convoquer"], 1), (90, ["Convoquer", "Relire"], 0)])
def test_what_does_not_fit_says_what_it_would_take(minutes, chosen, left):
    plan = plan_day([replace(LATE, minutes=60), replace(ONE, label="Relire", minutes=30)], minutes)

    assert [one.candidate.label for one in plan.chosen] == chosen
    assert [one.why for one in plan.left_out] == ["il faudrait 30\xa0min"] * left


def test_what_is_late_and_longer_than_the_day_is_begun():
    plan = plan_day([replace(LATE, minutes=600), SOON], 180)

    assert (plan.chosen[0].minutes, plan.chosen[0].begun) == (180, True)
    assert "à commencer" in plan.chosen[0].why
    assert [one.candidate.label for one in plan.left_out] == ["Préparer la salle"]
