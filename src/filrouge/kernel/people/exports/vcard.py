"""vCard 3.0, which Outlook, Google and phones import reliably (RFC 2426)."""

from __future__ import annotations

from collections.abc import Iterable

from filrouge.kernel.people.models import Person

LONGEST_LINE = 75  # bytes, the end of line left out


def vcards(people: Iterable[Person], organisation: str) -> str:
    return "".join(vcard(person, organisation) for person in people)


def vcard(person: Person, organisation: str) -> str:
    lines = [
        "BEGIN:VCARD",
        "VERSION:3.0",
        f"N:{_text(person.last_name)};{_text(person.first_name)};;{_text(person.title)};",
        f"FN:{_text(person.formal_name)}",
        f"ORG:{_text(organisation)}",
        f"TITLE:{_text(person.role_label)}",
        f"TEL;TYPE=WORK,VOICE:{_text(person.phone)}" if person.phone else "",
        f"EMAIL;TYPE=INTERNET:{_text(person.email)}" if person.email else "",
        f"X-RPPS:{person.rpps}" if person.rpps else "",
        f"UID:urn:uuid:{person.pk}",
        "END:VCARD",
    ]
    return "".join(_folded(line) for line in lines if line)


def _text(value: str) -> str:
    escaped = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\r\n", "\\n").replace("\n", "\\n").replace("\r", "\\n")


def _folded(line: str) -> str:
    """Cut at 75 bytes, never inside a character."""
    pieces, current, size = [], "", 0
    for sign in line:
        width = len(sign.encode())
        if size + width > LONGEST_LINE:
            pieces.append(current)
            current, size = " ", 1
        current += sign
        size += width
    return "\r\n".join([*pieces, current]) + "\r\n"
