from django.db import models


class MessageStatus(models.TextChoices):
    WAITING = "waiting", "en attente"
    SENDING = "sending", "en cours d’envoi"
    SENT = "sent", "envoyé"
    FAILED = "failed", "en échec"
    CANCELLED = "cancelled", "annulé"
    HELD = "held", "retenu"
    MERGED = "merged", "réuni à un autre"
    UNWANTED = "unwanted", "non souhaité"


class Urgency(models.TextChoices):
    URGENT = "urgent", "urgent : part à toute heure"
    ORDINARY = "ordinary", "ordinaire : attend le matin"
    LEGAL = "legal", "dû par la loi ou les statuts : n’attend jamais"


class Choice(models.TextChoices):
    AT_ONCE = "at_once", "tout de suite"
    DIGEST = "digest", "dans le résumé de la semaine"
    NEVER = "never", "jamais"


class HeldBecause(models.TextChoices):
    CAP = "cap", "la limite de la semaine est atteinte"
    CHOICE = "choice", "la personne a choisi le résumé"


TRANSITIONS: dict[MessageStatus, set[MessageStatus]] = {
    MessageStatus.WAITING: {MessageStatus.SENDING, MessageStatus.MERGED, MessageStatus.CANCELLED},
    MessageStatus.SENDING: {MessageStatus.SENT, MessageStatus.WAITING, MessageStatus.FAILED},
    MessageStatus.SENT: set(),
    MessageStatus.FAILED: {MessageStatus.WAITING, MessageStatus.CANCELLED},
    MessageStatus.CANCELLED: {MessageStatus.WAITING},
    MessageStatus.HELD: {MessageStatus.WAITING, MessageStatus.MERGED, MessageStatus.CANCELLED},
    MessageStatus.MERGED: set(),
    MessageStatus.UNWANTED: set(),
}
