"""French words for the index and for the queries: folded accents, stems, no stop words, and where they occur."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import lru_cache

import snowballstemmer
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

WORD = re.compile(r"\w+")
SMALL_WORDS = (
    "a à ai as au aux avec c ce ces cet cette d dans de des du elle elles en es est et eu il ils j je l la le "
    "les leur leurs lui m ma mais me mes même mon n ne nos notre nous on ont ou où par pas pour qu que qui s "
    "sa sans se ses si son sont sur t ta te tes toi ton tu un une vos votre vous y être"
)
STOP_WORDS = frozenset(SMALL_WORDS.split())
LONGEST_BODY = 20_000
EXCERPT = 180

_stem_word = snowballstemmer.stemmer("french").stemWord


def fold(text: str) -> str:
    """Lower case without accents: « Œdème » is « oedeme »."""
    text = text.lower().replace("œ", "oe").replace("æ", "ae").replace("ß", "ss")
    return "".join(char for char in unicodedata.normalize("NFD", text) if not unicodedata.combining(char))


@lru_cache(50_000)
def stem(word: str) -> str:
    """The folded stem of a lower-case word. Kept: a pure Python stemmer costs 150 µs for each new word."""
    return fold(_stem_word(word))


def words_of(text: str) -> list[str]:
    composed = unicodedata.normalize("NFC", text).lower().replace("_", " ")
    return [word for word in WORD.findall(composed) if word not in STOP_WORDS]


def stems(text: str) -> str:
    return " ".join(stem(word) for word in words_of(text[:LONGEST_BODY]))


def surface(text: str) -> str:
    """The words as they are written, folded, when their stem does not begin like them: for prefixes being typed."""
    return " ".join(fold(word) for word in words_of(text) if fold(word) != stem(word))


@dataclass(frozen=True, slots=True)
class Terms:
    """What somebody looks for: whole words, and the beginning of the word being typed."""

    stems: tuple[str, ...]
    last_stem: str
    prefix: str

    def matches(self, word: str) -> bool:
        """Tell whether this lower-case word of a text is one of those looked for."""
        stemmed = stem(word)
        return stemmed in self.stems or stemmed == self.last_stem or fold(word).startswith(self.prefix)


def terms_of(text: str) -> Terms | None:
    """None when nothing can be looked for. A stop word counts only when it is alone: « la » may become « labo »."""
    text = text[:200]
    words = words_of(text) or WORD.findall(text.lower())[-1:]
    if not words:
        return None
    *whole, last = words[:12]
    return Terms(tuple(stem(word) for word in whole), stem(last), fold(last))


def highlight(text: str, terms: Terms) -> SafeString:
    """The text, escaped, with the words found inside ``<mark>``."""
    pieces: list[str] = []
    position = 0
    for found in WORD.finditer(text):
        word = unicodedata.normalize("NFC", found.group()).lower()
        if word not in STOP_WORDS and terms.matches(word):
            pieces += [escape(text[position : found.start()]), "<mark>", escape(found.group()), "</mark>"]
            position = found.end()
    pieces.append(escape(text[position:]))
    return mark_safe("".join(pieces))  # noqa: S308 -- every piece is escaped just above


def excerpt(body: str, terms: Terms) -> str:
    """The passage around the first word found, or the beginning."""
    body = " ".join(body[:LONGEST_BODY].split())
    start = next((found.start() for found in WORD.finditer(body) if terms.matches(found.group().lower())), 0)
    if len(body) <= EXCERPT:
        return body
    begin = max(0, start - EXCERPT // 3)
    if begin:
        begin = body.find(" ", begin) + 1
    end = begin + EXCERPT
    if end < len(body):
        end = max(body.rfind(" ", begin, end), begin + 1)
    return ("… " if begin else "") + body[begin:end] + (" …" if end < len(body) else "")
