from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from django.template import Context, Template
from django.utils import timezone
from django.utils.safestring import mark_safe

from filrouge.ui import typography as t

NOON = datetime(2026, 11, 26, 11, 45, tzinfo=UTC)  # 12 h 45 in Paris


def plain(text: str) -> str:
    """The same words with ordinary spaces, for tests that are not about spaces."""
    return text.replace(t.NARROW, " ").replace(t.FIXED, " ")


@pytest.fixture(autouse=True)
def paris():
    with timezone.override("Europe/Paris"):
        yield


def test_dates_are_written_as_people_say_them():
    assert plain(t.date_fr(NOON)) == "jeudi 26 novembre 2026"
    assert plain(t.date_long(date(2026, 5, 1))) == "1er mai 2026"
    assert plain(t.date_short(NOON)) == "26 nov. 2026"
    assert plain(t.day_month(date(2026, 2, 3))) == "3 févr."
    assert t.month_fr(date(2026, 8, 3)) == "août 2026"
    assert plain(t.datetime_fr(NOON)) == "jeudi 26 novembre 2026, 12 h 45"
    assert plain(t.datetime_short(NOON)) == "26 nov. 2026, 12 h 45"


def test_a_moment_is_shown_in_the_local_day():
    late = datetime(2026, 6, 30, 22, 30, tzinfo=UTC)  # half past midnight in Paris, in July

    assert plain(t.datetime_fr(late)) == "mercredi 1er juillet 2026, 0 h 30"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(time(9, 0), "9 h"), (time(9, 5), "9 h 05"), (NOON, "12 h 45"), (time(0, 0), "0 h")],
)
def test_hours(value, shown):
    assert plain(t.hour(value)) == shown


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (0, "0 min"),
        (45, "45 min"),
        (60, "1 h"),
        (90, "1 h 30"),
        (1505, "25 h 05"),
        (-90, "−1 h 30"),
        (timedelta(minutes=75), "1 h 15"),
    ],
)
def test_durations(value, shown):
    assert plain(t.duration(value)) == shown


def test_a_period_says_its_day_once():
    assert plain(t.period(NOON, NOON + timedelta(minutes=75))) == "jeudi 26 novembre 2026, 12 h 45 – 14 h"
    assert plain(t.period(NOON, NOON + timedelta(days=1))) == (
        "jeudi 26 novembre 2026, 12 h 45 – vendredi 27 novembre 2026, 12 h 45"
    )


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (Decimal("1234.5"), "1 234,50 €"),
        (0, "0,00 €"),
        (-12.345, "−12,35 €"),
        (1234567, "1 234 567,00 €"),
        ("0.005", "0,01 €"),
    ],
)
def test_euros(value, shown):
    assert plain(t.euros(value)) == shown


def test_amounts_never_break_over_two_lines():
    assert t.euros(1234.5) == f"1{t.NARROW}234,50{t.FIXED}€"


@pytest.mark.parametrize(
    ("value", "shown"),
    [
        (1234, "1 234"),
        (12.5, "12,5"),
        (12.0, "12"),
        (3.14159, "3,14"),
        (-1000, "−1 000"),
        (100, "100"),
        (999999, "999 999"),
    ],
)
def test_numbers(value, shown):
    assert plain(t.number(value)) == shown


def test_what_is_not_a_number_is_refused():
    with pytest.raises(ValueError, match="not a number"):
        t.number("douze")


def test_percent_of_a_share():
    assert plain(t.percent(0.756)) == "76 %"
    assert plain(t.percent(Decimal("0.125"), 1)) == "12,5 %"
    assert plain(t.percent(1)) == "100 %"


@pytest.mark.parametrize(
    ("amount", "words", "shown"),
    [
        (0, "réunion", "0 réunion"),
        (1, "réunion", "1 réunion"),
        (2, "réunion", "2 réunions"),
        (1200, "personne", "1 200 personnes"),
        (3, "procès-verbal|procès-verbaux", "3 procès-verbaux"),
    ],
)
def test_french_plurals_begin_at_two(amount, words, shown):
    assert plain(t.count(amount, words)) == shown


