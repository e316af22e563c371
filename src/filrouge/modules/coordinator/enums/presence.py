from django.db import models


class AbsenceKind(models.TextChoices):
    """Why, in one word and no more: nothing about health is ever asked."""

    LEAVE = "leave", "congés"
    TRAINING = "training", "formation"
    ELSEWHERE = "elsewhere", "travail ailleurs"
    OTHER = "other", "autre motif"
