from django.db import models


class Part(models.TextChoices):
    """What somebody is to an activity, as in a responsibility chart (RACI)."""

    RESPONSIBLE = "responsible", "en répond"
    DOES = "does", "le fait"
    CONSULTED = "consulted", "consulté"
    INFORMED = "informed", "informé"


class State(models.TextChoices):
    HELD = "held", "tenue"
    IDLE = "idle", "rien noté cette année"
    NOBODY = "nobody", "personne n’en répond"
