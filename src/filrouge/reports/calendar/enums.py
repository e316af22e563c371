from django.db import models


class View(models.TextChoices):
    """How the calendar is looked at; the value stands in the address."""

    MONTH = "mois", "Mois"
    WEEK = "semaine", "Semaine"
    YEAR = "annee", "Année"
    LIST = "liste", "Liste"
    DAY = "jour", "Jour"
