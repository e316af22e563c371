from __future__ import annotations

from django.core.validators import MinValueValidator
from django.db import models
from django.urls import reverse
from django.utils import timezone

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.registry import REPORT_CHAPTERS
from filrouge.kernel.tenancy.fields import TenantForeignKey
from filrouge.kernel.tenancy.models import TenantModel
from filrouge.kernel.writing.models import Written, WrittenVersion
from filrouge.reports.annual.enums import FIRST_YEAR, Audience, Recipient


class Report(TenantModel):
    """The activity report of a civil year. Its figures are never kept here: they are counted each time."""

    year = models.PositiveSmallIntegerField("année", validators=[MinValueValidator(FIRST_YEAR)])
    hidden = models.JSONField("chapitres masqués", default=dict, blank=True)  # by recipient, codes of chapters
    orders = models.JSONField("ordres des chapitres", default=list, blank=True)  # lists of codes, the last one counts

    class Meta:
        ordering = ["-year"]
        verbose_name = "rapport d’activité"
        verbose_name_plural = "rapports d’activité"
        constraints = [models.UniqueConstraint(fields=["organisation", "year"], name="report_year_once")]

    def __str__(self) -> str:
        return f"Rapport d’activité {self.year}"

    def get_absolute_url(self) -> str:
        return f"{reverse('annual:report', args=[self.organisation.slug])}?annee={self.year}"


class ChapterText(Written):
    """What somebody wrote in a chapter, and the figures it was written with."""

    report = TenantForeignKey(Report, on_delete=models.CASCADE, related_name="texts")
    chapter = models.CharField("chapitre", max_length=20, choices=list(REPORT_CHAPTERS.items()))
    figures = models.JSONField(default=dict, blank=True)  # by code: what was shown then
    sentences = models.JSONField(default=dict, blank=True)  # those proposed then, by place

    class Meta:
        ordering = ["report", "chapter"]
        verbose_name = "texte du rapport"
        verbose_name_plural = "textes du rapport"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "report", "chapter"], name="report_chapter_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return f"{self.report.get_absolute_url()}#{self.anchor}"

    @property
    def title(self) -> str:  # type: ignore[override]
        return REPORT_CHAPTERS[self.chapter]

    @property
    def anchor(self) -> str:
        return f"chapitre-{self.chapter}"


class ChapterVersion(WrittenVersion):
    """A text as it was once saved. Version 0: what the page proposed to begin with."""

    text = TenantForeignKey(ChapterText, on_delete=models.CASCADE, related_name="versions")
    figures = models.JSONField(default=dict, blank=True)  # those it remembered
    sentences = models.JSONField(default=dict, blank=True)

    class Meta(WrittenVersion.Meta):
        verbose_name = "version d’un texte du rapport"
        verbose_name_plural = "versions des textes du rapport"
        constraints = [models.UniqueConstraint(fields=["organisation", "text", "version"], name="chapter_version_once")]


class FrozenReport(TenantModel):
    """A version that never changes: its number, its file, and whom it was sent to, in words."""

    report = TenantForeignKey(Report, on_delete=models.PROTECT, related_name="versions")
    number = models.PositiveSmallIntegerField("numéro")
    recipient = models.CharField("pour", max_length=20, choices=Recipient, blank=True)  # nothing: every chapter
    file = TenantForeignKey(StoredFile, on_delete=models.PROTECT)
    made_by = models.CharField("figée par", max_length=200)
    made_at = models.DateTimeField("figée le", default=timezone.now)
    sent_to = models.CharField("envoyée à", max_length=300, blank=True)
    sent_on = models.DateField("envoyée le", null=True, blank=True)

    class Meta:
        ordering = ["report", "number"]
        verbose_name = "version figée du rapport"
        verbose_name_plural = "versions figées du rapport"
        constraints = [
            models.UniqueConstraint(fields=["organisation", "report", "number"], name="frozen_report_number_once")
        ]

    def __str__(self) -> str:
        return self.title

    def get_absolute_url(self) -> str:
        return reverse("annual:versions", args=[self.organisation.slug])

    @property
    def title(self) -> str:
        return f"Rapport d’activité {self.report.year}, version {self.number}"

    @property
    def audience(self) -> str:
        return f"pour {Recipient(self.recipient).to}" if self.recipient else "tous les chapitres"


class SheetWords(TenantModel):
    """What somebody changed in a one-page sheet: its headline, its last words."""

    report = TenantForeignKey(Report, on_delete=models.CASCADE)
    audience = models.CharField("lecteur", max_length=10, choices=Audience)
    headline = models.CharField("titre", max_length=120, blank=True)
    closing = models.TextField("derniers mots", max_length=500, blank=True)

    class Meta:
        verbose_name = "mots d’une feuille"
        verbose_name_plural = "mots des feuilles"
        constraints = [models.UniqueConstraint(fields=["organisation", "report", "audience"], name="sheet_words_once")]

    def __str__(self) -> str:
        return f"{self.report.year}, {self.get_audience_display()}"
