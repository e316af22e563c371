"""The laws of the engine, for any steps, any calendar of France, any day."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.days.almanac import Almanac
from filrouge.kernel.days.places import BY_DEPARTMENT
from filrouge.modules.planning.engine import (
    Booking,
    CycleError,
    Frame,
    Step,
    Trouble,
    first_target_that_fits,
    lay,
)

ONE_DAY = timedelta(days=1)
PLACES = ["", *sorted(set(BY_DEPARTMENT.values()))]
OWNERS = [None, "Sofia", "Hugo", "Lina"]
DAYS = st.dates(date(2023, 6, 1), date(2029, 6, 1))


@st.composite
def step_lists(draw):
    """Steps that only wait for earlier ones of the list: no cycle."""
    count = draw(st.integers(1, 12))
    steps = []
    for rank in range(count):
        before = draw(st.lists(st.sampled_from(range(rank)), max_size=2, unique=True)) if rank else []
        steps.append(
            Step(
                f"s{rank}",
                draw(st.integers(-60, 20)),
                draw(st.sampled_from([0, 15, 60, 180, 700])),
                tuple(f"s{one}" for one in before),
                draw(st.sampled_from(OWNERS)),
                at_least=draw(st.sampled_from([0, 0, 10, 15])),
            )
        )
    return draw(st.permutations(steps))


@st.composite
def frames(draw):
    today = draw(DAYS | st.just(date(2024, 2, 28)) | st.just(date(2028, 2, 28)))
    target = today + timedelta(days=draw(st.integers(-30, 150)))
    almanac = Almanac(draw(st.sampled_from(PLACES)))
    week = {"Sofia": {4}, "Hugo": {0, 2}}
    around = [min(today, target) + timedelta(days=step) for step in range(-60, 400)]
    presence = {
        who: {day: draw(st.sampled_from([60, 210])) for day in around[:1]}
        | {day: 210 for day in around if day.weekday() in days}
        for who, days in week.items()
    }
    begins = draw(st.none() | st.integers(0, 40).map(lambda days: today + timedelta(days=days)))
    booked = [
        Booking(owner, today + timedelta(days=first), today + timedelta(days=first + length), 90)
        for owner, first, length in draw(
            st.lists(st.tuples(st.sampled_from(OWNERS[1:]), st.integers(0, 60), st.integers(0, 30)), max_size=4)
        )
    ]
    return Frame(target, today, almanac.is_working_day, begins, presence, booked=tuple(booked))


@given(step_lists(), frames())
def test_nothing_is_laid_on_a_day_that_is_not_worked_nor_before_today(steps, frame):
    for place in lay(steps, frame).places.values():
        assert frame.is_working_day(place.starts_on)
        assert frame.is_working_day(place.ends_on)
        assert max(frame.today, frame.begins_on or frame.today) <= place.starts_on <= place.ends_on


@given(step_lists(), frames())
def test_nothing_is_laid_before_what_it_waits_for(steps, frame):
    places = lay(steps, frame).places
    for step in steps:
        for key in step.after:
            assert places[key].ends_on <= places[step.key].starts_on


@given(step_lists(), frames())
def test_nothing_goes_past_the_target_without_a_word(steps, frame):
    layout = lay(steps, frame)
    said = {conflict.key for conflict in layout.conflicts}
    for step in steps:
        if step.days <= 0 and layout.places[step.key].ends_on > frame.target:
            assert step.key in said
        if step.at_least and layout.places[step.key].ends_on > frame.target - timedelta(days=step.at_least):
            assert step.key in said
        if step.days > 0 and not any(step.key in other.after for other in steps):
            assert layout.places[step.key].starts_on > frame.target


@given(step_lists(), frames())
def test_nobody_works_more_than_they_are_there_without_a_word(steps, frame):
    """Each owner's steps that fit, in the days they have: what is asked until a day never exceeds what is there."""
    layout = lay(steps, frame)
    said = {conflict.key for conflict in layout.conflicts if conflict.missing}
    for owner, known in frame.presence.items():
        mine = [s for s in steps if s.owner == owner and s.key not in said and s.minutes and s.days]
        for step in mine:
            place = layout.places[step.key]
            assert known.get(place.starts_on, 0) > 0
            assert known.get(place.ends_on, 0) > 0
            inside = [s for s in mine if layout.places[s.key].starts_on >= place.starts_on
                      and layout.places[s.key].ends_on <= place.ends_on]  # fmt: skip
            there = sum(minutes for day, minutes in known.items() if place.starts_on <= day <= place.ends_on)
            assert sum(one.minutes for one in inside) <= there


