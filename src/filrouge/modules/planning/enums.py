from django.db import models


class PlanRole(models.TextChoices):
    """Who a step falls to, before it is somebody."""

    COORDINATION = "coordination", "coordination"
    MANAGER = "manager", "gérance"
    LEAD = "lead", "pilote du projet"
    QUALITY = "quality", "référent·e qualité"
    INFORMATION_SYSTEM = "si", "référent·e système d’information"
    CRISIS = "crisis", "référent·e crise sanitaire"
    USERS = "users", "référent·e usagers"
    STUDENTS = "students", "référent·e étudiants"
    SAFETY = "safety", "référent·e sécurité des locaux"
    ETP = "etp", "coordination de l’ETP"
    TUTOR = "tutor", "qui accueille la personne"
    OTHER = "other", "autre personne"


class Confidence(models.TextChoices):
    HIGH = "high", "sûr"
    MEDIUM = "medium", "probable"
    LOW = "low", "à confirmer"
    OWN = "own", "modèle de l’équipe"
