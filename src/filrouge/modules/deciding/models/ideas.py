from __future__ import annotations

from django.db import models
from django.urls import reverse

from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.modules.deciding.enums import ProjectIdeaState
from filrouge.modules.meetings.models import Meeting


class ProjectIdea(TenantModel):
    """An idea of project that came up in a meeting and waits for somebody to take it up."""

    title = models.CharField("idée", max_length=200)
    detail = models.TextField("précisions", blank=True)
    meeting = TenantForeignKey(
        Meeting,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,  # where it came up; it stands without
        verbose_name="réunion",
    )
    state = models.CharField("état", max_length=10, choices=ProjectIdeaState, default=ProjectIdeaState.WAITING)
    noted_on = models.DateField("notée le", auto_now_add=True)

    class Meta:
        ordering = ["-noted_on", "-id"]
        verbose_name = "idée de projet"
        verbose_name_plural = "idées de projets"
        indexes = [models.Index(fields=["organisation", "state", "-noted_on"], name="project_idea_by_state")]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{reverse('deciding:project_ideas', args=[self.organisation.slug])}#idee-{self.pk}"
