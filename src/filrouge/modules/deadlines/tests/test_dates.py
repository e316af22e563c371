"""The dates, on their own: no row, no clock."""

import datetime as dt
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.modules.deadlines.models.obligations import untitled
from filrouge.modules.deadlines.queries.dates import (
    Situation,
    add_months,
    applies,
    day_of,
    first_due,
    last_call,
    next_due,
    next_term,
    notice_day,
    on_or_after,
    step_of,
    working_day_after,
)

DAYS = st.dates(dt.date(2000, 1, 1), dt.date(2090, 12, 31))
YEARLY = {"kind": "yearly", "month": 2, "day": 31}
WEIGHT = {
    "kind": "by_weight",
    "steps": [
        {"above_kg_per_week": 100, "days": 3},
        {"above_kg_per_month": 15, "days": 7},
        {"above_kg_per_month": 5, "months": 1},
        {"above_kg_per_month": 0, "months": 3},
    ],
}


@pytest.mark.parametrize(
    ("day", "months", "expected"),
    [
        ((2027, 1, 31), 1, (2027, 2, 28)),
        ((2028, 1, 31), 1, (2028, 2, 29)),
        ((2028, 2, 29), 12, (2029, 2, 28)),
        ((2028, 2, 29), 48, (2032, 2, 29)),
        ((2027, 12, 31), 6, (2028, 6, 30)),
        ((2027, 2, 28), 6, (2027, 8, 28)),
        ((2027, 3, 31), -1, (2027, 2, 28)),
    ],
)
def test_months_go_from_a_day_to_the_same_day_or_the_last_of_the_month(day, months, expected):
    assert add_months(dt.date(*day), months) == dt.date(*expected)


def test_the_31st_of_february_is_its_last_day():
    assert on_or_after(YEARLY, Situation(), dt.date(2027, 1, 1)) == dt.date(2027, 2, 28)
    assert on_or_after(YEARLY, Situation(), dt.date(2027, 3, 1)) == dt.date(2028, 2, 29)


@given(DAYS, st.integers(1, 12), st.integers(1, 31))
def test_a_yearly_date_comes_once_a_year_in_its_month(day, month, number):
    schedule = {"kind": "yearly", "month": month, "day": number}
    first = on_or_after(schedule, Situation(), day)
    assert day <= first < day + dt.timedelta(days=367)
    assert first == day_of(first.year, month, number)
    after = next_due(schedule, Situation(), first, day)
    assert (after.year, after.month) == (first.year + 1, month)


@given(DAYS, st.integers(1, 12), st.integers(0, 24), st.integers(-60, 0))
def test_what_follows_the_closing_is_the_first_that_may_come(day, month, months, days):
    schedule = {"kind": "closing", "months": months, "days": days}
    situation = Situation(closing_month=month)
    first = on_or_after(schedule, situation, day)
    assert day <= first < day + dt.timedelta(days=370)
    assert on_or_after(schedule, situation, first) == first


@given(DAYS, DAYS, st.sampled_from([12, 48, 60]))
def test_terms_are_counted_from_their_anchor_without_slipping(anchor, day, months):
    situation = Situation(anchors={"aci_signed_on": anchor})
    found = on_or_after({"kind": "term", "anchor": "aci_signed_on", "months": months}, situation, day)
    assert found >= day
    assert found > anchor
    gap = (found.year - anchor.year) * 12 + found.month - anchor.month
    assert gap % months == 0
    assert found == add_months(anchor, gap)


@given(DAYS, st.integers(1, 120))
def test_done_again_after_so_many_months_whatever_was_late(done, months):
    schedule = {"kind": "after_done", "months": months}
    found = next_due(schedule, Situation(), dt.date(2000, 1, 1), done)
    assert found > done
    assert found == add_months(done, months)


@given(DAYS, st.integers(1, 5))
def test_a_tax_day_is_a_working_day(day, rank):
    found = working_day_after(day, rank)
    assert found.weekday() < 5
    assert found >= day + dt.timedelta(days=rank)


@given(DAYS, st.integers(0, 36))
def test_a_notice_leaves_its_months(ends_on, months):
    assert add_months(notice_day(ends_on, months), months) <= ends_on


@given(DAYS, st.integers(0, 36), st.integers(-400, 1500))
def test_the_last_call_of_a_contract_comes_while_it_may_still_be_ended(ends_on, months, before):
    last = notice_day(ends_on, months)
    today = last - dt.timedelta(days=before)
    call = last_call(last, today)
    assert (call is None) == (last <= today)
    assert call is None or today < call <= last


@given(DAYS, st.integers(1, 60))
def test_a_term_at_the_end_of_a_month_stays_there(day, months):
    end = day_of(day.year, day.month, 31)
    assert (next_term(end, months) + dt.timedelta(days=1)).day == 1


@pytest.mark.parametrize(
    ("kilos", "expected"),
    [("0", (0, 0)), ("5", (3, 0)), ("5.1", (1, 0)), ("15", (1, 0)), ("15.1", (0, 7)), ("433", (0, 7)), ("434", (0, 3))],
)
def test_waste_by_weight(kilos, expected):
    """Arrêté du 7 septembre 1999 modifié : 100 kg a week are 433,3 kg a month."""
    assert step_of(WEIGHT, Situation(waste_kg=Decimal(kilos))) == expected


def test_what_the_last_time_or_the_anchor_does_not_say_is_not_known():
    interview = {"kind": "after_done", "months": 48, "anchor": "hired_on", "first_months": 12}
    today = dt.date(2026, 11, 28)
    hired = Situation(anchors={"hired_on": dt.date(2026, 3, 2)})
    assert first_due(interview, Situation(), today) is None
    assert first_due(interview, hired, today) == dt.date(2027, 3, 2)
    assert first_due(interview, hired, today, last_done=dt.date(2026, 9, 1)) == dt.date(2030, 9, 1)


def test_a_report_without_remark_gives_a_longer_time():
    electricity = {"kind": "after_done", "months": 12, "clean_months": 24}
    done = dt.date(2026, 5, 4)
    assert next_due(electricity, Situation(), done, done) == dt.date(2027, 5, 4)
    assert next_due(electricity, Situation(), done, done, clean=True) == dt.date(2028, 5, 4)


@pytest.mark.parametrize(
    ("title", "plain"),
    [
        ("Vérifier que l’avance ACI {year} est versée", "Vérifier que l’avance ACI de l’année est versée"),
        ("Répondre à l’enquête de {year}", "Répondre à l’enquête de l’année"),
        ("Honoraires versés en {previous} (DAS2)", "Honoraires versés l’année passée (DAS2)"),
        ("Patients retenus pour {previous}", "Patients retenus pour l’année passée"),
        ("Le solde ACI {previous} est versé", "Le solde ACI de l’année passée est versé"),
    ],
)
def test_a_title_of_no_year_in_particular_is_french(title, plain):
    assert untitled(title) == plain


def test_conditions_add_up():
    small = {"employees_from": 1, "employees_to": 10, "situations": ["sisa"]}
    assert applies(small, Situation(frozenset({"sisa", "etp"}), employees=10))
    assert not applies(small, Situation(frozenset({"sisa"}), employees=11))
    assert not applies(small, Situation(frozenset({"etp"}), employees=3))
    assert not applies({"waste": True}, Situation())
