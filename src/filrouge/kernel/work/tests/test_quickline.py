"""The language of the quick line, with a fixed day: Wednesday 11 March 2026."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from filrouge.kernel.work.quickline import read_line
from filrouge.kernel.work.recurrence import label_of, next_day
from filrouge.kernel.work.validators import validate_recurrence

TODAY = dt.date(2026, 3, 11)


@pytest.mark.parametrize(
    ("said", "day"),
    [
        ("aujourd’hui", "2026-03-11"),
        ("demain", "2026-03-12"),
        ("après-demain", "2026-03-13"),
        ("vendredi", "2026-03-13"),
        ("mercredi", "2026-03-18"),
        ("ce mercredi", "2026-03-11"),
        ("Lundi prochain", "2026-03-16"),
        ("vendredi prochain", "2026-03-20"),
        ("le 12", "2026-03-12"),
        ("le 11", "2026-03-11"),
        ("le 10", "2026-04-10"),
        ("le 31", "2026-03-31"),
        ("vendredi 20", "2026-03-20"),
        ("12 mars", "2026-03-12"),
        ("le 1er mars", "2027-03-01"),
        ("jeudi 12 mars 2026", "2026-03-12"),
        ("29 février", "2028-02-29"),
        ("3 févr.", "2027-02-03"),
        ("12 mars 2027", "2027-03-12"),
        ("12/03", "2026-03-12"),
        ("1/2/2027", "2027-02-01"),
        ("pour le 05/06/26", "2026-06-05"),
        ("dans 3 jours", "2026-03-14"),
        ("dans un mois", "2026-04-11"),
        ("dans deux semaines", "2026-03-25"),
        ("d’ici 15 jours", "2026-03-26"),
        ("fin de mois", "2026-03-31"),
        ("à la fin du mois", "2026-03-31"),
        ("fin juin", "2026-06-30"),
        ("début février", "2027-02-01"),
        ("mi-avril", "2026-04-15"),
        ("fin de semaine", "2026-03-13"),
        ("semaine prochaine", "2026-03-16"),
        ("le mois prochain", "2026-04-01"),
        ("fin d’année", "2026-12-31"),
        ("avant vendredi", "2026-03-13"),
        ("avant le 15", "2026-03-15"),
        ("au plus tard le 20 avril", "2026-04-20"),
        ("apres demain", "2026-03-13"),
        ("demain matin", "2026-03-12"),
        ("ce soir", "2026-03-11"),
        ("lundi en huit", "2026-03-23"),
        ("jeu. 12 mars", "2026-03-12"),
        ("fin juin 2027", "2027-06-30"),
        ("courant juin", "2026-06-30"),
        ("début de semaine prochaine", "2026-03-16"),
        ("fin de semaine prochaine", "2026-03-20"),
        ("fin du mois prochain", "2026-04-30"),
        ("le 5 du mois prochain", "2026-04-05"),
        ("le dernier jour du mois", "2026-03-31"),
        ("avant la fin du mois", "2026-03-31"),
        ("d’ici la fin de l’année", "2026-12-31"),
        ("cette semaine", "2026-03-13"),
        ("ce mois-ci", "2026-03-31"),
        ("la semaine du 23 mars", "2026-03-23"),
        ("avant Noël", "2026-12-25"),
        ("avant Pâques", "2026-04-05"),
        ("sous huitaine", "2026-03-19"),
        ("sous quinzaine", "2026-03-26"),
        ("sous 48h", "2026-03-13"),
        ("dans 10 j", "2026-03-21"),
        ("dans 2 sem.", "2026-03-25"),
        ("dans un mois et demi", "2026-04-26"),
        ("dans un semestre", "2026-09-11"),
        ("dans 10 jours ouvrés", "2026-03-25"),
        ("le 15.04.2026", "2026-04-15"),
        ("2026-04-15", "2026-04-15"),
    ],
)
def test_days(said, day):
    for line in (f"Appeler la PMI {said}", f"{said} appeler la PMI"):
        understood = read_line(line, today=TODAY)
        assert (understood.due_on, understood.title.lower()) == (dt.date.fromisoformat(day), "appeler la pmi")


@pytest.mark.parametrize(
    ("said", "rule", "day"),
    [
        ("tous les jours", "FREQ=DAILY", "2026-03-11"),
        ("chaque semaine", "FREQ=WEEKLY", "2026-03-11"),
        ("tous les mois", "FREQ=MONTHLY", "2026-03-11"),
        ("tous les ans", "FREQ=YEARLY", "2026-03-11"),
        ("chaque année", "FREQ=YEARLY", "2026-03-11"),
        ("chaque trimestre", "FREQ=MONTHLY;INTERVAL=3", "2026-03-11"),
        ("tous les 2 mois", "FREQ=MONTHLY;INTERVAL=2", "2026-03-11"),
        ("toutes les deux semaines", "FREQ=WEEKLY;INTERVAL=2", "2026-03-11"),
        ("tous les quinze jours", "FREQ=WEEKLY;INTERVAL=2", "2026-03-11"),
        ("chaque 2e vendredi", "FREQ=MONTHLY;BYDAY=2FR", "2026-03-13"),
        ("le 2ème vendredi du mois", "FREQ=MONTHLY;BYDAY=2FR", "2026-03-13"),
        ("chaque premier lundi", "FREQ=MONTHLY;BYDAY=1MO", "2026-04-06"),
        ("le dernier mardi de chaque mois", "FREQ=MONTHLY;BYDAY=-1TU", "2026-03-31"),
        ("un vendredi sur deux", "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR", "2026-03-13"),
        ("tous les lundis", "FREQ=WEEKLY;BYDAY=MO", "2026-03-16"),
        ("chaque fin de mois", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
        ("le 12 de chaque mois", "FREQ=MONTHLY;BYMONTHDAY=12", "2026-03-12"),
        ("30 jours après que c’est fait", "FREQ=DAILY;INTERVAL=30;FROM=DONE", None),
        ("un an après fait", "FREQ=YEARLY;FROM=DONE", None),
        ("tous les mois le 20", "FREQ=MONTHLY", "2026-03-20"),
        ("tous les 2èmes vendredis", "FREQ=MONTHLY;BYDAY=2FR", "2026-03-13"),
        ("les 2e et 4e vendredis", "FREQ=MONTHLY;BYDAY=2FR,4FR", "2026-03-13"),
        ("tous les lundis et jeudis", "FREQ=WEEKLY;BYDAY=MO,TH", "2026-03-12"),
        ("tous les jours ouvrés", "FREQ=WEEKLY;BYDAY=MO,TU,WE,TH,FR", "2026-03-11"),
        ("le 31 de chaque mois", "FREQ=MONTHLY;BYMONTHDAY=-1", "2026-03-31"),
        ("le 30 de chaque mois", "FREQ=MONTHLY;BYMONTHDAY=28,29,30;BYSETPOS=-1", "2026-03-30"),
        ("chaque semestre", "FREQ=MONTHLY;INTERVAL=6", "2026-03-11"),
        ("deux fois par an", "FREQ=MONTHLY;INTERVAL=6", "2026-03-11"),
        ("1 fois par an", "FREQ=YEARLY", "2026-03-11"),
        ("12 fois par an", "FREQ=MONTHLY", "2026-03-11"),
        ("un mois sur deux", "FREQ=MONTHLY;INTERVAL=2", "2026-03-11"),
        ("chaque 31 janvier", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=31", "2027-01-31"),
        ("chaque 29 février", "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=-1", "2027-02-28"),
        ("tous les ans en janvier", "FREQ=YEARLY;BYMONTH=1;BYMONTHDAY=-1", "2027-01-31"),
        ("30 jours après", "FREQ=DAILY;INTERVAL=30;FROM=DONE", None),
        ("tous les vendredis à partir du 3 avril", "FREQ=WEEKLY;BYDAY=FR", "2026-04-03"),
    ],
)
def test_repetitions(said, rule, day):
    understood = read_line(f"Relever le frigo {said}", today=TODAY)

    assert (understood.recurrence, understood.title) == (rule, "Relever le frigo")
    assert understood.due_on == (dt.date.fromisoformat(day) if day else None)
    validate_recurrence(understood.recurrence)


@pytest.mark.parametrize(
    ("said", "minutes"),
    [
        ("30min", 30),
        ("45 mn", 45),
        ("1h", 60),
        ("1 h 30", 90),
        ("2 heures", 120),
        ("demi-journée", 210),
        ("une journée", 420),
        ("1j", 420),
        ("1,5 h", 90),
        ("une demi-heure", 30),
        ("un quart d’heure", 15),
        ("une heure et demie", 90),
    ],
)
def test_efforts(said, minutes):
    understood = read_line(f"Ranger {said}", today=TODAY)

    assert (understood.effort, understood.title) == (minutes, "Ranger")


def test_the_whole_line():
    understood = read_line("relancer l’éditeur vendredi @Sofia @Jean-Marc #SI #démarche-qualité 30min", today=TODAY)

    assert understood.title == "relancer l’éditeur"
    assert understood.due_on == dt.date(2026, 3, 13)
    assert (understood.people, understood.labels) == (["Sofia", "Jean-Marc"], ["SI", "démarche-qualité"])
    assert understood.effort == 30


@pytest.mark.parametrize(
    "line",
    [
        "Écrire à sofia@example.org",
        "Relire le compte rendu de lundi",
        "Préparer la réunion du 12 mars",
        "Réserver la salle à 14h",
        "Commander 12 boîtes",
        "Point #3",
        "Vérifier la version 12.03",
        "Fermer pour le 31/02",
        "Solde du 12/03/2020",
        'Lire « La semaine prochaine » et "demain"',
        "Passer 90 heures",
        "Chaque personne signe",
        "Voir les vendredis",
        "Fermer du 3 au 7 avril",
        "Afficher le planning de lundi à vendredi",
        "Prolonger jusqu’au 12 mars",
        "Fermer le 30 février",
        "Relire le bail 30 jours après la visite",
        "Appeler dans 2h",
        "Relancer 0 fois par an",
        "Relancer 5 fois par an",
        "Relancer 24 fois par an",
        "Relancer dans 999999999 jours",
        "Relancer tous les 99999 ans",
        "Relancer tous les 0 mois",
        "Fêter le 31/12/9999",
        "Rappeler lundi et mardi",
        "Rappeler lundi, mardi et jeudi matin",
        "Rappeler lundi à mardi",
        "Appeler demain ou vendredi prochain",
        "Poser la question le 12 ou le 13",
        "Relire les 12 et 15 mars",
        "Passer le lundi 16 et 17",
        "Ranger le 3/4 et le 5/4/2026",
    ],
)
def test_what_is_not_understood_stays_in_the_title(line):
    understood = read_line(line, today=TODAY)

    assert understood.title == line
    assert (understood.due_on, understood.recurrence, understood.effort) == (None, "", None)


def test_an_hour_beside_a_day_is_no_effort():
    understood = read_line("Appeler la PMI lundi 14h", today=TODAY)

    assert (understood.due_on, understood.effort) == (dt.date(2026, 3, 16), None)
    assert understood.title == "Appeler la PMI 14h"


def test_what_stood_around_the_words_goes_with_them():
    understood = read_line("Relancer l’éditeur (@Sofia), vendredi, #SI, 30 min.", today=TODAY)

    assert (understood.title, understood.people, understood.effort) == ("Relancer l’éditeur", ["Sofia"], 30)


def test_only_the_first_day_is_taken():
    understood = read_line("Demain, appeler Paul pour le rendez-vous de vendredi", today=TODAY)

    assert understood.due_on == dt.date(2026, 3, 12)
    assert understood.title == "appeler Paul pour le rendez-vous de vendredi"


def test_days_that_are_joined_still_leave_the_rest_to_be_read():
    understood = read_line("Rappeler lundi et mardi 30min @Sofia", today=TODAY)

    assert (understood.title, understood.effort, understood.people) == ("Rappeler lundi et mardi", 30, ["Sofia"])
    assert read_line("chaque lundi et mardi, relever", today=TODAY).recurrence == "FREQ=WEEKLY;BYDAY=MO,TU"
    assert read_line("relever lundi, 12 boîtes", today=TODAY).due_on == dt.date(2026, 3, 16)


WORDS = st.sampled_from(
    [
        "appeler",
        "demain",
        "vendredi",
        "prochain",
        "le",
        "12",
        "31",
        "mars",
        "dans",
        "3",
        "jours",
        "fin",
        "de",
        "mois",
        "tous",
        "les",
        "chaque",
        "2e",
        "@Sofia",
        "#SI",
        "30min",
        "1h",
        "un",
        "sur",
        "deux",
        "après",
        "que",
        "c’est",
        "fait",
        "du",
        "«",
        "»",
        '"',
        "'",
        "/",
        "-",
        "29",
        "février",
        "0",
        "999",
        "ans",
        "semaine",
        "½",
        "et",
        "demi",
        "prochaine",
        "avant",
        "par",
        "fois",
        "en",
        "huit",
        "ouvrés",
        "14h",
        "(@Léa)",
        "journée",
        "œuvre",
        "É",
    ]
)
PHRASES = st.sampled_from(
    [
        "fois par an",
        "fois par mois",
        "dans 999999999 jours",
        "dans 400 semaines",
        "dans 10 ans",
        "tous les 99999 ans",
        "tous les 120 ans",
        "tous les 29 février",
        "chaque 31 novembre",
        "le 31 de chaque mois",
        "les 1er et 5e lundis",
        "le dernier dimanche du mois",
        "un lundi sur 52",
        "un semestre sur 30",
        "9999",
        "31/12/9999",
        "2099-02-29",
        "le 30 février 2099",
        "lundi et mardi",
        "120 mois après fait",
        "0 jours ouvrés",
        "sous 960h",
    ]
)
NUMBERS = st.integers(0, 10**12).map(str) | st.integers(0, 13).map(str)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2040, 12, 31))


@given(st.lists(WORDS | PHRASES | NUMBERS, max_size=9).map(" ".join) | st.text(max_size=60), DAYS)
def test_whatever_is_typed(line, today):
    """Nothing past, nothing invented, nothing lost but what was understood."""
    understood = read_line(line, today=today)

    assert understood.due_on is None or understood.due_on >= today
    assert understood.effort is None or 1 <= understood.effort <= 24 * 60
    validate_recurrence(understood.recurrence)
    assert bool(label_of(understood.recurrence)) == bool(understood.recurrence)
    if understood.recurrence:
        next_day(understood.recurrence, due_on=understood.due_on or today, today=today)
    left = iter(bare(line))
    assert all(char in left for char in bare(understood.title))  # in the same order
    if not any((understood.due_on, understood.recurrence, understood.effort, understood.people, understood.labels)):
        assert bare(understood.title) == bare(line)


def bare(text):
    return "".join(char for char in text if not char.isspace() and char not in ",;:-–.()")


@given(DAYS, DAYS)
def test_a_whole_date_is_always_understood(day, today):
    understood = read_line(f"Signer le {day.day}/{day.month:02}/{day.year}", today=today)

    assert understood.due_on == (day if day >= today else None)
