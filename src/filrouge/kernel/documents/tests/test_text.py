import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.documents.text import clean, typeset


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Qui ? Lui !", "Qui\u202f? Lui\u202f!"),
        ("Oui : non ; bien", "Oui\u00a0: non\u202f; bien"),
        ("« mot »", "«\u00a0mot\u00a0»"),
        ("12 h 30 et 1 h 05", "12\u00a0h\u00a030 et 1\u00a0h\u00a005"),
        ("1 234 567 €, 20 %", "1\u202f234\u202f567\u00a0€, 20\u00a0%"),
        ("12 heures 30", "12 heures 30"),
        ("12:30 http://x.fr", "12:30 http://x.fr"),
        ("a\tb", "a b"),
    ],
)
def test_french_spaces_do_not_break(typed, printed):
    assert typeset(typed) == printed


def test_signs_that_no_file_carries_go_away():
    assert clean("e\u0301\x00\x1b\ufeff\u202e\ue000\ud800\u2028x\r\ny") == "é\nx\ny"


@given(st.text())
def test_cleaning_twice_changes_nothing_more(typed):
    assert clean(clean(typed)) == clean(typed)
