from __future__ import annotations

from django.db import models

from filrouge.kernel.mail.enums import MessageStatus
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel


class Message(TenantModel):
    """A mail, written in the transaction that decided it, sent by the worker once that is committed."""

    person = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the register of what was sent stays
        verbose_name="destinataire",
    )
    to_name = models.CharField("nom", max_length=200, blank=True)
    to_email = models.EmailField("adresse")
    kind = models.CharField("nature", max_length=80)  # "meetings.invitation"
    subject = models.CharField("objet", max_length=250)
    body_text = models.TextField("texte")
    body_html = models.TextField(blank=True)
    calendar = models.TextField(blank=True)  # an iCalendar object, with its METHOD
    attachment_ids = models.JSONField(default=list)  # StoredFile ids, read again when sending
    object_id = models.UUIDField(null=True, blank=True)
    status = models.CharField("état", max_length=10, choices=MessageStatus, default=MessageStatus.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.CharField("dernier refus", max_length=300, blank=True)
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "message"
        indexes = [
            models.Index(fields=["organisation", "status", "created_at"], name="message_by_status"),
            models.Index(fields=["organisation", "object_id"], name="message_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"
