"""The names of the files of proofs: what a name tells of a file, and the name a file bears for the CPAM."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from datetime import date
from pathlib import PurePath

LONGEST = 100
DAY = re.compile(
    r"(?<!\d)(?:(?P<y>20\d\d)[-_. ]?(?P<m>\d\d)[-_. ]?(?P<d>\d\d)"
    r"|(?P<D>\d\d)[-_. ](?P<M>\d\d)[-_. ](?P<Y>20\d\d))(?!\d)"
)


def expected_name(number: str, short: str, day: date, label: str, extension: str) -> str:
    """« 2.3_RCP_2026-03-12_calendrier.pdf »: number of the indicator in the guide, short name, day, label.

    ASCII letters, digits, dots and hyphens only, ``LONGEST`` characters at most. ``unique`` tells twins apart.
    """
    ending = f".{_plain(extension).lower()}" if _plain(extension) else ""
    head = f"{number}_{_plain(short)}_{day.isoformat()}"
    words = _plain(label).lower()[: LONGEST - len(head) - len(ending) - 1].strip("-")
    return "_".join(part for part in (head, words) if part) + ending


def unique(names: Iterable[str]) -> list[str]:
    """The same names in the same order, « -2 », « -3 »… before the ending of those that were given already."""
    given: set[str] = set()
    found = []
    for name in names:
        again, one = 1, name
        while one.casefold() in given:
            again += 1
            path = PurePath(name)
            stem, tail = name.removesuffix(path.suffix), f"-{again}{path.suffix}"
            one = stem[: LONGEST - len(tail)] + tail
        given.add(one.casefold())
        found.append(one)
    return found


def day_in(name: str) -> date | None:
    """The day that the name of a file tells: « 2026-03-12 », « 20260312 », « 12.03.2026 »."""
    for found in DAY.finditer(name):
        year, month, day = (found["y"] or found["Y"], found["m"] or found["M"], found["d"] or found["D"])
        try:
            return date(int(year), int(month), int(day))
        except ValueError:
            continue
    return None


def label_in(name: str) -> str:
    """What the name of a file says it is, without its day and its ending."""
    words = DAY.sub(" ", PurePath(name).stem).replace("_", " ")
    return " ".join(words.split()).strip(" -.–")[:120].strip()


def _plain(text: str) -> str:
    folded = unicodedata.normalize("NFKD", text.replace("œ", "oe").replace("Œ", "Oe").replace("æ", "ae"))
    ascii_only = folded.replace("’", "-").encode("ascii", "ignore").decode()
    return re.sub(r"[^A-Za-z0-9]+", "-", ascii_only).strip("-")
