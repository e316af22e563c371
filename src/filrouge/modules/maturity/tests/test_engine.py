"""Median, mean and dispersion of the answers to one dimension."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.modules.maturity.engine import LEVELS, Tally, mean_of

counts = st.tuples(*[st.integers(0, 40)] * 4)


@pytest.mark.parametrize(
    ("given_counts", "median"),
    [
        ((0, 0, 0, 0), None),
        ((1, 0, 0, 0), 1),
        ((1, 1, 0, 0), 1),
        ((1, 2, 1, 0), 2),
        ((2, 0, 0, 2), 1),
        ((0, 1, 1, 1), 3),
    ],
)
def test_the_median_is_a_level_that_was_given(given_counts, median):
    assert Tally(given_counts).median == median


@pytest.mark.parametrize(
    ("given_counts", "middle"),
    [
        ((0, 0, 0, 0), None),
        ((0, 3, 0, 0), (2, 2)),
        ((1, 1, 1, 1), (1, 3)),
        ((1, 6, 1, 0), (2, 2)),
        ((8, 13, 0, 19), (2, 4)),
    ],
)
def test_half_of_the_answers_stand_in_the_middle(given_counts, middle):
    assert Tally(given_counts).middle == middle


@pytest.mark.parametrize(
    ("given_counts", "is_split"),
    [
        ((0, 0, 0, 0), False),
        ((0, 4, 4, 0), False),
        ((3, 0, 0, 3), True),
        ((1, 1, 1, 1), True),
        ((4, 0, 1, 0), False),
        ((3, 0, 1, 0), True),
    ],
)
def test_opinions_are_split_when_a_quarter_stands_two_levels_away(given_counts, is_split):
    assert Tally(given_counts).is_split == is_split


def test_those_who_do_not_know_weigh_nothing():
    assert Tally((0, 2, 0, 0), 9).mean == Fraction(2)
    assert Tally((0, 2, 0, 0), 9).answers == 11


@given(counts)
def test_what_is_computed_is_what_a_list_of_answers_says(given_counts):
    answers = sorted(level for level, count in zip(LEVELS, given_counts, strict=True) for _ in range(count))
    tally = Tally(given_counts)

    if not answers:
        assert (tally.median, tally.mean, tally.variance) == (None, None, 0)
        return
    assert tally.median == answers[(len(answers) - 1) // 2]
    assert tally.mean == Fraction(sum(answers), len(answers))
    assert tally.variance == sum((one - tally.mean) ** 2 for one in answers) / len(answers)


@given(st.lists(counts, min_size=1, max_size=5))
def test_each_dimension_weighs_the_same_in_its_axis(many):
    means = [Tally(one).mean for one in many if any(one)]

    assert mean_of([Tally(one) for one in many]) == (sum(means) / len(means) if means else None)
