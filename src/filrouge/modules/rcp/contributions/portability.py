from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from filrouge.kernel import registry
from filrouge.modules.rcp.models import Case, Charter, CountingChoice, PatientCounts


@registry.portability.register("rcp.cases")
def cases() -> Iterator[dict[str, Any]]:
    for case in Case.objects.select_related("meeting"):
        yield {
            "code": case.code,
            "réunion": str(case.meeting_id),
            "date": case.examined_on.isoformat(),
            "patient": case.category,
            "thème": case.theme,
            "professions": case.professions,
            "informé": case.informed,
            "personne extérieure": case.outside,
            "accord": case.outside_consent,
            "versée le": case.filed_on.isoformat() if case.filed_on else None,
            "à revoir le": case.review_on.isoformat() if case.review_on else None,
            "revue le": case.reviewed_on.isoformat() if case.reviewed_on else None,
        }


@registry.portability.register("rcp.patients")
def patients() -> Iterator[dict[str, Any]]:
    for row in PatientCounts.objects.all():
        yield {
            "année": row.year,
            "ALD moins de 75 ans": row.ald,
            "75 ans et plus sans ALD": row.old,
            "75 ans et plus en ALD": row.both,
            "patients en tout": row.listed,
            "IPA": row.with_ipa,
            "source": row.source,
            "relevé le": row.read_on.isoformat(),
        }


@registry.portability.register("rcp.settings")
def settings() -> Iterator[dict[str, Any]]:
    for choice in CountingChoice.objects.all():
        begun = choice.contract_starts_on
        yield {
            "à partir de": choice.from_year,
            "valeurs": choice.values,
            "contrat commencé le": begun.isoformat() if begun else None,
            "pourquoi": choice.why,
        }
    for charter in Charter.objects.all():
        yield {field.name: str(getattr(charter, field.name) or "") for field in charter._meta.concrete_fields}
