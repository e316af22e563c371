from itertools import pairwise

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from filrouge.modules.deciding.enums import Base, Mention, Quorum, Rule, Verdict
from filrouge.modules.deciding.queries.counting.dots import count_dots, rule_on_dots
from filrouge.modules.deciding.queries.counting.judgement import judge, majority_value, rule_on_judgement
from filrouge.modules.deciding.queries.counting.majority import (
    Votes,
    needed,
    quorum_needed,
    quorum_ruling,
    rule_on,
    rule_on_consent,
)
from filrouge.modules.deciding.queries.counting.ranking import rank, rule_on_ranking

NAMES = ["Lundi", "Mardi", "Jeudi", "Vendredi"]
crowds = st.integers(0, 300)
votes = st.builds(
    lambda a, b, c, absent: Votes(a, b, c, a + b + c + absent), crowds, crowds, crowds, st.integers(0, 50)
)
graded = st.lists(st.lists(st.sampled_from(Mention.values), min_size=4, max_size=4), min_size=1, max_size=40)
ranked_papers = st.lists(st.lists(st.integers(1, 4), min_size=4, max_size=4), min_size=1, max_size=40)


def plain(sentence):
    return sentence.replace("\u00a0", " ").replace("\u202f", " ")


@pytest.mark.parametrize(
    ("cast", "rule", "base", "verdict", "sentence"),
    [
        (
            (7, 3, 2, 12),
            Rule.ABSOLUTE,
            Base.EXPRESSED,
            Verdict.ADOPTED,
            "7 pour sur 10 exprimés (2 abstentions), il en fallait 6 : adoptée.",
        ),
        (
            (5, 5, 0, 10),
            Rule.ABSOLUTE,
            Base.EXPRESSED,
            Verdict.REJECTED,
            "5 pour sur 10 exprimés, il en fallait 6 : rejetée.",
        ),
        (
            (5, 5, 1, 12),
            Rule.SIMPLE,
            Base.EXPRESSED,
            Verdict.REJECTED,
            "5 pour, 5 contre, 1 abstention : égalité, la proposition n’est pas adoptée.",
        ),
        ((6, 5, 0, 12), Rule.SIMPLE, Base.EXPRESSED, Verdict.ADOPTED, "6 pour, 5 contre : adoptée."),
        (
            (8, 4, 0, 12),
            Rule.TWO_THIRDS,
            Base.EXPRESSED,
            Verdict.ADOPTED,
            "8 pour sur 12 exprimés, il en fallait 8 : adoptée.",
        ),
        (
            (8, 2, 2, 12),
            Rule.THREE_QUARTERS,
            Base.VOTERS,
            Verdict.REJECTED,
            "8 pour sur 12 votants, il en fallait 9 : rejetée.",
        ),
        (
            (9, 0, 0, 12),
            Rule.UNANIMITY,
            Base.ELECTORS,
            Verdict.REJECTED,
            "9 pour sur 12 personnes appelées à voter, il fallait l’unanimité : rejetée.",
        ),
        (
            (1, 0, 0, 1),
            Rule.UNANIMITY,
            Base.EXPRESSED,
            Verdict.ADOPTED,
            "1 pour sur 1 exprimé, il fallait l’unanimité : adoptée.",
        ),
        (
            (0, 0, 4, 6),
            Rule.UNANIMITY,
            Base.EXPRESSED,
            Verdict.REJECTED,
            "0 pour sur 0 exprimé (4 abstentions), il fallait l’unanimité : rejetée.",
        ),
        ((0, 0, 0, 6), Rule.SIMPLE, Base.EXPRESSED, Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé."),
    ],
)
def test_the_result_of_a_vote_is_explained(cast, rule, base, verdict, sentence):
    ruling = rule_on(Votes(*cast), rule, base)

    assert (ruling.verdict, plain(ruling.sentence)) == (verdict, sentence)


@given(votes, st.sampled_from(Rule), st.sampled_from(Base))
def test_one_more_vote_in_favour_never_undoes_an_adoption(cast, rule, base):
    assume(rule_on(cast, rule, base).verdict == Verdict.ADOPTED)

    more = Votes(cast.in_favour + 1, cast.against, cast.abstained, cast.electors + 1)

    if base == Base.ELECTORS and rule != Rule.SIMPLE:
        more = Votes(more.in_favour, more.against, more.abstained, max(cast.electors, more.voters))
    assert rule_on(more, rule, base).verdict == Verdict.ADOPTED


@given(votes, st.sampled_from(Rule), st.sampled_from(Base))
def test_a_proposal_and_its_contrary_are_never_both_adopted(cast, rule, base):
    contrary = Votes(cast.against, cast.in_favour, cast.abstained, cast.electors)

    adopted = [rule_on(one, rule, base).verdict == Verdict.ADOPTED for one in (cast, contrary)]

    assert adopted != [True, True]


@given(st.integers(1, 1000))
def test_a_stricter_majority_asks_at_least_as_many(total):
    asked = [needed(rule, total) for rule in (Rule.ABSOLUTE, Rule.TWO_THIRDS, Rule.THREE_QUARTERS, Rule.UNANIMITY)]

    assert asked == sorted(asked)
    assert asked[0] * 2 > total
    assert asked[-1] == total


@given(st.integers(0, 1000), st.sampled_from(Quorum))
def test_everybody_makes_the_quorum_and_a_share_falls_on_the_next_person(called, quorum):
    fewest = quorum_needed(quorum, called)

    assert quorum_ruling(quorum, there=max(called, 1), called=called)[0]
    assert fewest <= max(called, 1)
    assert quorum == Quorum.NONE or quorum_ruling(quorum, there=fewest - 1, called=called)[0] is False


@pytest.mark.parametrize(
    ("quorum", "there", "called", "between", "expected"),
    [
        (Quorum.HALF, 9, 18, False, (True, "Quorum atteint : 9 présents sur 18 conviés, il en fallait 9.")),
        (
            Quorum.MORE_THAN_HALF,
            9,
            18,
            False,
            (False, "Quorum non atteint : 9 présents sur 18 conviés, il en fallait 10."),
        ),
        (
            Quorum.THIRD,
            1,
            7,
            True,
            (False, "Quorum non atteint : 1 réponse sur 7 personnes interrogées, il en fallait 3."),
        ),
        (Quorum.NONE, 0, 7, False, (True, "")),
    ],
)
def test_the_quorum_is_said_in_words(quorum, there, called, between, expected):
    reached, sentence = quorum_ruling(quorum, there=there, called=called, between=between)

    assert (reached, plain(sentence)) == expected


@pytest.mark.parametrize(
    ("answers", "verdict", "sentence"),
    [
        ((10, 2, 0, 0), Verdict.ADOPTED, "12 réponses, aucune objection : adoptée par consentement."),
        ((10, 0, 2, 0), Verdict.OBJECTIONS, "2 objections à traiter, sur 12 réponses : pas encore de consentement."),
        ((10, 0, 0, 1), Verdict.ADOPTED, "11 réponses, 1 objection entendue et traitée : adoptée par consentement."),
        ((0, 0, 0, 0), Verdict.NO_VOTE, "Personne n’a répondu : rien n’est décidé."),
    ],
)
def test_consent_is_the_absence_of_a_standing_objection(answers, verdict, sentence):
    consenting, aside, standing, treated = answers

    ruling = rule_on_consent(consenting=consenting, aside=aside, standing=standing, treated=treated)

    assert (ruling.verdict, plain(ruling.sentence)) == (verdict, sentence)


@given(graded, st.randoms(use_true_random=False))
def test_majority_judgement_does_not_read_the_order_of_papers(papers, chance):
    shuffled = list(papers)
    chance.shuffle(shuffled)

    assert judge(papers, 4) == judge(shuffled, 4)


@given(graded, st.permutations(range(4)))
def test_majority_judgement_does_not_read_the_order_of_options(papers, order):
    ranks = {one.option: one.rank for one in judge(papers, 4)}

    moved = {one.option: one.rank for one in judge([[paper[option] for option in order] for paper in papers], 4)}

    assert {order[option]: rank for option, rank in moved.items()} == ranks


@given(graded)
def test_the_majority_gauge_never_contradicts_the_majority_value(papers):
    judged = judge(papers, 4)

    for first, second in pairwise(judged):
        assert (first.mention, first.gauge) >= (second.mention, second.gauge)


@given(graded)
def test_equal_ranks_are_exactly_the_same_grades(papers):
    judged = judge(papers, 4)

    same = {(one.option, two.option) for one in judged for two in judged if one.counts == two.counts}
    assert same == {(one.option, two.option) for one in judged for two in judged if one.rank == two.rank}


@given(graded, st.integers(0, 3))
def test_an_option_that_everybody_grades_best_comes_first(papers, best):
    raised = [[6 if option == best else min(grade, 5) for option, grade in enumerate(paper)] for paper in papers]

    judged = judge(raised, 4)

    assert (judged[0].option, judged[0].rank, judged[1].rank) == (best, 1, judged[1].rank)
    assert judged[1].rank > 1


@given(graded, st.integers(0, 3))
def test_a_better_grade_never_lowers_an_option(papers, option):
    before = {one.option: one.rank for one in judge(papers, 4)}

    higher = [list(paper) for paper in papers]
    higher[0][option] = min(higher[0][option] + 1, 6)

    assert {one.option: one.rank for one in judge(higher, 4)}[option] <= before[option]


@given(st.lists(st.sampled_from(Mention.values), min_size=1, max_size=30))
def test_the_majority_value_begins_with_the_lower_median_and_keeps_every_grade(grades):
    value = majority_value(grades)

    assert sorted(value) == sorted(grades)
    assert value[0] == sorted(grades)[(len(grades) - 1) // 2]


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        (
            [[5, 3], [4, 3], [4, 2]],
            ("« Lundi » l’emporte avec la mention « bien » (1 au-dessus, 0 au-dessous, sur 3 bulletins)."),
        ),
        (
            [[6, 4], [4, 4], [4, 4]],
            (
                "« Lundi » l’emporte avec la mention « bien » (1 au-dessus, 0 au-dessous, sur 3 "
                "bulletins). « Mardi » a la même mention (0 au-dessus, 0 au-dessous) : la première "
                "est plutôt mieux jugée, la seconde plutôt moins bien."
            ),
        ),
        (
            [[4, 4], [4, 4]],
            (
                "« Lundi » et « Mardi » ont reçu exactement les mêmes mentions : à l’équipe de "
                "trancher, ou de revoter entre elles."
            ),
        ),
        (
            [[6, 5], [4, 4], [4, 4], [4, 4], [4, 4]],
            (
                "« Lundi » l’emporte avec la mention « bien » (1 au-dessus, 0 au-dessous, sur 5 "
                "bulletins). « Mardi » a la même mention (1 au-dessus, 0 au-dessous) : en retirant "
                "une à une les mentions du milieu, la première a la meilleure suite."
            ),
        ),
        ([], "Personne n’a voté : rien n’est décidé."),
    ],
)
def test_the_result_of_a_majority_judgement_is_explained(papers, expected):
    ruling = rule_on_judgement(judge(papers, 2), NAMES, len(papers))

    assert plain(ruling.sentence) == expected


