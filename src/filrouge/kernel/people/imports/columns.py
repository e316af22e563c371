"""Which column is which: the words people put at the head of their lists."""

from __future__ import annotations

import re
from collections.abc import Sequence

from django.db import models

from filrouge.kernel.identifiers.normalisers import normalise_phone, normalise_rpps
from filrouge.kernel.people.imports.professions import recognise_profession
from filrouge.kernel.people.names import fold


class Target(models.TextChoices):
    """What a column may fill."""

    LAST_NAME = "last_name", "Nom"
    FIRST_NAME = "first_name", "Prénom"
    FULL_NAME = "full_name", "Nom et prénom ensemble"
    TITLE = "title", "Civilité"
    PROFESSION = "profession", "Profession"
    SPECIALTY = "specialty", "Spécialité ou fonction"
    EMAIL = "email", "Adresse e-mail"
    PHONE = "phone", "Téléphone"
    RPPS = "rpps", "Numéro RPPS"
    AM_NUMBER = "am_number", "Numéro AM"
    DAYS = "days", "Jours sur site"
    STATUS = "status", "Lien avec l’équipe"
    SITE = "site", "Site"
    ARRIVED_ON = "arrived_on", "Arrivée"
    LEFT_ON = "left_on", "Départ"
    NOTE = "note", "Note interne"


SYNONYMS: dict[Target, str] = {
    Target.LAST_NAME: "nom|nom de famille|nom d usage|nom usage|nom d exercice|nom patronymique|noms|last name|"
    "surname|family name",
    Target.FIRST_NAME: "prenom|prenoms|prenom d exercice|prenom usuel|first name|given name",
    Target.FULL_NAME: "nom prenom|nom et prenom|nom prenoms|prenom nom|prenom et nom|nom complet|identite|personne|"
    "professionnel|professionnels|full name|name|display name|contact|membre|participant",
    Target.TITLE: "civilite|titre|civ|mme m|m mme|title",
    Target.PROFESSION: "profession|professions|metier|metiers|categorie professionnelle|libelle profession|job title|"
    "activite|discipline|qualification",
    Target.SPECIALTY: "specialite|specialites|specialite ou fonction|fonction|fonctions|poste|role|savoir faire|"
    "libelle savoir faire|orientation|competences",
    Target.EMAIL: "mail|mails|email|emails|e mail|e mails|courriel|courriels|adresse mail|adresse email|adresse e mail|"
    "adresse electronique|adresse courriel|mail pro|mail professionnel|email professionnel|e mail 1 value|messagerie",
    Target.PHONE: "tel|tels|telephone|telephones|tel portable|telephone portable|portable|mobile|gsm|numero|num tel|"
    "n tel|n de telephone|no de telephone|numero de telephone|tel pro|tel professionnel|tel mobile|phone|phone 1 value|"
    "telephone professionnel|ligne directe",
    Target.RPPS: "rpps|n rpps|no rpps|num rpps|numero rpps|numero de rpps|n de rpps|code rpps|identifiant rpps|"
    "identifiant pp|identification nationale pp|id rpps|idnps",
    Target.AM_NUMBER: "am|n am|no am|num am|numero am|numero assurance maladie|n assurance maladie|"
    "numero d assurance maladie|numero ameli|numero de facturation|identifiant de facturation",
    Target.DAYS: "jours|jour|jours sur site|jours de presence|presence|presences|jours presents|jours travailles|"
    "jours d exercice|planning|dispos|disponibilites",
    Target.STATUS: "statut|statuts|lien avec l equipe|lien|associe|associes|associe sisa|sisa|qualite|statut sisa|"
    "type de membre",
    Target.SITE: "site|lieu|lieu d exercice|lieu de travail|cabinet|antenne|batiment",
    Target.ARRIVED_ON: "arrivee|date d arrivee|date arrivee|arrive le|arrivee le|entree|date d entree|date entree|"
    "depuis|depuis le|date d installation|installation|date d adhesion|debut",
    Target.LEFT_ON: "depart|date de depart|date depart|parti le|depart le|sortie|date de sortie|date sortie|fin",
    Target.NOTE: "note|notes|note interne|commentaire|commentaires|remarque|remarques|observation|observations",
}
KNOWN: dict[str, Target] = {word: target for target, words in SYNONYMS.items() for word in words.split("|")}

_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ENOUGH = 0.6  # share of the filled cells of a column that must look alike


def recognise(header: Sequence[str], rows: Sequence[Sequence[str]]) -> list[str]:
    """One target code per column, or "" for a column left out. No target is given twice."""
    mapping = [""] * len(header)
    taken: set[str] = set()
    for index, title in enumerate(header):
        target = target_of(title)
        if target and target not in taken:
            mapping[index] = target
            taken.add(target)
    for index in range(len(header)):
        if not mapping[index]:
            guess = by_content([row[index] for row in rows[:200] if index < len(row)])
            if guess and guess not in taken:
                mapping[index] = guess
                taken.add(guess)
    return _settle_names(mapping)


def target_of(title: str) -> Target | None:
    folded = fold(re.sub(r"[(*:].*", "", title)) or fold(title)
    return KNOWN.get(folded) or KNOWN.get(folded.rstrip("s"))


def by_content(cells: Sequence[str]) -> Target | None:
    """What a column without a known title holds, when it shows."""
    filled = [cell for cell in cells if cell.strip()]
    if not filled:
        return None
    tests = (
        (Target.EMAIL, lambda cell: bool(_EMAIL.fullmatch(cell.strip()))),
        (Target.RPPS, lambda cell: bool(re.fullmatch(r"[0-9]{11}", normalise_rpps(cell)))),
        (Target.PHONE, lambda cell: normalise_phone(cell).startswith("+")),
        (Target.PROFESSION, lambda cell: recognise_profession(cell) is not None),
    )
    for target, looks_like in tests:
        if sum(map(looks_like, filled)) >= ENOUGH * len(filled):
            return target
    return None


def _settle_names(mapping: list[str]) -> list[str]:
    """« Nom » alone, without a first name, often holds both."""
    if Target.FULL_NAME in mapping and Target.LAST_NAME in mapping:
        mapping[mapping.index(Target.FULL_NAME)] = ""
    if Target.LAST_NAME in mapping and Target.FIRST_NAME not in mapping:
        mapping[mapping.index(Target.LAST_NAME)] = Target.FULL_NAME
    return mapping


def known_titles(row: Sequence[str]) -> int:
    return sum(target_of(cell) is not None for cell in row)
