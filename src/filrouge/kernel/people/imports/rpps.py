"""The official open extraction of the directory of health professionals, read line by line.

`PS_LibreAcces_Personne_activite_….txt`: UTF-8, `|` between cells and one more at the end of each line, no quoting,
one line per place of practice, so the same person comes back several times. Memory does not grow with the file.
"""

from __future__ import annotations

import re
import zipfile
from array import array
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from hashlib import blake2b
from heapq import merge
from pathlib import Path
from typing import IO

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.imports.table import SIGNATURES, Refused
from filrouge.kernel.people.names import fold, show_name

LONGEST_LINE = 64 * 1024
MAX_PEOPLE = 20_000  # beyond, people are only counted: nobody imports a whole region into a team
CHUNK = 200_000
EVERY = 100_000

# By their usual titles, which vary from one extraction to the next in accents, capitals and particles.
REQUIRED = (
    "Identifiant PP",
    "Nom d'exercice",
    "Prénom d'exercice",
    "Code profession",
    "Code commune (coord. structure)",
)

# Codes of TRE_G15-ProfessionSante; general practice is a speciality of doctors (SM26, SM53, SM54).
PROFESSIONS = {
    "10": Profession.SPECIALIST,
    "21": Profession.PHARMACIST,
    "40": Profession.DENTIST,
    "50": Profession.MIDWIFE,
    "60": Profession.NURSE,
    "69": Profession.NURSE,
    "70": Profession.PHYSIOTHERAPIST,
    "80": Profession.PODIATRIST,
    "91": Profession.SPEECH_THERAPIST,
    "92": Profession.ORTHOPTIST,
    "93": Profession.PSYCHOLOGIST,
    "94": Profession.OCCUPATIONAL_THERAPIST,
    "95": Profession.DIETICIAN,
    "96": Profession.PSYCHOMOTOR_THERAPIST,
    "200": Profession.SOCIAL_WORKER,
}
GENERAL_PRACTICE = {"SM26", "SM53", "SM54"}

# Cities whose practices carry the code of an arrondissement.
ARRONDISSEMENTS = {
    "75056": frozenset(f"751{number:02d}" for number in range(1, 21)),
    "69123": frozenset(f"6938{number}" for number in range(1, 10)),
    "13055": frozenset(f"132{number:02d}" for number in range(1, 17)),
}
COMMUNE = re.compile(r"(?!00)(?:[0-9]{2}|2[AB])[0-9]{3}")
DEPARTMENT = re.compile(r"(?!00)[0-9]{2}|2[AB]|9[78][0-9]")


class NotTheExtraction(Refused):
    pass


@dataclass(frozen=True, slots=True)
class Places:
    """Communes (INSEE codes) and departments to keep; none of either keeps everybody."""

    communes: frozenset[str] = frozenset()
    departments: frozenset[str] = frozenset()

    @classmethod
    def of(cls, communes: Sequence[str] = (), departments: Sequence[str] = ()) -> Places:
        """Raise ``Refused`` on something that is no code."""
        wanted: set[str] = set()
        for written in communes:
            code = written.strip().upper().zfill(5)
            if not COMMUNE.fullmatch(code):
                raise Refused(
                    f"« {written} » n’est pas un code commune de l’INSEE : il compte 5 caractères, par exemple 38185. "
                    "Ce n’est pas le code postal."
                )
            wanted |= {code} | ARRONDISSEMENTS.get(code, frozenset())
        areas: set[str] = set()
        for written in departments:
            code = written.strip().upper().zfill(2)
            if not DEPARTMENT.fullmatch(code):
                raise Refused(f"« {written} » n’est pas un code de département, par exemple 38, 2A ou 974.")
            areas |= {"2A", "2B"} if code == "20" else {code}
        return cls(frozenset(wanted), frozenset(areas))

    def hold(self, commune: str, department: str) -> bool:
        if not self.communes and not self.departments:
            return True
        if commune in self.communes:
            return True
        return bool(self.departments) and bool({department, department_of(commune)} & self.departments)


def department_of(commune: str) -> str:
    return commune[:3] if commune.startswith(("97", "98")) else commune[:2]


@dataclass(slots=True)
class Professional:
    """One person, all their places of practice that were kept merged into one."""

    identifier: str
    last_name: str
    first_name: str
    title: str
    profession: Profession
    label: str  # of the profession, when ours is too broad
    specialty: str
    email: str
    phone: str
    place: str
    line: int


