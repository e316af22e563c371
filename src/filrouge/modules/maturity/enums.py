from django.db import models


class Status(models.TextChoices):
    DRAFT = "draft", "à envoyer"
    OPEN = "open", "en cours"
    CLOSED = "closed", "terminé"
    CANCELLED = "cancelled", "annulé"


TRANSITIONS: dict[Status, set[Status]] = {
    Status.DRAFT: {Status.OPEN, Status.CANCELLED},
    Status.OPEN: {Status.CLOSED, Status.CANCELLED},
    Status.CLOSED: set(),
    Status.CANCELLED: set(),
}
