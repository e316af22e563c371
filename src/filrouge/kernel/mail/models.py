from __future__ import annotations

from datetime import time

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse

from filrouge.kernel.mail.enums import Choice, HeldBecause, MessageStatus, Urgency
from filrouge.kernel.mail.kinds import kind_label
from filrouge.kernel.people.enums import Weekday
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.tenancy.scope import current_organisation
from filrouge.ui.typography import hour as told_hour


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
    attachment_ids = models.JSONField(default=list, blank=True)  # StoredFile ids, read again when sending
    object_id = models.UUIDField(null=True, blank=True)
    urgency = models.CharField("urgence", max_length=10, choices=Urgency, default=Urgency.ORDINARY)
    forced = models.BooleanField("envoyé quand même", default=False)  # somebody decided: it waits for nothing
    leaves_at = models.DateTimeField("part à", null=True, blank=True)  # not before
    url = models.CharField(max_length=500, blank=True)  # the page where it is answered: a personal link, a secret
    held_because = models.CharField("retenu parce que", max_length=10, choices=HeldBecause, blank=True)
    merged_into = TenantForeignKey("mail.Message", null=True, blank=True, on_delete=models.SET_NULL)
    status = models.CharField("état", max_length=10, choices=MessageStatus, default=MessageStatus.WAITING)
    attempts = models.PositiveSmallIntegerField("essais", default=0)
    last_error = models.CharField("dernier refus", max_length=300, blank=True)
    temporary = models.BooleanField("refus passager", default=False)  # worth another try tomorrow
    created_at = models.DateTimeField("écrit le", auto_now_add=True)
    claimed_at = models.DateTimeField(null=True, blank=True)  # when a worker took it
    first_tried_at = models.DateTimeField(null=True, blank=True)  # since it was last asked for; not known of old mails
    sent_at = models.DateTimeField("envoyé le", null=True, blank=True)

    class Meta:
        ordering = ["-created_at", "-pk"]
        verbose_name = "message"
        indexes = [
            models.Index(fields=["organisation", "-created_at"], name="message_recent"),
            models.Index(fields=["organisation", "status", "created_at"], name="message_by_status"),
            models.Index(fields=["organisation", "object_id"], name="message_by_object"),
        ]

    def __str__(self) -> str:
        return f"{self.subject} → {self.to_email}"

    def get_absolute_url(self) -> str:
        return reverse("mail:detail", args=[current_organisation().slug, self.pk])

    @property
    def kind_label(self) -> str:
        return kind_label(self.kind)

    @property
    def to_label(self) -> str:
        return self.to_name or self.to_email

    @property
    def can_be_sent_again(self) -> bool:
        return self.status in {MessageStatus.SENT, MessageStatus.FAILED, MessageStatus.CANCELLED}

    @property
    def can_be_sent_now(self) -> bool:
        """What the hour or the week holds back; what a person chose to read in their digest stays their choice."""
        waits = self.status == MessageStatus.WAITING and self.leaves_at is not None
        return waits or (self.status == MessageStatus.HELD and self.held_because == HeldBecause.CAP)

    @property
    def may_join_a_digest(self) -> bool:
        return self.urgency == Urgency.ORDINARY and not (self.forced or self.calendar or self.attachment_ids)

    @property
    def can_be_cancelled(self) -> bool:
        return self.status in {MessageStatus.WAITING, MessageStatus.HELD, MessageStatus.FAILED}


class MailChoice(TenantModel):
    """What a person wants to receive of one kind. No row: at once."""

    one_when_merged = True

    person = TenantForeignKey(Person, on_delete=models.CASCADE)
    kind = models.CharField("nature", max_length=80)
    choice = models.CharField("choix", max_length=10, choices=Choice)

    class Meta:
        ordering = ["kind", "pk"]
        verbose_name = "choix de courrier"
        verbose_name_plural = "choix de courrier"
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "kind"], name="mail_choice_once")]

    def __str__(self) -> str:
        return f"{kind_label(self.kind)} : {self.get_choice_display()}"


class MailRules(TenantModel):
    """When the team's mail leaves. No row: the defaults below."""

    quiet_from = models.TimeField("silence à partir de", default=time(20))
    quiet_until = models.TimeField("silence jusqu’à", default=time(7, 30))
    quiet_sundays = models.BooleanField("silence le dimanche", default=True)
    quiet_holidays = models.BooleanField("silence les jours fériés", default=True)
    weekly_cap = models.PositiveSmallIntegerField(
        "messages par personne sur sept jours",
        null=True,
        blank=True,
        default=3,
        validators=[MinValueValidator(1, "Au moins un message, ou rien pour ne pas limiter.")],
    )
    digest_weekday = models.PositiveSmallIntegerField("jour du résumé", choices=Weekday, default=Weekday.MONDAY)
    digest_hour = models.TimeField("heure du résumé", default=time(8))

    class Meta:
        verbose_name = "règles du courrier"
        verbose_name_plural = "règles du courrier"
        constraints = [models.UniqueConstraint(fields=["organisation"], name="mail_rules_once")]

    def __str__(self) -> str:
        return f"silence de {told_hour(self.quiet_from)} à {told_hour(self.quiet_until)}"


class DigestTime(TenantModel):
    """The day and hour one person chose for their digest. No row: those of the team."""

    one_when_merged = True

    person = TenantForeignKey(Person, on_delete=models.CASCADE)
    weekday = models.PositiveSmallIntegerField("jour", choices=Weekday)
    hour = models.TimeField("heure")

    class Meta:
        ordering = ["pk"]
        verbose_name = "heure du résumé"
        verbose_name_plural = "heures du résumé"
        constraints = [models.UniqueConstraint(fields=["organisation", "person"], name="digest_time_once")]

    def __str__(self) -> str:
        return f"{self.get_weekday_display()}, {told_hour(self.hour)}"


class Digest(TenantModel):
    """That the digest of one week was thought of, with the mail it gave: never twice. Nothing to say: no mail."""

    one_when_merged = True

    person = TenantForeignKey(Person, on_delete=models.CASCADE)
    due_at = models.DateTimeField("prévu le")
    message = TenantForeignKey(Message, null=True, blank=True, on_delete=models.SET_NULL)

    class Meta:
        ordering = ["-due_at", "pk"]
        verbose_name = "résumé de la semaine"
        verbose_name_plural = "résumés de la semaine"
        constraints = [models.UniqueConstraint(fields=["organisation", "person", "due_at"], name="digest_once")]

    def __str__(self) -> str:
        return f"{self.person} : {self.due_at:%d/%m/%Y}"
