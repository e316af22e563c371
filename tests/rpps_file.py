"""A realistic extraction of the directory of health professionals, of any size. Invented people, test numbers.

    python -m tests.rpps_file FILE --megabytes 760 --commune 38185=42

Columns, order, separators, empty cells and several activities per person are those of
`PS_LibreAcces_Personne_activite`; the same seed gives the same file.
"""

from __future__ import annotations

import argparse
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

HEADER = (
    "Type d'identifiant PP|Identifiant PP|Identification nationale PP|Code civilité d'exercice|"
    "Libellé civilité d'exercice|Code civilité|Libellé civilité|Nom d'exercice|Prénom d'exercice|Code profession|"
    "Libellé profession|Code catégorie professionnelle|Libellé catégorie professionnelle|Code type savoir-faire|"
    "Libellé type savoir-faire|Code savoir-faire|Libellé savoir-faire|Code mode exercice|Libellé mode exercice|"
    "Numéro SIRET site|Numéro SIREN site|Numéro FINESS site|Numéro FINESS établissement juridique|"
    "Identifiant technique de la structure|Raison sociale site|Enseigne commerciale site|"
    "Complément destinataire (coord. structure)|Complément point géographique (coord. structure)|"
    "Numéro Voie (coord. structure)|Indice répétition voie (coord. structure)|Code type de voie (coord. structure)|"
    "Libellé type de voie (coord. structure)|Libellé Voie (coord. structure)|Mention distribution (coord. structure)|"
    "Bureau cedex (coord. structure)|Code postal (coord. structure)|Code commune (coord. structure)|"
    "Libellé commune (coord. structure)|Code pays (coord. structure)|Libellé pays (coord. structure)|"
    "Téléphone (coord. structure)|Téléphone 2 (coord. structure)|Télécopie (coord. structure)|"
    "Adresse e-mail (coord. structure)|Code Département (structure)|Libellé Département (structure)|"
    "Ancien identifiant de la structure|Autorité d'enregistrement|Code secteur d'activité|Libellé secteur d'activité|"
    "Code section tableau pharmaciens|Libellé section tableau pharmaciens|Code fonction|Libellé fonction|"
    "Code genre activité|Libellé genre activité|"
)
COLUMNS = HEADER.rstrip("|").split("|")
assert len(COLUMNS) == 56

# Titles as other extractions write them.
OTHER_TITLES = {
    "Libellé civilité d'exercice": "Libellé civilité exercice",
    "Code commune (coord. structure)": "CODE COMMUNE (coord. Structure)",
    "Code Département (structure)": "Code département (coord. structure)",
    "Téléphone (coord. structure)": "Telephone (coord. Structure)",
}
SKILLS = ("Code type savoir-faire", "Libellé type savoir-faire", "Code savoir-faire", "Libellé savoir-faire")