@pytest.mark.parametrize(
    ("ago", "shown"),
    [
        (timedelta(seconds=5), "à l’instant"),
        (timedelta(minutes=12), "il y a 12 min"),
        (timedelta(hours=3), "il y a 3 h"),
        (timedelta(hours=-2), "dans 2 h"),
        (timedelta(days=1), "hier"),
        (timedelta(days=2), "avant-hier"),
        (timedelta(days=3), "il y a 3 jours"),
        (timedelta(days=-1), "demain"),
        (timedelta(days=-13), "dans 13 jours"),
        (timedelta(days=40), "il y a 5 semaines"),
        (timedelta(days=95), "il y a 3 mois"),
        (timedelta(days=800), "il y a 2 ans"),
        (timedelta(days=366), "il y a 1 an"),
    ],
)
def test_since(ago, shown):
    assert plain(t.since(NOON - ago, now=NOON)) == shown


def test_since_counts_days_of_the_calendar_not_of_24_hours():
    late_evening = datetime(2026, 11, 25, 22, 50, tzinfo=UTC)  # 23 h 50 the day before
    morning = datetime(2026, 11, 26, 6, 0, tzinfo=UTC)

    assert t.since(late_evening, now=morning) == "hier"
    assert t.since(date(2026, 11, 26), now=morning) == "aujourd’hui"


@pytest.mark.parametrize(
    ("typed", "set_well"),
    [
        ("Prêt ?", "Prêt_?"),
        ("Prêt?", "Prêt_?"),
        ("Oui ; non !", "Oui_; non_!"),
        ("Quoi ?!", "Quoi_?!"),
        ("Lieu : salle", "Lieu~: salle"),
        ("Lieu: salle", "Lieu~: salle"),
        ("« bonjour »", "«~bonjour~»"),
        ("«bonjour»", "«~bonjour~»"),
        ("à 12:45", "à 12:45"),
        ("https://exemple.fr/?a=1;b", "https://exemple.fr/?a=1;b"),
        ("10 000 € et 30 %", "10 000~€ et 30~%"),
        ("l’équipe", "l’équipe"),
        ("(oui ?)", "(oui_?)"),
        ("", ""),
    ],
)
def test_typo_sets_the_spaces_of_a_french_page(typed, set_well):
    expected = set_well.replace("_", t.NARROW).replace("~", t.FIXED)

    assert t.typo(typed) == expected
    assert t.typo(t.typo(typed)) == expected


def rendered(source: str, **context: object) -> str:
    return Template("{% load french %}" + source).render(Context(context))


def test_typo_filter_escapes_what_is_not_safe_and_spares_what_is():
    assert rendered("{{ x|typo }}", x="<b>Prêt ?</b> & fin ;") == (
        f"&lt;b&gt;Prêt{t.NARROW}?&lt;/b&gt; &amp; fin{t.NARROW};"
    )
    safe = mark_safe('<a href="/a;b?c">Prêt ?</a> l&#x27;eau &amp; le feu')
    assert rendered("{{ x|typo }}", x=safe) == (f'<a href="/a;b?c">Prêt{t.NARROW}?</a> l&#x27;eau &amp; le feu')


def test_filters_show_nothing_for_what_is_absent():
    assert (
        rendered("[{{ x|date_fr }}{{ x|euros }}{{ x|number }}{{ x|percent }}{{ x|duration }}{{ x|hours }}]", x=None)
        == "[]"
    )
    assert plain(rendered("{{ x|euros }} {{ x|number }} {{ x|duration }}", x=0)) == "0,00 € 0 0 min"


def test_count_and_plural_filters():
    assert plain(rendered('{{ x|count:"tâche" }} ouverte{{ x|plural }}', x=2)) == "2 tâches ouvertes"
    assert plain(rendered('{{ x|count:"tâche" }} ouverte{{ x|plural }}', x=1)) == "1 tâche ouverte"
    assert rendered('journ{{ x|plural:"al|aux" }}', x=3) == "journaux"
