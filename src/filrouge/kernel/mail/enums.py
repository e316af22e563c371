from django.db import models


class MessageStatus(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "en échec"
    CANCELLED = "cancelled", "annulé"
    UNWANTED = "unwanted", "non souhaité"


class Urgency(models.TextChoices):
    URGENT = "urgent", "urgent : part à toute heure"
    ORDINARY = "ordinary", "ordinaire : attend le matin"
    LEGAL = "legal", "dû par la loi ou les statuts : n’attend jamais"


class Choice(models.TextChoices):
    AT_ONCE = "at_once", "tout de suite"
    NEVER = "never", "jamais"


TRANSITIONS: dict[MessageStatus, set[MessageStatus]] = {
    MessageStatus.WAITING: {MessageStatus.SENDING, MessageStatus.CANCELLED},
    MessageStatus.SENDING: {MessageStatus.SENT, MessageStatus.WAITING, MessageStatus.FAILED},
    MessageStatus.SENT: set(),
    MessageStatus.FAILED: {MessageStatus.WAITING, MessageStatus.CANCELLED},
    MessageStatus.CANCELLED: {MessageStatus.WAITING},
    MessageStatus.UNWANTED: set(),
}