@given(step_lists(), frames())
def test_laying_again_changes_nothing_whatever_the_order_of_the_steps_that_are_done(steps, frame):
    once = lay(steps, frame)
    assert lay(steps, frame) == once
    done = {step.key for step in steps[::2]}
    kept = [replace(step, done_on=once.places[step.key].ends_on) if step.key in done else step for step in steps]
    again = lay(kept, frame)
    for step in kept:
        if step.done_on:
            assert again.places[step.key].ends_on == step.done_on
    assert lay(kept, frame) == again


@given(step_lists(), frames(), st.integers(-40, 40))
def test_another_target_keeps_every_law_and_what_is_done(steps, frame, days):
    """Replanned after some steps are done: the rest keeps its order, its days, and says what goes past."""
    first = lay(steps, frame)
    done = {step.key for step in steps if not step.after}
    kept = [replace(one, done_on=frame.today) if one.key in done else one for one in steps]
    moved = replace(frame, target=frame.target + timedelta(days=days))
    again = lay(kept, moved)
    said = {conflict.key for conflict in again.conflicts}
    for step in kept:
        place = again.places[step.key]
        if step.done_on:
            assert (place.starts_on, place.ends_on) == (step.done_on, step.done_on)
            continue
        assert frame.is_working_day(place.starts_on)
        assert frame.is_working_day(place.ends_on)
        assert all(again.places[key].ends_on <= place.starts_on for key in step.after)
        assert step.days > 0 or place.ends_on <= moved.target or step.key in said
    assert lay(kept, moved) == again
    assert lay(steps, frame) == first


@given(step_lists(), frames())
def test_everything_that_is_asked_has_a_place(steps, frame):
    assert set(lay(steps, frame).places) == {step.key for step in steps}


@given(DAYS, st.sampled_from(PLACES), st.integers(1, 40))
def test_so_many_working_days_before_is_counted_one_by_one(target, place, days):
    almanac = Almanac(place)
    frame = Frame(target, target - timedelta(days=150), almanac.is_working_day)
    day = target
    for _ in range(days):
        day = almanac.before(day)
    assert lay([Step("one", -days)], frame).places["one"].ends_on == day


def frame(target, today, **more):
    return Frame(target, today, Almanac(more.pop("place", "")).is_working_day, **more)


def test_29_february_is_a_day_like_the_others():
    places = lay([Step("eve", -1), Step("after", 1)], frame(date(2028, 3, 1), date(2028, 2, 1))).places
    assert places["eve"].ends_on == date(2028, 2, 29)
    assert places["after"].ends_on == date(2028, 3, 2)


@pytest.mark.parametrize(
    ("place", "expected"),
    [("", date(2027, 12, 20)), ("974", date(2027, 12, 17))],  # 20 December: abolition of slavery, in La Réunion
)
def test_the_days_off_are_those_of_the_place(place, expected):
    asked = frame(date(2027, 12, 21), date(2027, 11, 2), place=place)
    assert lay([Step("eve", -1)], asked).places["eve"].ends_on == expected


def test_good_friday_is_not_worked_in_alsace():
    asked = frame(date(2027, 3, 27), date(2027, 3, 1), place="6AE")  # a Saturday, Easter being the 28th
    assert lay([Step("eve", -1)], asked).places["eve"].ends_on == date(2027, 3, 25)


def test_the_owner_does_it_on_the_days_of_presence():
    fridays = {date(2027, 3, 5): 120, date(2027, 3, 12): 120}
    steps = [Step("call", -1, 180, owner="Sofia")]
    layout = lay(steps, frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": fridays}))
    assert layout.fits
    assert (layout.places["call"].starts_on, layout.places["call"].ends_on) == (date(2027, 3, 5), date(2027, 3, 12))


def test_what_is_missing_is_said_with_its_owner_and_the_day_to_begin():
    fridays = {date(2027, 3, 5): 180, date(2027, 3, 12): 120}
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), begins_on=date(2027, 3, 8), presence={"Sofia": fridays})
    layout = lay([Step("call", -2, 300, owner="Sofia")], asked)
    (conflict,) = layout.conflicts
    assert (conflict.trouble, conflict.owner, conflict.missing) == (Trouble.SHORT, "Sofia", 180)
    assert conflict.before == date(2027, 3, 16)
    assert conflict.start_by == date(2027, 3, 5)


def test_a_step_whose_owner_is_not_there_yet_is_laid_a_little_later_and_said():
    mondays = {date(2027, 3, 8): 120, date(2027, 3, 15): 120}
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": mondays})
    layout = lay([Step("call", -9, 60, owner="Sofia"), Step("meet", -1, after=("call",))], asked)
    (conflict,) = layout.conflicts
    assert (conflict.key, conflict.trouble, conflict.ideal) == ("call", Trouble.LATE, date(2027, 3, 3))
    assert layout.places["call"].ends_on == date(2027, 3, 8)


