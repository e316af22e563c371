from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from filrouge.kernel.policy import can, require
from filrouge.kernel.tenancy.http import TenantRequest
from filrouge.modules.deciding import forms, policy, queries, services
from filrouge.modules.deciding.models import Board, Pile
from filrouge.modules.deciding.views import becoming, shape
from filrouge.modules.deciding.views.answers import item_to_decide
from filrouge.modules.live.queries import live_of
from filrouge.ui.forms import accepted, form_sentence, refuse


@require_http_methods(["GET", "HEAD", "POST"])
def board_create(request: TenantRequest, item: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    row = item_to_decide(request, item)
    form = forms.BoardForm(request.POST or None, initial={"title": row.title})
    if request.method == "POST" and form.is_valid():
        try:
            return redirect(services.open_board(row, by=request.membership, **form.cleaned_data))
        except ValidationError as error:
            refuse(form, error)
    context = {"form": form, "item": row}
    return render(request, "deciding/board_form.html", context, status=422 if form.is_bound else 200)


@require_safe
def board_detail(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.VIEW)
    template = "deciding/board.html#work" if request.htmx else "deciding/board.html"
    return render(request, template, board_context(request, find_board(request, pk)))


def find_board(request: TenantRequest, pk: UUID) -> Board:
    return get_object_or_404(queries.boards_whole(request.membership), pk=pk)


def find_pile(request: TenantRequest, pk: UUID, pile: UUID) -> Pile:
    """A pile of a board that this member may run; its board comes with it."""
    require(request.membership, policy.RUN)
    return get_object_or_404(find_board(request, pk).piles, pk=pile)


def board_context(request: TenantRequest, board: Board, error: str = "", **typed: Any) -> dict[str, Any]:
    return {
        "board": board,
        "piles": shape.piles_of(board),
        "loose": [idea for idea in board.ideas.all() if idea.pile_id is None],
        "can_run": can(request.membership, policy.RUN) and board.meeting.is_writable,
        "in_room": live_of(board.meeting) is not None,
        "stage_colour": shape.STAGE_COLOURS[board.stage],
        "idea_form": forms.IdeaForm(initial={"once": str(uuid4())}),
        "dots_form": forms.DotsForm(),
        "become_form": forms.BecomeForm(),
        "error": error,
    } | typed


def answer(request: TenantRequest, pk: UUID, serve: Callable[[], object], form: Any = None) -> HttpResponse:
    """Do what was asked of the board, and show it as it is now; a refusal is said above it."""
    error = ""
    try:
        if form is None or form.is_valid():
            serve()
        else:
            error = form_sentence(form)
    except ValidationError as refusal:
        error = " ".join(refusal.messages)
    if not error and not request.htmx:
        return redirect("deciding:board", request.organisation.slug, pk)
    context = board_context(request, find_board(request, pk), error)
    template = "deciding/board.html#work" if request.htmx else "deciding/board.html"
    return render(request, template, context, status=422 if error else 200)


@require_POST
def board_stage(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    board, form = find_board(request, pk), forms.StageForm(request.POST)
    return answer(
        request, pk, lambda: services.move_board(board, by=request.membership, stage=form.cleaned_data["stage"]), form
    )


@require_POST
def board_vote(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    board, form = find_board(request, pk), forms.DotsForm(request.POST)
    return answer(request, pk, lambda: services.vote_on_board(board, by=request.membership, **form.cleaned_data), form)


@require_POST
def idea_add(request: TenantRequest, pk: UUID) -> HttpResponse:
    """Somebody says an idea aloud; who runs the board types it."""
    require(request.membership, policy.RUN)
    board, form = find_board(request, pk), forms.IdeaForm(request.POST)
    if accepted(form, lambda: services.add_idea(board, **form.cleaned_data)):
        return answer(request, pk, lambda: None)
    context = board_context(request, find_board(request, pk), idea_form=form)
    template = "deciding/board.html#work" if request.htmx else "deciding/board.html"
    return render(request, template, context, status=422)


@require_POST
def ideas_sort(request: TenantRequest, pk: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    board = find_board(request, pk)
    form = forms.SortForm(request.POST, board=board)

    def serve() -> None:
        ideas, pile, title = (form.cleaned_data[name] for name in ("ideas", "pile", "title"))
        if title and pile is None:
            services.gather(board, list(ideas), by=request.membership, title=title)
        else:
            services.put_in(board, list(ideas), by=request.membership, pile=pile)

    return answer(request, pk, serve, form)


@require_POST
def idea_remove(request: TenantRequest, pk: UUID, idea: UUID) -> HttpResponse:
    require(request.membership, policy.RUN)
    row = get_object_or_404(find_board(request, pk).ideas, pk=idea)
    return answer(request, pk, lambda: services.remove_idea(row, by=request.membership))


@require_POST
def pile_rename(request: TenantRequest, pk: UUID, pile: UUID) -> HttpResponse:
    row, form = find_pile(request, pk, pile), forms.PileForm(request.POST)
    return answer(
        request, pk, lambda: services.rename_pile(row, by=request.membership, title=form.cleaned_data["title"]), form
    )


@require_POST
def pile_scatter(request: TenantRequest, pk: UUID, pile: UUID) -> HttpResponse:
    row = find_pile(request, pk, pile)
    return answer(request, pk, lambda: services.scatter(row, by=request.membership))


@require_POST
def pile_become(request: TenantRequest, pk: UUID, pile: UUID) -> HttpResponse:
    row, form = find_pile(request, pk, pile), forms.BecomeForm(request.POST)
    return answer(request, pk, lambda: becoming.become(row, form, by=request.membership), form)
