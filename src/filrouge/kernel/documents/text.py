"""Text made fit for print: signs no file format can carry go away, French spaces become no-break ones."""

import re
import unicodedata

# Categories: control, private use, lone surrogate, unassigned. Files refuse them, or show nothing.
_REFUSED = {"Cc", "Co", "Cs", "Cn"}
# Byte-order marks and bidirectional overrides: invisible, refused by PDF/A, and a way to forge what is read.
_INVISIBLE = re.compile("[\u200b\u200e\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufff9-\ufffb]")
_MAYBE_REFUSED = re.compile(r"[^\n\t -~\u00a0-\u024f\u2010-\u2027\u202f-\u205e€]")

# Lexique de l’Imprimerie nationale: narrow before « ; ! ? » and between thousands, full width elsewhere.
_NARROW_PLACES = re.compile(r"(?<=\S) (?=[;!?])|(?<=\d) (?=\d{3}(?!\d))")
_NO_BREAK_PLACES = re.compile(
    r"(?<=«) | (?=»)|(?<=\S) (?=:(?:\s|$))|(?<=\d) (?=[%€]|(?:h|min|km)\b)"
    r"|(?<=\d h) (?=\d)"
)

_NARROW = "\u202f"
_NO_BREAK = "\u00a0"


def clean(text: str) -> str:
    """The text in composed form (NFC), with `\\n` line ends and without the signs that no file can carry."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = _INVISIBLE.sub(lambda match: "\n" if match[0] in "\u2028\u2029" else "", text)
    return _MAYBE_REFUSED.sub(_kept, text)


def _kept(match: re.Match[str]) -> str:
    return "" if unicodedata.category(match[0]) in _REFUSED else match[0]


def typeset(text: str) -> str:
    """`clean`, then French spacing: existing spaces before « ; : ! ? » and inside quotes no longer break."""
    text = clean(text).replace("\t", " ")
    return _NO_BREAK_PLACES.sub(_NO_BREAK, _NARROW_PLACES.sub(_NARROW, text))