@dataclass(slots=True)
class Extraction:
    people: list[Professional] = field(default_factory=list)
    lines: int = 0
    matching: int = 0  # distinct people, even beyond what is kept in memory
    postcodes: set[str] = field(default_factory=set)  # asked-for communes that are postcodes in the file

    @property
    def complete(self) -> bool:
        return self.matching == len(self.people)


def read_path(path: Path, places: Places, *, progress: Callable[[int], None] | None = None) -> Extraction:
    """The text file, or the one inside the official ZIP, without unpacking it."""
    with path.open("rb") as stream:
        if zipfile.is_zipfile(stream):
            return read_archive(stream, places, progress=progress)
        stream.seek(0)
        return read_extraction(stream, places, progress=progress)


def read_archive(stream: IO[bytes], places: Places, *, progress: Callable[[int], None] | None = None) -> Extraction:
    with zipfile.ZipFile(stream) as archive:
        names = [name for name in archive.namelist() if "personne_activite" in name.casefold().replace("-", "_")]
        if not names:
            raise NotTheExtraction(
                "Cette archive ne contient pas de fichier « PS_LibreAcces_Personne_activite » : vérifiez le "
                "téléchargement."
            )
        with archive.open(names[0]) as inside:
            return read_extraction(inside, places, progress=progress)


def read_extraction(stream: IO[bytes], places: Places, *, progress: Callable[[int], None] | None = None) -> Extraction:
    """Read the whole stream, keeping the people of ``places``. Raise ``Refused`` with a French sentence."""
    first = stream.readline(LONGEST_LINE)
    columns = _columns(first)
    found, people, seen = Extraction(), dict[str, Professional](), _Distinct()
    wanted = places.communes
    number = 1
    while line := stream.readline(LONGEST_LINE):
        number += 1
        if progress and number % EVERY == 0:
            progress(number)
        cells = _cells(line, number)
        if cells is None:
            continue
        row = _Row(columns, cells)
        commune = row["commune"]
        if not places.hold(commune, row["department"]):
            if row["postcode"] in wanted:
                found.postcodes.add(row["postcode"])
            continue
        _keep(row, number, people, seen)
    found.lines = number - 1
    found.people = list(people.values())
    found.matching = seen.count() if len(people) >= MAX_PEOPLE else len(people)
    return found


def _keep(row: _Row, number: int, people: dict[str, Professional], seen: _Distinct) -> None:
    key = row["identifier"] or row["national"]
    if not key:
        return
    seen.add(key)
    if key in people:
        _merge(people[key], row)
    elif len(people) < MAX_PEOPLE:
        people[key] = _professional(row, number)


KEYS = {
    "identifier": "Identifiant PP",
    "national": "Identification nationale PP",
    "kind": "Type d'identifiant PP",
    "title": "Libellé civilité d'exercice",
    "civility": "Libellé civilité",
    "last_name": "Nom d'exercice",
    "first_name": "Prénom d'exercice",
    "profession": "Code profession",
    "profession_label": "Libellé profession",
    "skill": "Code savoir-faire",
    "skill_label": "Libellé savoir-faire",
    "phone": "Téléphone (coord. structure)",
    "email": "Adresse e-mail (coord. structure)",
    "postcode": "Code postal (coord. structure)",
    "commune": "Code commune (coord. structure)",
    "commune_label": "Libellé commune (coord. structure)",
    "department": "Code Département (structure)",
    "site": "Raison sociale site",
}
_QUALIFIERS = re.compile(r"\((?:coord\.?)?\s*(?:structure)?\s*\)", re.IGNORECASE)
_PARTICLES = {"d", "de", "du", "des", "l", "la", "le", "les"}


def same_title(title: str) -> str:
    """« Libellé civilité d'exercice » and « LIBELLE CIVILITE EXERCICE » are one title."""
    return " ".join(word for word in fold(_QUALIFIERS.sub(" ", title)).split() if word not in _PARTICLES)


