from __future__ import annotations

import uuid

from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.deciding.enums import Became, BoardStage
from filrouge.modules.deciding.models.ballots import Ballot
from filrouge.modules.meetings.models import AgendaItem, Meeting

LONGEST_IDEA = 200


class Board(TenantModel):
    """A brainstorm under an agenda item: ideas without names, put in piles, dotted, then turned into something."""

    meeting = TenantForeignKey(
        Meeting,
        on_delete=models.PROTECT,  # part of what was done there
        verbose_name="réunion",
    )
    item = TenantForeignKey(
        AgendaItem,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the ideas stay with their meeting when the item goes
        verbose_name="point",
    )
    title = models.CharField("question", max_length=200)
    stage = models.CharField("étape", max_length=10, choices=BoardStage, default=BoardStage.COLLECTING)
    ballot = TenantForeignKey(
        Ballot,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # the dots
    )

    class Meta:
        ordering = ["-id"]
        verbose_name = "remue-méninges"
        verbose_name_plural = "remue-méninges"
        indexes = [models.Index(fields=["organisation", "meeting", "-id"], name="board_by_meeting")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("deciding:board", args=[self.organisation.slug, self.pk])

    @property
    def takes_ideas(self) -> bool:
        return self.stage == BoardStage.COLLECTING


class Outcome(TenantModel):
    """Something said together that may become a decision, a task, an idea of project: once."""

    became = models.CharField("devenu", max_length=10, choices=Became, default=Became.NOTHING, blank=True)
    became_url = models.CharField(max_length=300, blank=True)

    class Meta:
        abstract = True


class Pile(Outcome):
    """Ideas that go together, under one title, and what became of them."""

    board = TenantForeignKey(Board, on_delete=models.CASCADE, related_name="piles")
    title = models.CharField("titre", max_length=120)
    position = models.PositiveSmallIntegerField(default=0)

    class Meta:
        ordering = ["position", "id"]
        verbose_name = "groupe d’idées"
        verbose_name_plural = "groupes d’idées"

    def __str__(self) -> str:
        return self.title


class Idea(TenantModel):
    """One idea. Its key is drawn, not dated: nothing kept with it says whose it is or when it came."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    board = TenantForeignKey(Board, on_delete=models.CASCADE, related_name="ideas")
    pile = TenantForeignKey(Pile, null=True, blank=True, on_delete=models.SET_NULL, related_name="ideas")
    text = models.CharField("idée", max_length=LONGEST_IDEA)

    class Meta:
        ordering = ["id"]  # drawn: no order of arrival
        verbose_name = "idée"

    def __str__(self) -> str:
        return self.text
