from __future__ import annotations

from django.db import models


class Theme(models.TextChoices):
    ACCESS = "access", "accès aux soins"
    RCP = "rcp", "concertation (RCP)"
    PROTOCOLS = "protocols", "protocoles"
    VACCINATION = "vaccination", "vaccination"
    SCREENING = "screening", "dépistages"
    FALLS = "falls", "chutes et grand âge"
    DIABETES = "diabetes", "diabète et maladies chroniques"
    PREVENTION = "prevention", "prévention et santé publique"
    USERS = "users", "usagers"
    TEAM = "team", "vie de l’équipe"
    SYSTEM = "system", "système d’information"
    CRISIS = "crisis", "crise et sécurité"
    OTHER = "other", "autre"


class Kind(models.TextChoices):
    """How a value is made of what is counted."""

    RATE = "rate", "une part, en % (compté ÷ sur combien × 100)"
    RATIO = "ratio", "un rapport (compté ÷ sur combien)"
    NUMBER = "number", "un nombre"


class Frequency(models.IntegerChoices):
    """The value is the number of months of a period."""

    MONTH = 1, "chaque mois"
    QUARTER = 3, "chaque trimestre"
    HALF = 6, "chaque semestre"
    YEAR = 12, "chaque année"


class Direction(models.TextChoices):
    AT_LEAST = "at_least", "au moins (≥) : plus, c’est mieux"
    AT_MOST = "at_most", "au plus (≤) : moins, c’est mieux"

    @property
    def sign(self) -> str:
        return "≥" if self == self.AT_LEAST else "≤"


class Confidence(models.TextChoices):
    HIGH = "high", "sûre"
    MEDIUM = "medium", "probable"
    LOW = "low", "à confirmer"
    OWN = "own", "propre à l’équipe"


class AciLine(models.TextChoices):
    """Codes of the scale of the ACI that an indicator of the team may help to show."""

    OPENING = "opening", "Horaires d’ouverture et soins non programmés"
    SAS = "sas", "Soins non programmés avec le service d’accès aux soins"
    CRISIS_PLAN = "crisis_plan", "Crise sanitaire : plan de préparation"
    PUBLIC_HEALTH = "public_health", "Missions de santé publique"
    USERS = "users", "Implication des usagers"
    COORDINATION = "coordination", "Fonction de coordination"
    PROTOCOLS = "protocols", "Protocoles pluriprofessionnels"
    RCP = "rcp", "Concertation pluriprofessionnelle (RCP)"
    TRAINING = "training", "Formation de professionnels de santé"
    EXTERNAL = "external_coordination", "Coordination externe"
    QUALITY = "quality", "Démarche qualité"
    SYSTEM = "is_standard", "Système d’information"


class ReadingState(models.TextChoices):
    WAITING = "waiting", "à valider"
    VALID = "valid", "validée"
    ASKED = "asked", "à revoir"


class QualityTheme(models.TextChoices):
    """Those that the guide of the ACI offers."""

    CONTINUITY = "continuity", "continuité des soins"
    SOCIAL = "social", "situations médico-sociales"
    COMPLEX = "complex", "collaboration autour des patients complexes"
    DELEGATION = "delegation", "délégation autour de pathologies"
    ACCESS = "access", "accès aux soins"
    PREVENTION = "prevention", "prévention"


class LinesBy(models.TextChoices):
    """What each line of a counting sheet stands for."""

    DAY = "day", "jour (ou semaine, au-delà d’un mois)"
    PERSON = "person", "professionnel"
