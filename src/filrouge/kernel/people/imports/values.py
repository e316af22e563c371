"""Cells as people write them: dates, days of the week, ties with the team."""

from __future__ import annotations

import re
from datetime import date, datetime

from filrouge.kernel.people.enums import Status
from filrouge.kernel.people.names import fold

FIRST_YEAR, LAST_YEAR = 1950, 2100

DAY_WORDS: dict[str, int] = {
    word: day
    for day, words in enumerate(
        ("l lu lun lundi lundis", "ma mar mardi mardis", "me mer mercredi mercredis", "j je jeu jeudi jeudis",
         "v ve ven vendredi vendredis", "s sa sam samedi samedis")
    )
    for word in words.split()
}  # fmt: skip
DAY_LETTERS = re.compile(r"(?:l|ma|me|m|j|v|s)+")

STATUS_WORDS: tuple[tuple[str, Status], ...] = (
    ("associe", Status.ASSOCIATE),
    ("gerant", Status.ASSOCIATE),
    ("signataire", Status.SIGNATORY),
    ("adherent", Status.SIGNATORY),
    ("membre", Status.SIGNATORY),
    ("salari", Status.EMPLOYEE),
    ("employe", Status.EMPLOYEE),
    ("cdi", Status.EMPLOYEE),
    ("cdd", Status.EMPLOYEE),
    ("stagiaire", Status.TRAINEE),
    ("interne", Status.TRAINEE),
    ("etudiant", Status.TRAINEE),
    ("partenaire", Status.PARTNER),
    ("exterieur", Status.PARTNER),
)
YES = frozenset({"oui", "o", "x", "1", "vrai", "true", "yes", "ok"})
NO = frozenset({"non", "n", "0", "faux", "false", "no"})


def read_date(text: str) -> date | None:
    """None when it is no date that somebody of a team could have arrived or left on."""
    clean = text.strip().split("T")[0].split(" 00:00")[0]
    for pattern in ("%Y-%m-%d", "%d/%m/%Y", "%d-%m-%Y", "%d.%m.%Y", "%d/%m/%y", "%d-%m-%y"):
        try:
            day = datetime.strptime(clean, pattern).date()  # noqa: DTZ007 -- a day has no time zone
        except ValueError:
            continue
        return day if FIRST_YEAR <= day.year <= LAST_YEAR else None
    return None


def read_days(text: str) -> list[int] | None:
    """« lun, jeu », « du lundi au vendredi », « L Ma J », « LMMJV », « tous les jours ». None when unclear."""
    folded = fold(text)
    if folded in {"tous les jours", "tous", "temps plein", "toute la semaine", "plein temps"}:
        return [0, 1, 2, 3, 4]
    words = [word for word in folded.split() if word not in {"et", "le", "les", "du", "de", "matin", "apm", "pm", "am"}]
    joined = re.sub(r"\s*(?:-|–|→|/)\s*", "-", text.strip())
    if (len(words) == 3 and words[1] in {"au", "a"}) or (len(words) == 2 and "-" in joined and "/" not in text):
        first, last = DAY_WORDS.get(words[0]), DAY_WORDS.get(words[-1])
        if first is not None and last is not None and first <= last:
            return list(range(first, last + 1))
    if len(words) == 1 and words[0] not in DAY_WORDS and DAY_LETTERS.fullmatch(words[0]):
        return _letters(words[0])
    days = {DAY_WORDS.get(word) for word in words if word != "au"}
    return None if None in days or not days else sorted(day for day in days if day is not None)


def _letters(word: str) -> list[int] | None:
    """« LMMJV »: the first M is Tuesday, the second Wednesday."""
    days: list[int] = []
    for token in re.findall(r"ma|me|l|m|j|v|s", word):
        day = DAY_WORDS.get(token, 2 if 1 in days else 1)
        days.append(day)
    return days if days == sorted(set(days)) else None


def read_status(text: str, *, title: str = "") -> Status | None:
    """« Associé SISA », « oui » under « Associé ». None when unclear or « non »."""
    folded = fold(text)
    for word, status in STATUS_WORDS:
        if word in folded and not folded.startswith("non "):
            return status
    if folded in YES and ("associe" in fold(title) or "sisa" in fold(title)):
        return Status.ASSOCIATE
    return None
