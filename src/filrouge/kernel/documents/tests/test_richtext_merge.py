import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from filrouge.kernel.documents.richtext import Clash, blocks_of, clean, merge, plain_of

WORDS = st.sampled_from(["devis", "toit", "budget", "vote", "mai", "juin", "lundi", "salle", "clé", "porte"])
LINES = st.lists(WORDS, min_size=1, max_size=4).map(" ".join)


def listed(tag):
    return st.lists(LINES, min_size=1, max_size=4).map(
        lambda items: f"<{tag}>{''.join(f'<li>{item}</li>' for item in items)}</{tag}>"
    )


def rows_of(pairs):
    return "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in pairs)


BLOCKS = st.one_of(
    LINES.map(lambda text: f"<p>{text}</p>"),
    LINES.map(lambda text: f"<h3>{text}</h3>"),
    listed("ul"),
    listed("ol"),
    st.lists(st.tuples(LINES, LINES), min_size=2, max_size=4).map(lambda pairs: f"<table>{rows_of(pairs)}</table>"),
)
TEXTS = st.lists(BLOCKS, max_size=6)


@st.composite
def edited(draw, text):
    """The same text after one hand: blocks taken away, changed, added."""
    result = []
    for block in text:
        what = draw(st.sampled_from(["keep", "keep", "keep", "drop", "change", "before"]))
        if what == "before":
            result.append(draw(BLOCKS))
        if what in {"keep", "before"}:
            result.append(block)
        elif what == "change":
            result.append(re.sub(r"(\w+)(?=</)", f"\\1 {draw(WORDS)}", block, count=1))
    return result + draw(st.lists(BLOCKS, max_size=2))


@st.composite
def three(draw):
    base = draw(TEXTS)
    return tuple(clean("".join(text)) for text in (base, draw(edited(base)), draw(edited(base))))


def lines_of(html):
    return {line.strip() for line in re.split(r"[\n\t]", plain_of(blocks_of(html)))} - {""}


@given(three())
@settings(max_examples=500)
def test_no_line_of_either_hand_is_lost(texts):
    base, mine, theirs = texts

    merged = merge(base, mine, theirs)

    added = (lines_of(mine) | lines_of(theirs)) - lines_of(base)
    assert added - lines_of(merged.both) == set()
    assert clean(merged.both) == merged.both


@given(three())
@settings(max_examples=300)
def test_choosing_a_side_keeps_every_line_of_that_side(texts):
    base, mine, theirs = texts

    merged = merge(base, mine, theirs)

    assert lines_of(mine) - lines_of(base) - lines_of(merged.mine) == set()
    assert lines_of(theirs) - lines_of(base) - lines_of(merged.theirs) == set()


@given(three())
@settings(max_examples=300)
def test_the_same_change_on_both_sides_is_one_change(texts):
    base, mine, _theirs = texts

    assert merge(base, mine, mine).both == mine


@given(three())
@settings(max_examples=300)
def test_what_only_one_hand_changed_is_taken_as_it_is(texts):
    base, mine, theirs = texts

    assert (merge(base, mine, base).both, merge(base, base, theirs).both) == (mine, theirs)


@pytest.mark.parametrize(
    ("base", "mine", "theirs", "both"),
    [
        ("<p>a</p><p>b</p>", "<p>a1</p><p>b</p>", "<p>a</p><p>b2</p>", "<p>a1</p><p>b2</p>"),
        ("<p>a</p>", "<p>a</p><p>le mien</p>", "<p>a</p><p>le sien</p>", "<p>a</p><p>le sien</p><p>le mien</p>"),
        ("", "<p>même</p><p>le mien</p>", "<p>même</p>", "<p>même</p><p>le mien</p>"),
        ("<p>a</p><p>b</p>", "<p>a</p>", "<p>a</p><p>b</p><p>d</p>", "<p>a</p><p>d</p>"),
        (
            "<ul><li>a</li><li>b</li></ul>",
            "<ul><li>a</li><li>b</li><li>c</li></ul>",
            "<ul><li>a1</li><li>b</li></ul>",
            "<ul><li>a1</li><li>b</li><li>c</li></ul>",
        ),
        (
            "<table><tr><td>a</td></tr><tr><td>1</td></tr></table>",
            "<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr></table>",
            "<table><tr><td>a</td></tr><tr><td>1</td></tr><tr><td>3</td></tr></table>",
            clean("<table><tr><td>a</td><td>b</td></tr><tr><td>1</td><td>2</td></tr><tr><td>3</td><td></td></tr></table>"),
        ),
    ],
)  # fmt: skip
def test_two_hands_at_different_places_are_merged(base, mine, theirs, both):
    merged = merge(base, mine, theirs)

    assert (merged.both, merged.clashes) == (both, ())


def test_the_same_paragraph_changed_twice_is_shown_twice():
    merged = merge("<p>a</p><p>b</p><p>c</p>", "<p>a</p><p>b mien</p><p>c1</p>", "<p>a</p><p>b sien</p><p>c</p>")

    assert merged.clashes == (Clash("<p>b mien</p>", "<p>b sien</p>"),)
    assert merged.both == "<p>a</p><p>b sien</p><p>b mien</p><p>c1</p>"
    assert (merged.mine, merged.theirs) == ("<p>a</p><p>b mien</p><p>c1</p>", "<p>a</p><p>b sien</p><p>c1</p>")


def test_a_paragraph_one_deletes_and_the_other_changes_is_not_lost():
    merged = merge("<p>a</p>", "", "<p>a, précisé</p>")

    assert (merged.clashes, merged.both) == ((Clash("", "<p>a, précisé</p>"),), "<p>a, précisé</p>")


def test_without_the_text_both_began_from_everything_is_shown():
    merged = merge(None, "<p>le mien</p>", "<p>le sien</p>")

    assert merged.clashes == (Clash("<p>le mien</p>", "<p>le sien</p>"),)
    assert merged.both == "<p>le sien</p><p>le mien</p>"
