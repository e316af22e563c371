"""The texts of the report: written by several hands, kept when the figures are counted again."""

from __future__ import annotations

from collections.abc import Collection

from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.db.transaction import atomic
from django.utils import timezone

from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.timeline import services as timeline
from filrouge.kernel.writing import services as writing
from filrouge.reports.annual import policy, queries
from filrouge.reports.annual.models import ChapterText, ChapterVersion, Report
from filrouge.reports.annual.queries import Seen

KEPT = 50  # versions of a text: enough to merge what an open page began from


def open_report(year: int) -> Report:
    """Made when somebody first writes in it."""
    report, made = Report.objects.get_or_create(year=year)
    if made:
        report.full_clean()
    return report


@atomic
def write_chapter(
    year: int,
    chapter: str,
    *,
    by: Membership,
    notes: str,
    read_version: int,
    seen: Seen,
    hand: str = "",
    acknowledged: Collection[str] = (),
) -> ChapterText:
    """Save the text of a chapter with the figures the writer saw.

    Raises ``NotesConflict`` when another hand changed
    the same passage, ``ValidationError`` (code ``identity``) for what looks like a patient's identity.
    """
    require(by, policy.WRITE)
    text = _text(year, chapter, seen)
    sent = writing.as_html(notes)
    kept = writing.to_keep(text, sent, read_version=read_version, hand=hand, versions=_versions(text))
    if kept == text.notes and text.version:
        return text
    writing.refuse_identities(text.notes, kept, acknowledged)
    if not text.version:
        timeline.record(text, "annual.begun", by=by, title=text.title, year=year)
    _keep(text, kept, seen, by=by, hand=hand, sent=sent if sent != kept else "")
    return text


@atomic
def propose_again(text: ChapterText, seen: Seen, *, by: Membership) -> ChapterText:
    """Put the sentences made from the figures in the place of the text, which stays among its versions."""
    require(by, policy.WRITE)
    text = _held(text)
    keep_text(text, seen.proposed, seen, by=by)
    return text


@atomic
def undo(text: ChapterText, *, by: Membership) -> ChapterText:
    """Take back the text of before the last button, or of before all that a page typed; once more, and it returns."""
    require(by, policy.WRITE)
    text = _held(text)
    typed = _versions(text).filter(version=text.version).exclude(hand="").values("hand")
    before = _versions(text).filter(version__lt=text.version).exclude(hand__in=typed).order_by("-version").first()
    if before is None:
        raise ValidationError("Ce texte n’a pas de version plus ancienne.", code="no_version")
    text.figures, text.sentences = before.figures, before.sentences
    _keep(text, before.notes, Seen({}, before.sentences), by=by)
    return text


def keep_text(text: ChapterText, notes: str, seen: Seen, *, by: Membership) -> None:
    """For the other verbs of the room. Asks no right."""
    text.figures, text.sentences = {}, {}
    _keep(text, notes, seen, by=by)


def _keep(text: ChapterText, notes: str, seen: Seen, *, by: Membership, hand: str = "", sent: str = "") -> None:
    for name, value in queries.remembered(text, seen, notes).items():
        setattr(text, name, value)
    text.save(update_fields=["figures", "sentences"])
    version = ChapterVersion(text=text, figures=text.figures, sentences=text.sentences)
    writing.keep(text, version, notes, by=by, hand=hand, sent=sent)
    if text.version % KEPT == 0:
        _versions(text).filter(version__lte=text.version - KEPT).delete()


def _text(year: int, chapter: str, seen: Seen) -> ChapterText:
    report = Report.objects.select_for_update().get(pk=open_report(year).pk)  # two first saves at once: one waits
    text = ChapterText.objects.filter(report=report, chapter=chapter).first()
    if text is None:
        text = ChapterText(report=report, chapter=chapter)
        text.full_clean()
        text.save()
        ChapterVersion.objects.create(text=text, version=0, notes=seen.proposed, written_at=timezone.now())
    return _held(text)


def _held(text: ChapterText) -> ChapterText:
    return ChapterText.objects.select_for_update(of=("self",)).select_related("report").get(pk=text.pk)


def _versions(text: ChapterText) -> QuerySet[ChapterVersion]:
    return ChapterVersion.objects.filter(text=text)
