from django.db import models


class Category(models.TextChoices):
    """Four that never overlap: a patient of 75 and more with a long-term illness is counted once."""

    ALD = "ald", "ALD, moins de 75 ans"
    OLD = "old", "75 ans et plus, sans ALD"
    BOTH = "both", "75 ans et plus, en ALD"
    OTHER = "other", "autre situation"


COUNTED = (Category.ALD, Category.OLD, Category.BOTH)


class CountSource(models.TextChoices):
    INSURER = "insurer", "relevé de la CPAM (amelipro)"
    SOFTWARE = "software", "logiciel des médecins"
    ESTIMATE = "estimate", "estimation"


class ImpromptuMeetings(models.TextChoices):
    """Whether a concertation of two is one of the meetings asked for. Rule files and choices hold these values."""

    NONE = "none", "aucune : seules les RCP convoquées comptent"
    MONTHLY = "monthly", "chaque mois qui en a compte pour une réunion"
    EACH = "each", "chacune compte pour une réunion"


class Rounding(models.TextChoices):
    DOWN = "down", "tronqué à deux décimales, comme le guide de la CNAM"
    EXACT = "exact", "exact"


class UnderMinimum(models.TextChoices):
    NOTHING = "nothing", "aucun point sous le minimum"
    PRORATA = "prorata", "points au prorata des réunions tenues"