PROFESSIONS = (
    ("60", "Infirmier", "", "", 34),
    ("10", "Médecin", "SM54", "Médecine Générale", 22),
    ("10", "Médecin", "SM04", "Cardiologie et maladies vasculaires", 8),
    ("70", "Masseur-Kinésithérapeute", "", "", 12),
    ("21", "Pharmacien", "", "", 8),
    ("40", "Chirurgien-Dentiste", "", "", 5),
    ("50", "Sage-Femme", "", "", 3),
    ("91", "Orthophoniste", "", "", 3),
    ("80", "Pédicure-Podologue", "", "", 2),
    ("93", "Psychologue", "", "", 2),
    ("94", "Ergothérapeute", "", "", 1),
)
LAST = (
    "NOËL", "LE GUILLOUX", "BENZERDOUN", "MARTINON", "D'ASTORG", "PRÉVOSTEL", "KOUAMÉDI", "FAUCHEREAU",
    "LÉVEILLÉ-ROCHE",
    "TRAN-DUVAL", "GUYADER", "SAINT-CYRAN", "OUALIKÈNE", "BOUQUEREL", 'DIT "LAROSE"', "ÇELIKOZ", "MAZURIER",
    "VERHOEVENT",
)  # fmt: skip
FIRST = (
    "ÉLODIE",
    "KARIM",
    "ANNE-LAURE",
    "YANN",
    "FATOUMATA",
    "BENOÎT",
    "INÈS",
    "JEAN",
    "MARIE",
    "HÉLÈNE",
    "LOÏC",
    "ZOÉ",
)
PLACES = (
    ("38185", "GRENOBLE", "38000", "38", "Isère"),
    ("38421", "SAINT-MARTIN-D'HERES", "38400", "38", "Isère"),
    ("75108", "PARIS 8E ARRONDISSEMENT", "75008", "75", "Paris"),
    ("69387", "LYON 7E ARRONDISSEMENT", "69007", "69", "Rhône"),
    ("13208", "MARSEILLE 8E ARRONDISSEMENT", "13008", "13", "Bouches-du-Rhône"),
    ("2A004", "AJACCIO", "20000", "2A", "Corse-du-Sud"),
    ("97411", "SAINT-DENIS", "97400", "974", "La Réunion"),
    ("49367", "VARENNES-SUR-LOIRE", "49730", "49", "Maine-et-Loire"),
    ("72181", "LE MANS", "72000", "72", "Sarthe"),
    ("59350", "LILLE", "59000", "59", "Nord"),
)


@dataclass
class Recipe:
    """What the file holds. ``wanted``: exactly so many people in these communes, spread through the whole file."""

    people: int = 200
    wanted: dict[str, int] = field(default_factory=dict)
    seed: int = 7
    other_titles: bool = False
    without_skills: bool = False
    without_columns: tuple[str, ...] = ()
    end_of_line: str = "\n"
    bad_key_every: int = 0


def luhn_key(digits: str) -> str:
    total = 0
    for index, digit in enumerate(reversed(digits)):
        value = int(digit) * (2 if index % 2 == 0 else 1)
        total += value - 9 if value > 9 else value
    return str(-total % 10)


def rpps(number: int) -> str:
    """From the range of the test cards; beyond its million, from one that begins with 8 and names nobody either."""
    payload = f"9970{number:06d}" if number < 1_000_000 else f"8{number:09d}"
    return payload + luhn_key(payload)


def lines(recipe: Recipe) -> Iterator[str]:
    chance = random.Random(recipe.seed)
    dropped = set(recipe.without_columns) | (set(SKILLS) if recipe.without_skills else set())
    kept = [index for index, title in enumerate(COLUMNS) if title not in dropped]
    titles = [OTHER_TITLES.get(title, title) if recipe.other_titles else title for title in COLUMNS]
    yield "|".join(titles[index] for index in kept) + "|" + recipe.end_of_line
    elsewhere = [place for place in PLACES if place[0] not in recipe.wanted]
    queue = _spread(recipe)
    weights = [row[4] for row in PROFESSIONS]
    for number in range(recipe.people):
        commune = queue.get(number)
        place = _place(commune) if commune else chance.choice(elsewhere)
        identity = _identity(number, chance, chance.choices(PROFESSIONS, weights)[0], recipe)
        # one person in four practises in two places, not always in the same commune
        for rank in range(1 if chance.random() < 0.75 else 2):
            where = place if rank == 0 or commune else chance.choice(elsewhere)
            cells = _activity(identity, where, rank, chance)
            yield "|".join(cells[index] for index in kept) + "|" + recipe.end_of_line