@given(ranked_papers, st.randoms(use_true_random=False), st.permutations(range(4)))
def test_ranking_reads_neither_the_order_of_papers_nor_that_of_options(papers, chance, order):
    expected = rank(papers, 4).ranks

    shuffled = [[paper[option] for option in order] for paper in papers]
    chance.shuffle(shuffled)

    moved = rank(shuffled, 4).ranks
    assert [moved[order.index(option)] for option in range(4)] == expected


@given(ranked_papers)
def test_who_beats_each_other_option_wins_alone(papers):
    found = rank(papers, 4)

    assert found.winners
    if found.beats_all is not None:
        assert found.winners == [found.beats_all]


@given(ranked_papers)
def test_reversing_every_preference_never_elects_the_same_option_alone(papers):
    first, last = rank(papers, 4), rank([[5 - place for place in paper] for paper in papers], 4)

    assert not (len(first.winners) == 1 and first.winners == last.winners)


@given(ranked_papers, st.integers(0, 3))
def test_an_option_that_everybody_ranks_first_wins(papers, best):
    papers = [[1 if option == best else place + 1 for option, place in enumerate(paper)] for paper in papers]

    assert rank(papers, 4).winners == [best]


def test_the_example_of_the_method_s_author():
    """M. Schulze, 2011, example 1: forty-five voters, five options; the ranking is E A C B D."""
    orders = ["ACBED", "ADECB", "BEDAC", "CABED", "CAEBD", "CBADE", "DCEBA", "EBADC"]
    times = [5, 5, 8, 3, 7, 2, 7, 8]
    ballots = [order for order, count in zip(orders, times, strict=True) for _ in range(count)]
    papers = [[order.index(name) + 1 for name in "ABCDE"] for order in ballots]

    found = rank(papers, 5)

    assert "".join("ABCDE"[option] for option in found.order) == "EACBD"
    assert (found.beats_all, found.ranks) == (None, [2, 4, 3, 5, 1])


