"""The warning a writer gets before an identity is kept."""

from collections.abc import Collection

from django.core.exceptions import ValidationError

from filrouge.kernel.privacy.scanner import scan

_SHOWN = 5


def validate_no_identity(text: str, known_names: Collection[str] = (), acknowledged: Collection[str] = ()) -> None:
    """Raise one ValidationError, code « identity », that lists what was seen in whole French sentences.

    `acknowledged`: fingerprints the writer has confirmed (« Ce n’est pas un patient »). The remaining findings are in
    `error.params["findings"]`, so that a form can offer one box to tick for each.
    """
    findings = [finding for finding in scan(text, known_names) if finding.fingerprint not in acknowledged]
    if not findings:
        return
    sentences = list(dict.fromkeys(finding.sentence for finding in findings))
    if len(sentences) > _SHOWN:
        sentences[_SHOWN:] = ["D’autres passages sont dans le même cas."]
    raise ValidationError(
        "%(sentences)s", code="identity", params={"sentences": " ".join(sentences), "findings": findings}
    )
