from __future__ import annotations

from filrouge.kernel.tenancy.models import TenantModel


def refresh(row: TenantModel) -> None:
    """Bring what the search index knows of this row up to date, in the caller's transaction."""
