from django.db import models


class MessageStatus(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "en échec"
    CANCELLED = "cancelled", "annulé"


TRANSITIONS: dict[MessageStatus, set[MessageStatus]] = {
    MessageStatus.WAITING: {MessageStatus.SENDING, MessageStatus.CANCELLED},
    MessageStatus.SENDING: {MessageStatus.SENT, MessageStatus.WAITING, MessageStatus.FAILED},
    MessageStatus.SENT: set(),
    MessageStatus.FAILED: {MessageStatus.WAITING, MessageStatus.CANCELLED},
    MessageStatus.CANCELLED: {MessageStatus.WAITING},
}
