from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.urls import reverse

from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.deciding.enums import (
    WITH_MAJORITY,
    WITH_OPTIONS,
    BallotStatus,
    Base,
    Electorate,
    Method,
    ObjectionState,
    Quorum,
    Rule,
    Verdict,
)
from filrouge.modules.deciding.models.papers import LONGEST_OPTION, validate_options
from filrouge.modules.live.models import Seat
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting


class Ballot(TenantModel):
    """One question put to people: in a meeting under an agenda item, or between meetings as a proposal by link."""

    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # the vote is part of the proof
        verbose_name="réunion",
    )
    item = TenantForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the vote stays with its meeting when the item goes
        verbose_name="point",
    )
    group = TenantForeignKey(
        Group,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who decides is part of the decision
        verbose_name="groupe interrogé",
    )
    title = models.CharField("question", max_length=200)
    text = models.TextField("proposition", blank=True)
    method = models.CharField("mode de décision", max_length=12, choices=Method, default=Method.YES_NO)
    is_secret = models.BooleanField("vote secret", default=False)
    options = models.JSONField("options", default=list, blank=True)
    dots_each = models.PositiveSmallIntegerField("gommettes par personne", default=3)
    rule = models.CharField("majorité", max_length=14, choices=Rule, default=Rule.SIMPLE)
    base = models.CharField("majorité comptée", max_length=10, choices=Base, default=Base.EXPRESSED)
    quorum = models.CharField("quorum", max_length=14, choices=Quorum, default=Quorum.NONE, blank=True)
    electorate = models.CharField("qui vote", max_length=8, choices=Electorate, default=Electorate.PRESENT)
    status = models.CharField("état", max_length=10, choices=BallotStatus, default=BallotStatus.DRAFT)
    opened_at = models.DateTimeField("ouvert le", null=True, blank=True)
    closes_at = models.DateTimeField("réponses jusqu’au", null=True, blank=True)
    closed_at = models.DateTimeField("dépouillé le", null=True, blank=True)
    called_count = models.PositiveSmallIntegerField(default=0)  # both fixed at opening, for the quorum
    present_count = models.PositiveSmallIntegerField(default=0)
    hands = models.JSONField(default=dict, blank=True)  # what the facilitator counted: side → number
    verdict = models.CharField("issue", max_length=10, choices=Verdict, default=Verdict.NONE, blank=True)
    sentence = models.TextField("résultat", blank=True)
    figures = models.JSONField("décompte", default=dict, blank=True)  # label → number
    chosen = models.CharField("option retenue", max_length=LONGEST_OPTION, blank=True)
    amended = models.TextField("proposition bonifiée", blank=True)  # the text once objections are integrated
    cancel_reason = models.CharField("motif d’annulation", max_length=200, blank=True)
    decision = TenantForeignKey(
        Decision,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # a decision taken back may be written again
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "vote"
        indexes = [
            models.Index(fields=["organisation", "meeting", "-id"], name="ballot_by_meeting"),
            models.Index(fields=["organisation", "status", "closes_at"], name="ballot_by_status"),
        ]
        constraints = [
            models.CheckConstraint(
                name="hands_are_never_secret",
                condition=~Q(method=Method.HANDS) | Q(is_secret=False),
                violation_error_message="À main levée, chacun voit qui vote quoi : choisissez un autre mode.",
            ),
            models.CheckConstraint(
                name="dots_are_few",
                condition=Q(dots_each__gte=1) & Q(dots_each__lte=20),
                violation_error_message="De 1 à 20 gommettes par personne.",
            ),
            models.CheckConstraint(
                name="ballot_closes_by_a_date_between_meetings",
                condition=Q(meeting__isnull=False) | Q(closes_at__isnull=False),
                violation_error_message="Dites jusqu’à quand les réponses sont attendues.",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deciding:ballot", args=[self.organisation.slug, self.pk])

    def clean(self) -> None:
        super().clean()
        validate_options(self.method, self.options)
        if self.method == Method.HANDS and self.meeting_id is None:
            raise ValidationError({"method": "On ne lève pas la main par message : choisissez un autre mode."})
        if self.electorate == Electorate.ROOM and self.base == Base.ELECTORS:
            raise ValidationError(
                {"base": "Quand toute la salle vote, personne n’est appelé d’avance : comptez les votants."}
            )

    @property
    def is_between(self) -> bool:
        """A proposal between meetings."""
        return self.meeting_id is None

    @property
    def final_text(self) -> str:
        return self.amended or self.text

    @property
    def has_options(self) -> bool:
        return self.method in WITH_OPTIONS

    @property
    def has_majority(self) -> bool:
        return self.method in WITH_MAJORITY

    @property
    def has_roll(self) -> bool:
        """Who may vote was fixed at the opening."""
        return self.electorate != Electorate.ROOM

    @property
    def has_papers(self) -> bool:
        """Each answers from their own screen; hands are counted by who facilitates."""
        return self.method != Method.HANDS

    @property
    def is_open(self) -> bool:
        return self.status == BallotStatus.OPEN


class BallotBox(TenantModel):
    """The papers of a secret ballot: one sorted list, so that no order, key or hour ties a paper to who brought it."""

    ballot = TenantForeignKey(Ballot, on_delete=models.CASCADE)
    papers = models.JSONField(default=list)

    class Meta:
        verbose_name = "urne"
        constraints = [models.UniqueConstraint(fields=["organisation", "ballot"], name="one_box_a_ballot")]

    def __str__(self) -> str:
        return f"urne de « {self.ballot} »"


class Voter(TenantModel):
    """Somebody who may vote: written when the ballot opens, marked once they have. Only a named vote keeps a choice.

    When the whole room votes, whoever brings a paper is written then, guests by their seat.
    """

    ballot = TenantForeignKey(Ballot, on_delete=models.CASCADE, related_name="voters")
    person = TenantForeignKey(
        Person,
        null=True,
        blank=True,
        on_delete=models.PROTECT,  # who voted is part of the proof
    )
    seat = TenantForeignKey(
        Seat,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # seats of guests are forgotten, their votes are not
    )
    name = models.CharField("nom ce jour-là", max_length=200)
    has_voted = models.BooleanField("a voté", default=False)
    paper = models.JSONField(null=True, blank=True)
    reminders = models.PositiveSmallIntegerField("rappels", default=0)

    class Meta:
        ordering = ["name", "pk"]
        verbose_name = "votant"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "ballot", "person"], name="voter_once"),
            models.UniqueConstraint(fields=["organisation", "ballot", "seat"], name="voting_seat_once"),
            models.CheckConstraint(name="a_paper_is_a_vote", condition=Q(paper__isnull=True) | Q(has_voted=True)),
            models.CheckConstraint(
                name="a_voter_has_one_name", condition=Q(person__isnull=True) | Q(seat__isnull=True)
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Objection(TenantModel):
    """A reason not to consent, written when the answers are counted; what the group made of it."""

    ballot = TenantForeignKey(Ballot, on_delete=models.CASCADE, related_name="objections")
    name = models.CharField("de", max_length=200, blank=True)  # empty when the consent was asked in secret
    reason = models.TextField("objection")
    state = models.CharField("état", max_length=10, choices=ObjectionState, default=ObjectionState.STANDING)
    word = models.CharField("ce qui l’a levée", max_length=500, blank=True)

    class Meta:
        ordering = ["reason", "pk"]  # never the order of arrival
        verbose_name = "objection"

    def __str__(self) -> str:
        return self.reason
