from django.db import models


class Level(models.IntegerChoices):
    """How one stands before an activity of the reference list."""

    NEW = 1, "je découvre"
    HELPED = 2, "avec de l’aide"
    ALONE = 3, "en autonomie"
    TEACHES = 4, "je le transmets"