def test_the_event_itself_falls_on_its_day_whatever_the_time_it_takes():
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": {date(2027, 3, 16): 60}})
    layout = lay([Step("hold", 0, 240, owner="Sofia")], asked)
    assert layout.fits
    assert layout.places["hold"].starts_on == layout.places["hold"].ends_on == date(2027, 3, 16)


def test_the_owner_of_the_event_must_be_there_that_day():
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": {date(2027, 3, 15): 60}})
    (conflict,) = lay([Step("hold", 0, 240, owner="Sofia")], asked).conflicts
    assert (conflict.trouble, conflict.before) == (Trouble.ABSENT, date(2027, 3, 16))


def test_somebody_who_is_never_there_is_named():
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": {}})
    (conflict,) = lay([Step("call", -2, 30, owner="Sofia")], asked).conflicts
    assert (conflict.trouble, conflict.owner) == (Trouble.ABSENT, "Sofia")


def test_what_other_plans_already_take_is_no_longer_there():
    booked = (Booking("Hugo", date(2027, 3, 15), date(2027, 3, 15), 120),)
    layout = lay([Step("call", -1, 60, owner="Hugo")], frame(date(2027, 3, 16), date(2027, 3, 1), booked=booked))
    assert layout.places["call"].ends_on == date(2027, 3, 12)


def test_late_steps_share_what_is_left_and_those_on_time_do_not_move():
    steps = [Step("a", -40), Step("b", -30, after=("a",)), Step("c", -3, after=("b",))]
    layout = lay(steps, frame(date(2027, 3, 26), date(2027, 3, 8)))
    assert [(one.key, one.trouble) for one in layout.conflicts] == [("a", Trouble.LATE), ("b", Trouble.LATE)]
    assert layout.places["c"].ends_on == date(2027, 3, 23)
    assert layout.places["a"].ends_on == date(2027, 3, 8)
    assert date(2027, 3, 8) < layout.places["b"].ends_on < date(2027, 3, 23)


def test_a_target_already_past_is_said_for_each_step():
    layout = lay([Step("a", -2), Step("b", 0, after=("a",))], frame(date(2027, 3, 5), date(2027, 3, 8)))
    assert {one.trouble for one in layout.conflicts} == {Trouble.PAST_TARGET}


def test_the_first_target_for_which_everything_fits():
    fridays = {date(2027, 3, 5) + timedelta(days=7 * week): 60 for week in range(40)}
    asked = frame(date(2027, 3, 16), date(2027, 3, 1), presence={"Sofia": fridays})
    steps = [Step("write", -1, 300, owner="Sofia")]
    found = first_target_that_fits(steps, asked)
    assert found == date(2027, 4, 6)
    assert lay(steps, replace(asked, target=found)).fits


def test_what_the_law_asks_before_the_target_is_kept_where_it_may_and_said_where_it_may_not():
    steps = [Step("agenda", -20), Step("convene", -15, after=("agenda",), at_least=15), Step("quorum", -1)]
    tight = lay(steps, frame(date(2027, 3, 26), date(2027, 3, 8)))
    assert tight.places["convene"].ends_on == date(2027, 3, 11)
    assert {one.trouble for one in tight.conflicts} == {Trouble.LATE}

    late = lay(steps, frame(date(2027, 3, 19), date(2027, 3, 8)))
    (said,) = [one for one in late.conflicts if one.trouble == Trouble.NOTICE]
    assert (said.key, said.before) == ("convene", date(2027, 3, 4))
    assert said.ideal == late.places["convene"].ends_on


def test_the_date_that_is_proposed_is_a_working_day():
    asked = frame(date(2027, 3, 6), date(2027, 3, 1))  # a Saturday
    found = first_target_that_fits([Step("write", -5)], asked)
    assert found == date(2027, 3, 15)


@pytest.mark.parametrize(
    "steps",
    [[Step("a", 0, after=("b",)), Step("b", 0, after=("a",))], [Step("a", 0, after=("nobody",))]],
)
def test_steps_that_wait_for_one_another_or_for_nobody_are_refused(steps):
    with pytest.raises(CycleError) as refused:
        lay(steps, frame(date(2027, 3, 16), date(2027, 3, 1)))
    assert "a" in refused.value.keys


def test_a_calendar_without_working_days_is_refused():
    with pytest.raises(ValueError, match="working days"):
        lay([Step("a", -1)], Frame(date(2027, 3, 16), date(2027, 3, 1), lambda _day: False))
