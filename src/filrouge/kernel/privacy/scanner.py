"""Is somebody's identity in this text? Fil rouge keeps no patient identity: the writer is warned before it
is kept.

Read: social security numbers (NIR, also used as INS) with their key, birth dates, titled names that are not
the team's.
Not read: a name without a title, initials (« Mme D. »), an age alone, a plain date. A warning, not a
guarantee.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from enum import Enum

from django.utils.crypto import salted_hmac

from filrouge.kernel.privacy import patterns, words

# A text with more identities than this needs no longer list; it bounds the time and the page.
MAX_FINDINGS = 100


class Kind(Enum):
    NIR = "nir"
    PROBABLE_NIR = "probable_nir"
    BIRTH_DATE = "birth_date"
    TITLED_NAME = "titled_name"
    PATIENT_NAME = "patient_name"


_WHY = "Aucune identité de patient n’est gardée ici"
_SENTENCES = {
    Kind.NIR: f"« %s » est un numéro de sécurité sociale. {_WHY} : effacez-le.",
    Kind.PROBABLE_NIR: (
        f"« %s » ressemble à un numéro de sécurité sociale. {_WHY} : effacez-le, ou confirmez qu’il s’agit d’autre "
        f"chose."
    ),
    Kind.BIRTH_DATE: (
        f"« %s » donne une date de naissance, qui peut faire reconnaître un patient. {_WHY} : écrivez une tranche "
        f"d’âge."
    ),
    Kind.TITLED_NAME: (
        f"« %s » nomme une personne qui n’est pas de l’équipe. {_WHY} : remplacez ce nom par un code, "
        "ou confirmez que ce n’est pas un patient."
    ),
    Kind.PATIENT_NAME: (
        f"« %s » semble nommer un patient. {_WHY} : remplacez ce nom par un code, "
        "ou confirmez que ce n’est pas un patient."
    ),
}


@dataclass(frozen=True, slots=True)
class Finding:
    """`text[start:end]` is what was seen; `excerpt_masked` and `sentence` may be shown and logged, the text
    may not.

    `fingerprint` names what was seen, wherever it stands in the text: a keyed hash, so that an
    acknowledgement
    that is kept does not give the identity back.
    """

    kind: Kind
    start: int
    end: int
    excerpt_masked: str
    sentence: str
    fingerprint: str


def scan(text: str, known_names: Collection[str] = ()) -> list[Finding]:
    """What may identify somebody, in the order of the text, at most MAX_FINDINGS.

    `known_names`: members of the team, « Claire Martin » or « Martin »; they may be named.
    """
    known = [frozenset(_words(name)) for name in known_names]
    found: list[Finding] = []
    for reader in (_nirs(text), _birth_dates(text), _names(text, known)):
        for count, finding in enumerate(reader):
            if count == MAX_FINDINGS:
                break
            found.append(finding)
    return _without_overlap(found)[:MAX_FINDINGS]


def _without_overlap(found: list[Finding]) -> list[Finding]:
    result: list[Finding] = []
    for finding in sorted(found, key=lambda finding: (finding.start, -finding.end)):
        if not result or finding.start >= result[-1].end:
            result.append(finding)
    return result


# Social security numbers


def _nirs(text: str) -> Iterator[Finding]:
    after = 0
    for match in patterns.NIR.finditer(text):
        start, end = match.span("nir")
        compact = re.sub(r"[^0-9A-Z]", "", match["nir"].upper())
        if start >= after and (kind := _nir_kind(compact)):
            after = end
            yield _finding(kind, text, start, end, masked=f"{compact[0]} •• •• •• ••• •••", key=compact)


def _nir_kind(compact: str) -> Kind | None:
    """NIR when the key is right; probable when the key is wrong or missing but all the rest is that of a resident."""
    month, department, key = compact[3:5], compact[5:7], compact[13:]
    # The key is computed with 19 for 2A and 18 for 2B (INSEE).
    number = int(compact[:5] + {"2A": "19", "2B": "18"}.get(department, department) + compact[7:13])
    if key and int(key) == 97 - number % 97:
        return Kind.NIR
    usual = compact[0] in "12" and "01" <= month <= "12" and department not in ("00", "96")
    return Kind.PROBABLE_NIR if usual else None


# Birth dates


def _birth_dates(text: str) -> Iterator[Finding]:
    for match in patterns.BIRTH_DATE.finditer(text):
        yield _birth(text, match)
    for match in patterns.BORN_ON.finditer(text):
        if not _about_a_thing(_clause_before(text, match.start())):
            yield _birth(text, match)
    for match in patterns.BORN_IN.finditer(text):
        clause = _clause_before(text, match.start())
        # « Elle est née en 2012 » is more often the team than a patient.
        person = patterns.PERSON.search(clause) or (match["year"] < "2000" and patterns.PRONOUN.search(clause))
        if person and not _about_a_thing(clause):
            yield _birth(text, match)


def _birth(text: str, match: re.Match[str]) -> Finding:
    start, end = match.span()
    masked = text[start : match.start("date")] + re.sub(r"\w", "•", match["date"])
    return _finding(Kind.BIRTH_DATE, text, start, end, masked=masked, key=match["date"])


def _clause_before(text: str, position: int) -> str:
    """The 60 characters before, from the last end of sentence on (the full stop of « M. » is not one)."""
    before = text[max(0, position - 60) : position]
    return re.split(r"[!?\n;]|(?<!\bM)(?<!Mr)(?<!Mme)(?<!Mlle)\.(?=\s)", before)[-1]


def _about_a_thing(clause: str) -> bool:
    """The last person or thing before « né » decides: « la maison de santé est née le… », « … : dame née le… »."""
    things = [match.start() for match in patterns.THING.finditer(clause)]
    people = [match.start() for match in patterns.PERSON.finditer(clause)]
    return bool(things) and things[-1] > max(people, default=-1)


# Names

_NOT_AFTER_TITLE = words.NOT_NAMES | words.WORK_AFTER
_NOT_AFTER_PATIENT = words.NOT_NAMES | words.AFTER_PATIENT


def _names(text: str, known: list[frozenset[str]]) -> Iterator[Finding]:
    for match in patterns.TITLE.finditer(text):
        before = _word_before(text, match.start())
        name = _name_part(match["name"], _NOT_AFTER_TITLE)
        if not name or before in words.BEFORE_TITLE or _is_known(name, known):
            continue
        if before in ("patient", "patiente") or not _at_work(text, _name_end(match, name)):
            yield _named(Kind.TITLED_NAME, text, match, name)
    for match in patterns.PATIENT.finditer(text):
        # A patient may bear the name of a member of the team: known names change nothing here.
        name = _name_part(match["name"], _NOT_AFTER_PATIENT)
        acronym = name.isupper() and len(name) <= 3
        # « Patient : Durand » is a name, « Patient : Refus du traitement » a sentence.
        sentence = match["colon"] and _THEN_LOWER.match(text, _name_end(match, name))
        if name and not acronym and not sentence and _word_before(text, match.start()) not in words.BEFORE_PATIENT:
            yield _named(Kind.PATIENT_NAME, text, match, name)


def _named(kind: Kind, text: str, match: re.Match[str], name: str) -> Finding:
    masked = f"{match['title']} {name[0]}•••••"
    return _finding(kind, text, match.start(), _name_end(match, name), masked=masked, key=" ".join(_words(name)))


def _name_end(match: re.Match[str], name: str) -> int:
    return match.start("name") + len(name)


def _name_part(matched: str, refused: frozenset[str]) -> str:
    """The words up to the first that cannot be a name; nothing when none comes before it."""
    kept = 0
    for word in re.finditer(r"[^ \u00a0]+", matched):
        folded = _fold(word[0])
        if folded in refused or folded.endswith(("-il", "-elle")):
            break
        if folded not in words.PARTICLES:
            kept = word.end()
    return matched[:kept]


def _is_known(name: str, known: list[frozenset[str]]) -> bool:
    tokens = set(_words(name))
    return any(tokens <= member for member in known)


_THEN_LOWER = re.compile(r"[ \u00a0][a-zà-ÿ]")
_THEN_WORK = re.compile(
    r"[ \u00a0]{0,2}[,(][ \u00a0]{0,2}(?:(?:de la|de l[’']|du|la|le|les|l[’'])[ \u00a0]?)?(?P<word>[\w\-]{2,30})"
)


def _at_work(text: str, end: int) -> bool:
    """« Mme Rousseau (CPAM) », « M. Bertin, directeur de l’hôpital » are partners, not patients."""
    match = _THEN_WORK.match(text, end, end + 60)
    return match is not None and _fold(match["word"]) in words.WORK_AFTER


def _word_before(text: str, position: int) -> str:
    match = re.search(
        r"([\w\-]{1,30})[ \u00a0]{1,3}(?:des?[ ]|du[ ]|l[ae][ ])?$", text[max(0, position - 40) : position]
    )
    return _fold(match[1]) if match else ""


def _words(name: str) -> list[str]:
    return [word for word in re.split(r"[^\w]+", _fold(name)) if word]


def _fold(word: str) -> str:
    decomposed = unicodedata.normalize("NFKD", word.casefold())
    return "".join(sign for sign in decomposed if not unicodedata.combining(sign))


def _finding(kind: Kind, text: str, start: int, end: int, *, masked: str, key: str) -> Finding:
    digest = salted_hmac("filrouge.privacy.finding", f"{kind.value}:{_fold(key)}", algorithm="sha256").hexdigest()
    return Finding(kind, start, end, masked, _SENTENCES[kind] % masked, digest[:20])
