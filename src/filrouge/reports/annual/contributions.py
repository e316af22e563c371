from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.kernel.registry import ActivityPage, SectionPage
from filrouge.kernel.writing.services import words_of
from filrouge.reports.annual import demo, policy
from filrouge.reports.annual.models import ChapterText, FrozenReport

LABELS = {
    "begun": "a commencé le chapitre « {title} » du rapport d’activité {year}",
    "frozen": "a figé la version {number} du rapport d’activité {year} ({audience})",
    "sent": "a noté l’envoi de la version {number} du rapport d’activité {year} : {to}",
}

for code, label in LABELS.items():
    registry.timeline_labels.add(f"annual.{code}", label)

registry.section_pages.add("annual", SectionPage("aci", "Rapport", "annual:report", policy.READ, 60))

registry.demo_data.add("annual", demo.STEP)

for _page in (ActivityPage("B2-12", "Rapport", "annual:report"), ActivityPage("B2-17", "Rapport", "annual:report")):
    registry.activity_pages.add(f"annual.{_page.activity}", _page)


@registry.portability.register("annual.texts")
def texts() -> Iterator[dict[str, Any]]:
    for text in ChapterText.objects.select_related("report"):
        yield {"année": text.report.year, "chapitre": text.title, "texte": words_of(text.notes)}


@registry.portability.register("annual.versions")
def versions() -> Iterator[dict[str, Any]]:
    for one in FrozenReport.objects.select_related("report", "file"):
        sent = {"envoyée à": one.sent_to, "envoyée le": str(one.sent_on or "")}
        yield {
            "année": one.report.year,
            "version": one.number,
            "pour": one.audience,
            "empreinte": one.file.sha256,
        } | sent
