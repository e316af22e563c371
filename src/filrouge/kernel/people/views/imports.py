from __future__ import annotations

from collections.abc import Callable
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from filrouge.kernel.people import policy
from filrouge.kernel.people.enums import ImportState
from filrouge.kernel.people.forms import BringForm, PlanForm, RppsForm
from filrouge.kernel.people.imports import batches, undo
from filrouge.kernel.people.imports.columns import Target
from filrouge.kernel.people.imports.proposals import Proposal
from filrouge.kernel.people.imports.sources import from_official, from_person
from filrouge.kernel.people.imports.table import Refused
from filrouge.kernel.people.models import ImportBatch
from filrouge.kernel.people.views.answers import done
from filrouge.kernel.people.views.decisions import decisions
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.ui.forms import accepted
from filrouge.ui.typography import count


@require_http_methods(["GET", "HEAD", "POST"])
def import_start(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.IMPORT)
    form = BringForm(request.POST or None, request.FILES or None, initial={"text": _text_to_correct(request)})
    batch: ImportBatch | None = None

    def write() -> None:
        nonlocal batch
        batch = from_person(form.cleaned_data["text"], form.cleaned_data["file"] or None, by=request.membership)

    if request.method == "POST" and _read(form, write) and batch:
        return redirect(batch)
    recent = ImportBatch.objects.select_related("organisation").defer("rows", "text")
    context = {"form": form, "recent": recent.exclude(state=ImportState.DRAFT)[:10], "drafts": recent.filter(
        state=ImportState.DRAFT)[:5]}  # fmt: skip
    return render(request, "people/import.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_rpps(request: TenantRequest) -> HttpResponse:
    require(request.membership, policy.IMPORT)
    form = RppsForm(request.POST or None, request.FILES or None)
    batch: ImportBatch | None = None

    def write() -> None:
        nonlocal batch
        given = form.cleaned_data
        places = (given["communes"].replace(",", " ").split(), given["departments"].replace(",", " ").split())
        batch = from_official(given["file"], *places, by=request.membership)

    if request.method == "POST" and _read(form, write) and batch:
        return redirect(batch)
    return render(request, "people/import_rpps.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
def import_preview(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Each line beside what is known; nothing is written before the button."""
    require(request.membership, policy.IMPORT)
    batch = _batch(pk)
    if batch.state != ImportState.DRAFT:
        return render(request, "people/import_done.html", {"batch": batch, "people": undo.people_of(batch)})
    form = PlanForm(request.POST or None)

    def write() -> None:
        batches.apply(batch, by=request.membership, plan=decisions(request.POST, form))

    if request.method == "POST" and accepted(form, write):
        messages.success(request, "L’import est fait. Vous pouvez encore l’annuler ci-dessous.")
        return redirect(batch)
    found = batches.proposals(batch)
    columns = list(zip(batch.header, batch.mapping, _examples(batch), strict=True))
    context = {"batch": batch, "form": form, "proposals": found, "columns": columns, "targets": Target.choices}
    context |= {"ticked": request.POST.getlist("keep") if form.is_bound else None, "states": summary(found)}
    return render(request, "people/import_preview.html", context, status=422 if form.is_bound else 200)


def summary(found: list[Proposal]) -> list[tuple[str, str]]:
    """« 12 nouvelles personnes », « 3 déjà dans l’équipe »: words and colour."""
    told = (
        ("new", "green", "nouvelle personne|nouvelles personnes"),
        ("known", "blue", "déjà dans l’équipe|déjà dans l’équipe"),
        ("twin", "amber", "en double dans la liste|en double dans la liste"),
        ("error", "red", "ligne à corriger|lignes à corriger"),
    )
    numbers = {state: sum(proposal.state == state for proposal in found) for state, _colour, _words in told}
    return [(count(numbers[state], words), colour) for state, colour, words in told if numbers[state]]


@require_POST
def import_columns(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.IMPORT)
    batch = _batch(pk)
    mapping = [request.POST.get(f"column-{index}", "") for index in range(len(batch.header))]
    done(request, lambda: batches.remap(batch, by=request.membership, mapping=mapping), "Les colonnes sont à jour.")
    return redirect(batch)


@require_POST
def import_discard(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.IMPORT)
    batch = _batch(pk)
    done(request, lambda: batches.discard(batch, by=request.membership), "L’import est abandonné : rien n’a changé.")
    return redirect("people:import", request.organisation.slug)


@require_POST
def import_undo(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.IMPORT)
    batch = _batch(pk)
    said = "L’import est annulé : l’équipe est comme avant."
    done(request, lambda: undo.undo(batch, by=request.membership), said)
    return redirect(batch)


def _batch(pk: UUID) -> ImportBatch:
    return get_object_or_404(ImportBatch.objects.select_related("organisation"), pk=pk)


def _read(form: BringForm | RppsForm, write: Callable[[], None]) -> bool:
    """A list that cannot be read says why beside the form, and what was pasted stays there."""
    if not form.is_valid():
        return False
    try:
        write()
    except Refused as error:
        form.add_error(None, ValidationError(str(error), code="refused"))
        return False
    return True


def _text_to_correct(request: TenantRequest) -> str:
    """« Corriger le texte » on the preview comes back here with what was pasted."""
    try:
        pk = UUID(request.GET.get("reprendre", ""))
    except ValueError:
        return ""
    batch = ImportBatch.objects.filter(pk=pk, state=ImportState.DRAFT).first()
    return batch.text if batch else ""


def _examples(batch: ImportBatch) -> list[str]:
    """A filled cell of each column, so that its title can be understood."""
    rows = [cells for _line, cells in batch.rows[:50]]
    return [
        next((row[index] for row in rows if index < len(row) and row[index]), "") for index in range(len(batch.header))
    ]
