"""Address books: vCard 2.1 from old phones, 3.0 from Outlook and Google, 4.0 from today's."""

from __future__ import annotations

import logging
import re
from collections.abc import Iterator
from typing import Any

import vobject

from filrouge.kernel.people.imports.columns import Target
from filrouge.kernel.people.imports.table import MAX_ROWS, Refused, Table, decode

# vobject quotes in its log the lines that it cannot read: names and addresses have no place there.
logging.getLogger("vobject.base").setLevel(logging.CRITICAL + 1)

MAX_FILE = 10 * 1024 * 1024
# Pictures and sounds are heavy and useless here.
_HEAVY = re.compile(r"(?:item\d+\.)?(?:PHOTO|LOGO|SOUND|KEY)[;:]", re.IGNORECASE)
_PROPERTY = re.compile(r"[A-Za-z][\w.-]*[;:]")
COLUMNS = (
    Target.LAST_NAME,
    Target.FIRST_NAME,
    Target.TITLE,
    Target.PROFESSION,
    Target.EMAIL,
    Target.PHONE,
    Target.RPPS,
    Target.NOTE,
)


def is_vcard(content: bytes) -> bool:
    return b"BEGIN:VCARD" in content[:2000].upper().replace(b"\0", b"")


def read_vcards(content: bytes) -> Table:
    if len(content) > MAX_FILE:
        raise Refused("Ce carnet d’adresses dépasse 10 Mo : exportez seulement les contacts de l’équipe.")
    cards = list(_cards(decode(content)))
    if not cards:
        raise Refused(
            "Ce carnet d’adresses ne contient aucune carte complète. Exportez-le à nouveau, puis recommencez."
        )
    if len(cards) > MAX_ROWS:
        raise Refused(f"Ce carnet d’adresses compte plus de {MAX_ROWS} cartes : exportez seulement l’équipe.")
    rows = [_row(card) for card in cards]
    kept = [(index, row) for index, row in enumerate(rows, start=1) if any(row)]
    if not kept:
        raise Refused("Aucune carte de ce fichier ne porte de nom : il n’y a rien à importer.")
    return Table(
        [target.label for target in COLUMNS],
        [row for _index, row in kept],
        [index for index, _row in kept],
        [target.value for target in COLUMNS],
    )


def _cards(text: str) -> Iterator[str]:
    """Each complete card, without its heavy properties; what stands between cards is left out."""
    card: list[str] | None = None
    heavy = False
    for line in text.splitlines():
        mark = line.strip().upper()
        if mark == "BEGIN:VCARD":
            card, heavy = [], False
        if card is None:
            continue
        if _HEAVY.match(line):
            heavy = True
        elif heavy and _PROPERTY.match(line):
            heavy = False
        if not heavy:
            card.append(line)
        if mark == "END:VCARD":
            yield "\n".join(card) + "\n"
            card = None


def _row(text: str) -> list[str]:
    try:
        card: Any = vobject.readOne(text, allowQP=True, ignoreUnreadable=True)
    except Exception:  # vobject raises many kinds; a broken card is a line to complete by hand
        return _by_hand(text)
    last, first, title = _names(card)
    return [
        last,
        first,
        title,
        _first(card, "title") or _first(card, "role"),
        _first(card, "email"),
        _first(card, "tel").removeprefix("tel:"),
        _first(card, "x-rpps"),
        "",
    ]


def _names(card: Any) -> tuple[str, str, str]:
    name = getattr(card, "n", None)
    if name is not None and not isinstance(name.value, str):
        parts = (name.value.family, name.value.given, name.value.prefix)
        joined = (" ".join(part) if isinstance(part, list) else str(part or "") for part in parts)
        last, first, title = (part.replace("\0", "") for part in joined)
        if last or first:
            return last, first, title
    shown = _first(card, "fn")
    first, _space, last = shown.rpartition(" ")
    return last, first, ""


def _first(card: Any, name: str) -> str:
    for line in card.contents.get(name, []):
        value = line.value
        if isinstance(value, str) and value.strip():
            return value.replace("\0", "").strip()
    return ""


def _by_hand(text: str) -> list[str]:
    found = re.search(r"^FN[^:]*:(.+)$", text, re.MULTILINE | re.IGNORECASE)
    first, _space, last = (found[1].strip() if found else "").rpartition(" ")
    return [last, first, *[""] * (len(COLUMNS) - 2)]
