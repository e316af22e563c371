"""From cells to somebody: each line read, checked and explained in French."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_email

from filrouge.kernel.identifiers.normalisers import normalise_am, normalise_phone, normalise_rpps
from filrouge.kernel.identifiers.validators import validate_am, validate_phone, validate_rpps
from filrouge.kernel.people.enums import MAY_BE_ASSOCIATE, Profession, Status
from filrouge.kernel.people.imports.columns import Target
from filrouge.kernel.people.imports.professions import recognise_profession
from filrouge.kernel.people.imports.values import read_date, read_days, read_status
from filrouge.kernel.people.models import Person
from filrouge.kernel.people.names import fold, show_name, tidy

TITLES = {"m": "M.", "mr": "M.", "monsieur": "M.", "mme": "Mme", "madame": "Mme", "mlle": "Mme", "dr": "Dr",
          "docteur": "Dr", "pr": "Pr", "professeur": "Pr"}  # fmt: skip
LENGTHS = {
    field.name: field.max_length or 0
    for field in Person._meta.concrete_fields
    if field.name in {"last_name", "first_name", "specialty", "title"}
}


@dataclass(slots=True)
class Candidate:
    """One line understood: what would be kept, what prevents it (errors), what deserves a look (warnings)."""

    line: int
    fields: dict[str, Any] = field(default_factory=dict)  # of Person; site is still a name
    status: str = ""
    errors: list[str] = field(default_factory=list)
    warnings: list[str] = field(default_factory=list)

    @property
    def name(self) -> str:
        return " ".join(part for part in (self.fields.get("first_name"), self.fields.get("last_name")) if part)

    @property
    def sort_name(self) -> str:
        return fold(f"{self.fields.get('last_name', '')} {self.fields.get('first_name', '')}")

    @property
    def role_label(self) -> str:
        """« infirmier·e, Asalée »; the words alone when the profession is none of ours."""
        code, words = self.fields.get("profession", ""), self.fields.get("specialty", "")
        known = Profession(code).label if code and not (code == Profession.OTHER and words) else ""
        return ", ".join(part for part in (known, words) if part)


def read_records(
    header: Sequence[str], rows: Sequence[tuple[int, Sequence[str]]], mapping: Sequence[str]
) -> Iterator[Candidate]:
    for line, cells in rows:
        by_target = {
            target: (cells[index], header[index])
            for index, target in enumerate(mapping)
            if target and index < len(cells) and cells[index].strip()
        }
        yield _Reader(line, by_target).read()


class _Reader:
    """Reads one line; the order matters: a title inside the name is taken out before the names are split."""

    def __init__(self, line: int, cells: dict[str, tuple[str, str]]) -> None:
        self.cells = cells
        self.found = Candidate(line)

    def read(self) -> Candidate:
        self._names()
        self._profession()
        self._contact()
        self._rpps()
        self._am()
        self._days()
        self._status()
        self._dates()
        for target in (Target.SITE, Target.NOTE):
            if text := self._text(target):
                self.found.fields[target.value] = text
        return self.found

    def _text(self, target: Target) -> str:
        cell, _title = self.cells.get(target, ("", ""))
        return cell.strip() if target is Target.NOTE else tidy(cell)

    def _short(self, name: str, text: str) -> None:
        if len(text) > LENGTHS[name]:
            self.found.warnings.append(f"Texte trop long, coupé : « {text[:40]}… ».")
        self.found.fields[name] = text[: LENGTHS[name]].strip()

    def _names(self) -> None:
        last, first = self._text(Target.LAST_NAME), self._text(Target.FIRST_NAME)
        title = self._text(Target.TITLE)
        if full := self._text(Target.FULL_NAME):
            title_inside, last, first = split_name(full)
            title = title or title_inside
        if not last:
            last, first = first, ""
        if not last:
            self.found.errors.append("Il manque le nom.")
            return
        for name, text in (("last_name", show_name(last)), ("first_name", show_name(first))):
            if text:
                self._short(name, text)
        if title:
            self._short("title", TITLES.get(fold(title), title))

    def _profession(self) -> None:
        written, specialty = self._text(Target.PROFESSION), self._text(Target.SPECIALTY)
        known = recognise_profession(written) or (None if written else recognise_profession(specialty))
        if known:
            self.found.fields["profession"] = known[0].value
            specialty = specialty or known[1]
            if not written and specialty and recognise_profession(specialty) == (known[0], ""):
                specialty = ""
        elif written:
            self.found.fields["profession"] = Profession.OTHER.value
            specialty = specialty or written
            self.found.warnings.append(
                f"Profession non reconnue : « {written[:40]} ». Elle sera notée en fonction, à compléter ensuite."
            )
        if specialty:
            self._short("specialty", specialty)

    def _contact(self) -> None:
        if email := self._text(Target.EMAIL):
            email = _bare_email(email)
            try:
                validate_email(email)
                self.found.fields["email"] = email
            except ValidationError:
                self.found.errors.append(f"L’adresse « {email[:60]} » n’est pas une adresse e-mail complète.")
        if phone := self._text(Target.PHONE):
            self._phone(phone)

    def _phone(self, written: str) -> None:
        first = re.split(r"\s*(?:/|;|,|\bou\b)\s*", written)[0]
        if re.fullmatch(r"[1-9][0-9]{8}", first):
            first = f"0{first}"  # a spreadsheet took the number for an amount and dropped its zero
        phone = normalise_phone(first)
        try:
            validate_phone(phone)
            self.found.fields["phone"] = phone
        except ValidationError:
            self.found.errors.append(f"« {written[:40]} » n’est pas un numéro de téléphone.")

    def _rpps(self) -> None:
        written = self._text(Target.RPPS)
        if not written:
            return
        number = normalise_rpps(written)
        try:
            validate_rpps(number)
        except ValidationError as error:
            if error.code == "rpps":
                if re.fullmatch(r"[0-9]{9}", number):
                    self.found.warnings.append(
                        f"« {written} » est un numéro ADELI, pas un RPPS : il est laissé de côté."
                    )
                else:
                    self.found.errors.append(f"« {written[:30]} » n’est pas un numéro RPPS : il en faut 11 chiffres.")
                return
            self.found.warnings.append(
                f"Le numéro RPPS {number} ne tombe pas juste : vérifiez-le, un chiffre est sans doute mal recopié."
            )
        self.found.fields["rpps"] = number

    def _am(self) -> None:
        written = self._text(Target.AM_NUMBER)
        if not written:
            return
        number = normalise_am(written)
        if re.fullmatch(r"[1-9][0-9]{7}", number):
            number = f"0{number}"  # a spreadsheet dropped its zero
        try:
            validate_am(number)
            self.found.fields["am_number"] = number
        except ValidationError:
            self.found.warnings.append(
                f"« {written[:30]} » n’est pas un numéro AM de 9 chiffres : il est laissé de côté."
            )

    def _days(self) -> None:
        if written := self._text(Target.DAYS):
            days = read_days(written)
            if days is None:
                self.found.warnings.append(f"Jours non compris : « {written[:40]} ». À compléter ensuite.")
            else:
                self.found.fields["days_on_site"] = days

    def _status(self) -> None:
        written, title = self.cells.get(Target.STATUS, ("", ""))
        status = read_status(written, title=title)
        if status is None and written and fold(written) not in {"non", "n", "0", "faux"}:
            self.found.warnings.append(f"Lien avec l’équipe non compris : « {tidy(written)[:40]} ».")
        self.found.status = status.value if status else ""
        profession = self.found.fields.get("profession")
        if status == Status.ASSOCIATE and profession and profession not in MAY_BE_ASSOCIATE:
            self.found.warnings.append("Cette profession ne peut pas être associée d’une SISA : vérifiez le lien.")

    def _dates(self) -> None:
        days: dict[str, date] = {}
        for target, what in ((Target.ARRIVED_ON, "d’arrivée"), (Target.LEFT_ON, "de départ")):
            if written := self._text(target):
                day = read_date(written)
                if day is None:
                    self.found.errors.append(
                        f"La date {what} « {written[:20]} » n’existe pas. Écrivez-la ainsi : 26/11/2026."
                    )
                else:
                    days[target.value] = day
        if len(days) == 2 and days["left_on"] < days["arrived_on"]:
            self.found.errors.append("Le départ précède l’arrivée.")
        self.found.fields.update(days)


def _bare_email(text: str) -> str:
    """« Élodie Noël <e.noel@msp.example> » and « mailto:… », as mail programs copy them."""
    inside = re.search(r"<([^<>]+)>", text)
    return (inside[1] if inside else text).removeprefix("mailto:").strip(" ;,.")


def split_name(full: str) -> tuple[str, str, str]:
    """Title, last name, first name. Words in capitals are the last name; otherwise « Prénom Nom »; « Nom, Prénom »."""
    words = full.split()
    title = ""
    while words and fold(words[0]) in TITLES and len(words) > 1:
        title = title or TITLES[fold(words.pop(0))]
        if title and words and fold(words[0]) in TITLES:
            words.pop(0)
    rest = " ".join(words)
    if "," in rest:
        last, _comma, first = rest.partition(",")
        return title, last.strip(), first.strip()
    capitals = [word for word in words if word.isupper() and len(word) > 1]
    if capitals and len(capitals) < len(words):
        return title, " ".join(capitals), " ".join(word for word in words if word not in capitals)
    if len(words) < 2:
        return title, rest, ""
    # all in capitals, as administrations write: the last name comes first
    return (title, words[0], " ".join(words[1:])) if capitals else (title, " ".join(words[1:]), words[0])