def _columns(line: bytes) -> dict[str, int]:
    if not line.strip():
        raise NotTheExtraction("Ce fichier est vide : téléchargez l’extraction à nouveau.")
    for signature, what in SIGNATURES:
        if line.startswith(signature):
            raise NotTheExtraction(f"Ce fichier n’est pas l’extraction RPPS : c’est {what}.")
    if line.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise NotTheExtraction(
            "Ce fichier est en UTF-16 : reprenez le fichier d’origine, sans l’ouvrir dans un tableur."
        )
    if b"|" not in line:
        raise NotTheExtraction(
            "Ce fichier n’est pas l’extraction RPPS : ses colonnes devraient être séparées par « | ». Reprenez le "
            "fichier « PS_LibreAcces_Personne_activite » d’origine, sans l’ouvrir dans un tableur."
        )
    titles = [same_title(cell) for cell in _decoded(line, 1).strip("\r\n").split("|")]
    where = {title: index for index, title in reversed(list(enumerate(titles))) if title}
    missing = [title for title in REQUIRED if same_title(title) not in where]
    if missing:
        listed = ", ".join(f"« {title} »" for title in missing)
        plural = "s" if len(missing) > 1 else ""
        raise NotTheExtraction(
            f"Il manque {len(missing)} colonne{plural} à ce fichier : {listed}. Prenez l’extraction "
            "« PS_LibreAcces_Personne_activite »."
        )
    return {key: where[same_title(title)] for key, title in KEYS.items() if same_title(title) in where}


def _decoded(line: bytes, number: int) -> str:
    try:
        return line.decode("utf-8-sig" if number == 1 else "utf-8")
    except UnicodeDecodeError:
        raise NotTheExtraction(
            f"La ligne {number} n’est pas en UTF-8 : ce fichier a été modifié. Reprenez le fichier d’origine."
        ) from None


def _cells(line: bytes, number: int) -> list[str] | None:
    if len(line) >= LONGEST_LINE and not line.endswith(b"\n"):
        raise NotTheExtraction(f"La ligne {number} est démesurée : ce fichier n’est pas l’extraction RPPS.")
    text = _decoded(line, number).rstrip("\r\n")
    return text.split("|") if text else None


class _Row:
    """Cells by key; a column that this extraction lacks, or a line cut short, reads as empty."""

    __slots__ = ("cells", "columns")

    def __init__(self, columns: dict[str, int], cells: list[str]) -> None:
        self.columns = columns
        self.cells = cells

    def __getitem__(self, key: str) -> str:
        index = self.columns.get(key)
        return self.cells[index].strip() if index is not None and index < len(self.cells) else ""


def _professional(row: _Row, number: int) -> Professional:
    profession = PROFESSIONS.get(row["profession"], Profession.OTHER_CARE)
    specialty = row["skill_label"]
    if profession is Profession.SPECIALIST and (row["skill"] in GENERAL_PRACTICE or not row["skill"]):
        profession, specialty = Profession.GP, ""
    if profession is Profession.NURSE and "avancee" in fold(specialty):
        profession = Profession.ADVANCED_NURSE
    if profession is Profession.OTHER_CARE:
        specialty = specialty or row["profession_label"]
    title = row["title"] or row["civility"]
    return Professional(
        identifier=row["identifier"],
        last_name=show_name(row["last_name"]),
        first_name=show_name(row["first_name"]),
        title=title,
        profession=profession,
        label=row["profession_label"],
        specialty=specialty[:120],
        email=row["email"],
        phone=row["phone"],
        place=", ".join(part for part in (row["site"], row["commune_label"]) if part),
        line=number,
    )


def _merge(person: Professional, row: _Row) -> None:
    """Another place of practice of the same person: only what was unknown is taken from it."""
    person.email = person.email or row["email"]
    person.phone = person.phone or row["phone"]
    if not person.specialty and person.profession is not Profession.GP and row["skill"] not in GENERAL_PRACTICE:
        person.specialty = row["skill_label"][:120]


class _Distinct:
    """Counts different identifiers in 8 bytes a line, for files of millions of lines."""

    def __init__(self) -> None:
        self._full: list[array[int]] = []
        self._last: array[int] = array("Q")

    def add(self, key: str) -> None:
        whole = int(key) if key.isdigit() and len(key) < 19 else None
        digest = whole if whole is not None else int.from_bytes(blake2b(key.encode(), digest_size=8).digest())
        self._last.append(digest)
        if len(self._last) >= CHUNK:
            self._flush()

    def _flush(self) -> None:
        self._full.append(array("Q", sorted(set(self._last))))
        self._last = array("Q")

    def count(self) -> int:
        self._flush()
        total, previous = 0, -1
        for value in merge(*self._full):
            if value != previous:
                total, previous = total + 1, value
        return total
