from __future__ import annotations

from django.http import FileResponse
from django.utils.http import content_disposition_header

from filrouge.kernel.files import enums, services
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.files.validators import tidy_name

INLINE = frozenset({enums.PDF, enums.PNG, enums.JPEG, enums.WEBP, enums.GIF})


def file_response(stored: StoredFile, *, inline: bool = False) -> FileResponse:
    """Stream a file. Whoever calls has checked the right to read it; the type is the one sniffed when it was kept."""
    shown = inline and stored.media_type in INLINE
    text = stored.media_type.startswith("text/")
    response = FileResponse(
        services.open_file(stored),
        content_type=f"{stored.media_type}; charset=utf-8" if text else stored.media_type,
    )
    response["Content-Length"] = str(stored.size)
    disposition = content_disposition_header(as_attachment=not shown, filename=tidy_name(stored.name))
    response["Content-Disposition"] = disposition or "attachment"
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = "default-src 'none'; style-src 'unsafe-inline'; sandbox"
    response["Cache-Control"] = "private, no-store"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    return response