@pytest.mark.parametrize(
    ("papers", "expected"),
    [
        (
            [[1, 2, 3], [1, 3, 2], [2, 1, 3]],
            (
                "« Lundi » l’emporte : préférée à chacune des autres en face à face, au plus juste 2 "
                "contre 1 devant « Mardi »."
            ),
        ),
        (
            [[1, 2, 3], [3, 1, 2], [2, 3, 1]],
            (
                "Rien ne sépare « Lundi », « Mardi » et « Jeudi » : à l’équipe de trancher, ou de "
                "revoter entre ces options."
            ),
        ),
        (
            [[1, 2, 3]] * 4 + [[3, 1, 2]] * 3 + [[2, 3, 1]] * 2,
            (
                "Aucune option ne bat toutes les autres en face à face. « Lundi » l’emporte par les "
                "victoires les plus nettes (méthode de Schulze)."
            ),
        ),
        ([], "Personne n’a voté : rien n’est décidé."),
    ],
)
def test_the_result_of_a_ranking_is_explained(papers, expected):
    ruling = rule_on_ranking(rank(papers, 3), NAMES[:3], len(papers))

    assert plain(ruling.sentence) == expected


@given(st.lists(st.lists(st.integers(0, 3), min_size=3, max_size=3), max_size=30), st.permutations(range(3)))
def test_dots_are_added_whatever_the_order(papers, order):
    totals = {one.option: (one.dots, one.people, one.rank) for one in count_dots(papers, 3)}

    moved = {
        order[one.option]: (one.dots, one.people, one.rank)
        for one in count_dots([[paper[option] for option in order] for paper in reversed(papers)], 3)
    }

    assert moved == totals
    assert sum(dots for dots, _people, _rank in totals.values()) == sum(map(sum, papers))


@pytest.mark.parametrize(
    ("papers", "verdict", "expected"),
    [
        (
            [[2, 1], [1, 0]],
            Verdict.CHOSEN,
            "« Lundi » vient en tête avec 3 gommettes, devant « Mardi » (1), sur 2 votants.",
        ),
        (
            [[1, 1]],
            Verdict.TIE,
            ("Égalité à 1 gommette : « Lundi » et « Mardi ». À l’équipe de trancher, ou de revoter entre elles."),
        ),
        ([], Verdict.NO_VOTE, "Personne n’a voté : rien n’est décidé."),
    ],
)
def test_the_result_of_dots_is_explained(papers, verdict, expected):
    ruling = rule_on_dots(count_dots(papers, 2), NAMES[:2], len(papers))

    assert (ruling.verdict, plain(ruling.sentence)) == (verdict, expected)
