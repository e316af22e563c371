from __future__ import annotations

from django.db import models

FIRST_YEAR = 2015


class Recipient(models.TextChoices):
    """Who gets a version of the report."""

    CPAM = "cpam", "CPAM"
    ARS = "ars", "ARS"
    ASSEMBLY = "assembly", "assemblée"
    TOWN_HALL = "town_hall", "mairie"

    @property
    def to(self) -> str:
        """« pour l’assemblée »"""
        return {self.CPAM: "la CPAM", self.ARS: "l’ARS", self.ASSEMBLY: "l’assemblée"}.get(self, "la mairie")


# what fills a chapter that nothing fills yet: a sentence, then the page where some of it is kept already
FILLED_BY: dict[str, tuple[str, str, str]] = {
    "identity": ("L’équipe, ses métiers et ses sites viennent de l’annuaire.", "people:list", "Ouvrir l’annuaire"),
    "year": ("Les chiffres de l’année viennent des autres chapitres.", "meetings:list", "Voir les réunions"),
    "access": (
        "Horaires, soins non programmés et SAS se saisissent dans l’année ACI ; racontez ici ce qu’ils changent.",
        "aci:year",
        "Ouvrir l’année ACI",
    ),
    "teamwork": (
        "Réunions, RCP et décisions s’y comptent dès qu’elles ont lieu.",
        "meetings:list",
        "Voir les réunions",
    ),
    "prevention": (
        "Les réunions de santé publique s’y comptent ; pour chaque action, écrivez à qui elle s’adressait, ce qui "
        "a été fait, ce qu’elle a coûté et la suite.",
        "meetings:types",
        "Voir les types de réunion",
    ),
    "users": (
        "Les réunions avec les usagers s’y comptent ; ajoutez l’enquête, les plaintes et ce qui a changé.",
        "meetings:types",
        "Voir les types de réunion",
    ),
    "quality": (
        "Échéances tenues, contrôles, déchets et plan de crise y viennent des échéances.",
        "deadlines:list",
        "Voir les échéances",
    ),
    "information_system": (
        "Rien ne se compte encore ici : écrivez le logiciel partagé, qui s’en sert, les pannes et les formations.",
        "deadlines:contracts",
        "Voir les contrats",
    ),
    "partners": (
        "Les réunions avec les partenaires s’y comptent ; nommez les conventions et ce qu’elles ont permis.",
        "meetings:types",
        "Voir les types de réunion",
    ),
    "training": (
        "Les réunions de formation s’y comptent ; ajoutez les stagiaires accueillis et les travaux de recherche.",
        "meetings:types",
        "Voir les types de réunion",
    ),
    "staff": ("Le temps noté de la coordination s’y compte.", "coordinator:home", "Noter du temps"),
    "accounts": ("Le montant de l’ACI vient de l’année ACI.", "aci:year", "Ouvrir l’année ACI"),
    "objectives": ("Rien ne se compte ici : dites ce que l’équipe veut faire l’an prochain.", "", ""),
}


class Audience(models.TextChoices):
    """Who reads a one-page sheet."""

    PATIENTS = "patients", "Patients"
    MAYOR = "mayor", "Mairie"
    ARS = "ars", "ARS"

    @property
    def to(self) -> str:
        return {self.PATIENTS: "les patients", self.MAYOR: "la mairie"}.get(self, "l’ARS")

    @property
    def recipient(self) -> str:
        """Whose hidden chapters the sheet leaves out."""
        return {self.MAYOR: Recipient.TOWN_HALL.value, self.ARS: Recipient.ARS.value}.get(self, "")

    @property
    def file_name(self) -> str:
        return {self.MAYOR: "mairie"}.get(self, self.value)