def _spread(recipe: Recipe) -> dict[int, str]:
    """Which of the people are in the wanted communes: evenly, first and last lines included."""
    wanted = [commune for commune, count in recipe.wanted.items() for _ in range(count)]
    if not wanted:
        return {}
    step = max(1, (recipe.people - 1) // max(1, len(wanted) - 1)) if len(wanted) > 1 else 1
    return {min(index * step, recipe.people - len(wanted) + index): commune for index, commune in enumerate(wanted)}


def _place(commune: str) -> tuple[str, str, str, str, str]:
    known = next((place for place in PLACES if place[0] == commune), None)
    department = commune[:3] if commune.startswith("97") else commune[:2]
    return known or (commune, f"COMMUNE {commune}", f"{department[:2]}990", department, "Département")


def _identity(
    number: int, chance: random.Random, profession: tuple[str, str, str, str, int], recipe: Recipe
) -> list[str]:
    identifier = rpps(number)
    if recipe.bad_key_every and number % recipe.bad_key_every == 0:
        identifier = identifier[:-1] + str((int(identifier[-1]) + 1) % 10)
    code, label, skill, skill_label, _weight = profession
    doctor = code in {"10", "40", "21"}
    woman = chance.random() < 0.6
    # a syllable of the number keeps people apart: two never share name and number by chance alone
    last = f"{chance.choice(LAST)}-{_syllables(number)}"
    return [
        "8", identifier, f"8{identifier}", "DR" if doctor else "", "Docteur" if doctor else "",
        "MME" if woman else "M", "Madame" if woman else "Monsieur", last, chance.choice(FIRST), code, label,
        "C", "Civil",
        "S" if skill else "", "Spécialité ordinale" if skill else "", skill, skill_label,
    ]  # fmt: skip


def _syllables(number: int) -> str:
    letters = "BCDFGJKLMNPRSTVZ"
    text = ""
    while True:
        text += letters[number % 16] + "AEIO"[number % 4]
        number //= 16
        if not number:
            return text


def _activity(
    identity: list[str], place: tuple[str, str, str, str, str], rank: int, chance: random.Random
) -> list[str]:
    commune, name, postcode, department, department_name = place
    independent = chance.random() < 0.7
    technical = f"R1{chance.randrange(10**13):013d}"
    phone = f"0465 71 {chance.randrange(10000):04d}".replace(" ", "") if chance.random() < 0.6 else ""
    mail = f"contact{chance.randrange(10**6)}@cabinet.example" if chance.random() < 0.2 and rank == 0 else ""
    return [
        *identity,
        "L" if independent else "S", "Libéral,indépendant" if independent else "Salarié",
        "", "", "", "" if independent else "000000001", technical,
        f"CABINET DU {identity[7]}" if independent else "CENTRE HOSPITALIER", "", "", "",
        str(chance.randrange(1, 200)), "", "R", "Rue", f"DE LA RÉPUBLIQUE {chance.randrange(90)}", "",
        f"{postcode} {name}", postcode, commune, name, "99000", "France",
        phone, "", "", mail, department, department_name, f"C{technical}", "ARS/ARS/ARS", "SA07", "Cabinet individuel",
        "", "", "FON-01", "Titulaire de cabinet", "GENR01", "Activité standard de soin ou de pharmacien",
    ]  # fmt: skip


def write(path: Path, recipe: Recipe) -> Path:
    with path.open("w", encoding="utf-8", newline="") as stream:
        stream.writelines(lines(recipe))
    return path


def write_megabytes(path: Path, megabytes: int, recipe: Recipe) -> Path:
    """At least so many megabytes: lines of about the same length, so the number of people is worked out."""
    sample = list(lines(Recipe(people=2000, seed=recipe.seed)))
    per_person = sum(len(line.encode()) for line in sample) / 2000
    recipe.people = int(megabytes * 1024 * 1024 / per_person) + 1
    return write(path, recipe)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("file", type=Path)
    parser.add_argument("--megabytes", type=int, default=1)
    parser.add_argument("--commune", action="append", default=[], metavar="CODE=COUNT")
    options = parser.parse_args()
    wanted = {code: int(count) for code, _equals, count in (text.partition("=") for text in options.commune)}
    write_megabytes(options.file, options.megabytes, Recipe(wanted=wanted))
    print(f"{options.file}: {options.file.stat().st_size / 1024 / 1024:.0f} MB")


if __name__ == "__main__":
    main()
