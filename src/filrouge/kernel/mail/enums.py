from django.db import models


class MessageStatus(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENT = "sent", "envoyé"
    FAILED = "failed", "en échec"
    CANCELLED = "cancelled", "annulé"
