"""A list from any spreadsheet, pasted or uploaded, whatever its encoding, separator or format."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from filrouge.kernel.people.imports.columns import known_titles, recognise

MAX_ROWS = 1000
MAX_COLUMNS = 60
MAX_CELL = 2000
MAX_TEXT = 2 * 1024 * 1024  # pasted: more than a thousand people, with room to spare
MAX_FILE = 10 * 1024 * 1024

DELIMITERS = ("\t", ";", ",", "|")

# What a file really is, whatever its name says.
SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"MZ", "un programme Windows"),
    (b"\x7fELF", "un programme"),
    (b"%PDF", "un PDF"),
    (b"\x89PNG", "une image"),
    (b"\xff\xd8\xff", "une image"),
    (b"GIF8", "une image"),
    (b"\xd0\xcf\x11\xe0", "un classeur Excel d’avant 2007 (.xls)"),
    (b"Rar!", "une archive"),
    (b"7z\xbc\xaf", "une archive"),
    (b"\x1f\x8b", "une archive"),
    (b"{\\rtf", "un texte mis en forme"),
    (b"SQLite format", "une base de données"),
)


class Refused(Exception):
    """The list cannot be read; the message is a French sentence for the person who brought it."""


@dataclass(slots=True)
class Table:
    """Text cells under a header. ``lines`` are the line numbers that people see in their own file."""

    header: list[str]
    rows: list[list[str]]
    lines: list[int]
    mapping: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.mapping = self.mapping or recognise(self.header, self.rows)


def read_pasted(text: str) -> Table:
    if len(text) > MAX_TEXT:
        megabytes = f"{len(text) / 1024 / 1024:.1f}".replace(".", ",")
        raise Refused(
            f"Ce texte est trop long pour être collé ({megabytes} Mo, 2 Mo au plus) : une équipe tient en quelques "
            "pages. Ne collez que les lignes utiles, ou déposez le fichier lui-même."
        )
    return from_text(text)


def read_file(content: bytes) -> Table:
    """CSV or XLSX, told apart by what they contain."""
    if len(content) > MAX_FILE:
        raise Refused("Ce fichier dépasse 10 Mo : gardez seulement la feuille de l’équipe, puis recommencez.")
    if not content.strip():
        raise Refused("Ce fichier est vide. Vérifiez que la liste a bien été enregistrée, puis recommencez.")
    for signature, what in SIGNATURES:
        if content.startswith(signature):
            raise Refused(
                f"Ce fichier n’est pas une liste : c’est {what}. Enregistrez la liste au format CSV ou Excel (.xlsx), "
                "puis recommencez."
            )
    if content.startswith(b"PK"):
        from filrouge.kernel.people.imports.workbook import read_workbook  # noqa: PLC0415 -- slow import

        return from_rows(read_workbook(content))
    return from_text(decode(content))


def decode(content: bytes) -> str:
    """UTF-8, UTF-16 (« Texte Unicode » of Excel) or Windows-1252, in the order of their certainty."""
    if content.startswith((b"\xff\xfe", b"\xfe\xff")):
        return _decode(content, "utf-16")
    zeros = content[:4000].count(0)
    if zeros > len(content[:4000]) // 4:
        return _decode(content, "utf-16-le" if content[1:2] == b"\0" else "utf-16-be")
    if zeros:
        raise Refused(
            "Ce fichier n’est pas du texte : il ne peut pas être lu comme une liste. Enregistrez-le au format CSV ou "
            "Excel (.xlsx), puis recommencez."
        )
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return content.decode("cp1252", errors="replace")


def _decode(content: bytes, encoding: str) -> str:
    try:
        return content.decode(encoding).removeprefix("\ufeff")
    except UnicodeDecodeError:
        raise Refused(
            "Les caractères de ce fichier sont abîmés. Enregistrez-le au format « CSV UTF-8 », puis recommencez."
        ) from None


def from_text(text: str) -> Table:
    text = text.removeprefix("\ufeff").replace("\0", "")
    if not text.strip():
        raise Refused("Il n’y a rien à lire. Collez la liste de l’équipe, ou déposez un fichier.")
    declared = re.match(r"sep=(.)\r?\n", text, re.IGNORECASE)
    delimiter = declared[1] if declared else sniff_delimiter(text)
    body = text[declared.end() :] if declared else text
    # strict: a quotation mark left open would otherwise swallow everything below it, silently
    reader = csv.reader(io.StringIO(body, newline=""), delimiter=delimiter, strict=True)
    skipped = 1 if declared else 0
    return from_rows(_rows(reader, skipped))


def _rows(reader: Iterable[list[str]], skipped: int) -> Iterable[tuple[int, list[str]]]:
    line = skipped + 1
    try:
        for row in reader:
            yield line, row
            line = skipped + int(getattr(reader, "line_num", line)) + 1
    except csv.Error:
        raise Refused(
            f"La ligne {line} ne peut pas être lue : un guillemet y est sans doute ouvert sans être fermé. Corrigez-la "
            "dans votre liste, puis recommencez."
        ) from None


def sniff_delimiter(text: str) -> str:
    """The separator that shows the most known titles; then the one that cuts lines into equal numbers of cells."""
    best, best_score = ";", (0, 0, 0)
    for delimiter in DELIMITERS:
        rows = _sample(text[:20_000], delimiter)
        counts = [len(row) for row in rows if len(row) > 1]
        if not counts:
            continue
        most = max(set(counts), key=lambda count: (counts.count(count), count))
        score = (max(map(known_titles, rows[:10])), counts.count(most), most)
        if score > best_score:
            best, best_score = delimiter, score
    return best


def _sample(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=delimiter):
            if any(row):
                rows.append(row)
            if len(rows) == 20:
                break
    except csv.Error:
        pass  # a cell too long for this separator: what was read before is enough
    return rows


def from_rows(rows: Iterable[tuple[int, Sequence[str]]]) -> Table:
    kept: list[list[str]] = []
    lines: list[int] = []
    for line, row in rows:
        cells = [cell.strip()[:MAX_CELL] for cell in row[:MAX_COLUMNS]]
        while cells and not cells[-1]:
            cells.pop()
        if not cells:
            continue
        kept.append(cells)
        lines.append(line)
        if len(kept) > MAX_ROWS + 20:
            raise Refused(
                f"Cette liste compte plus de {MAX_ROWS} lignes : c’est davantage qu’une équipe. Gardez les lignes "
                "utiles, ou importez en plusieurs fois."
            )
    if not kept:
        raise Refused("Cette liste est vide : aucune ligne ne contient de texte.")
    return _with_header(kept, lines)


def _with_header(rows: list[list[str]], lines: list[int]) -> Table:
    """The header is the first line with known titles among the first ten; a title line above it is skipped."""
    best = max(range(min(10, len(rows))), key=lambda index: (known_titles(rows[index]), -index))
    width = max(len(row) for row in rows)
    known = known_titles(rows[best])
    if known >= 2 or (known == 1 and width == 1):
        header, body, body_lines = rows[best], rows[best + 1 :], lines[best + 1 :]
        if not body:
            raise Refused("Cette liste n’a qu’une ligne de titres : ajoutez les personnes en dessous.")
    else:
        header, body, body_lines = [f"Colonne {index + 1}" for index in range(width)], rows, lines
    width = max(len(header), *(len(row) for row in body))
    header = [title[:80] or f"Colonne {index + 1}" for index, title in enumerate(_padded(header, width))]
    return Table(header, [_padded(row, width) for row in body], body_lines)


def _padded(row: Sequence[str], width: int) -> list[str]:
    return [*row, *[""] * (width - len(row))]
