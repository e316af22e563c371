from __future__ import annotations

from uuid import UUID

from django.http import FileResponse, Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.files.responses import file_response
from filrouge.kernel.policy import require
from filrouge.kernel.tenancy.http import TenantRequest


@require_safe
def download(request: TenantRequest, file_id: UUID) -> FileResponse:
    stored = get_object_or_404(StoredFile.objects.all(), pk=file_id)
    require(request.membership, stored.capability)
    try:
        return file_response(stored, inline=request.GET.get("inline") == "1")
    except FileNotFoundError as error:
        raise Http404("Le contenu de ce fichier a disparu du stockage. Prévenez l’hébergeur.") from error
