"""« IDE », « MK », « kiné », « médecin gé. »: what people write for a profession."""

from __future__ import annotations

from filrouge.kernel.people.enums import Profession
from filrouge.kernel.people.names import fold

EXACT: dict[Profession, str] = {
    Profession.GP: "mg|gp|medecin|docteur|dr|generaliste|omnipraticien|omnipraticienne|med gen|med ge|med g|"
    "medecin traitant|medecine generale|medecine ge",
    Profession.NURSE: "ide|idel|idels|inf|infirmier|infirmiere|infirmier e|ide asalee|asalee|infirmiere asalee|isp",
    Profession.ADVANCED_NURSE: "ipa|infirmier pratique avancee|infirmiere pratique avancee",
    Profession.PHYSIOTHERAPIST: "mk|mkde|kine|kines|kinesi|masseur kine|masseur",
    Profession.PHARMACIST: "pharmacien|pharmacienne|pharma|pharmacie|phie|pharmacien ne",
    Profession.MIDWIFE: "sf|sage femme|maieuticien|maieuticienne|sages femmes",
    Profession.DENTIST: "cd|dentiste|chirurgien dentiste|chir dent|chirurgienne dentiste|orthodontiste",
    Profession.PODIATRIST: "podo|podologue|pedicure|pedicure podologue|pp",
    Profession.SPEECH_THERAPIST: "orthophoniste|ortho|orthophonie",
    Profession.ORTHOPTIST: "orthoptiste|orthoptie",
    Profession.OCCUPATIONAL_THERAPIST: "ergo|ergotherapeute|ergotherapie",
    Profession.PSYCHOMOTOR_THERAPIST: "psychomot|psychomotricien|psychomotricienne|psychomotricien ne|psychomotricite",
    Profession.PSYCHOLOGIST: "psy|psycho|psychologue|neuropsychologue|neuropsy",
    Profession.DIETICIAN: "diet|dieteticien|dieteticienne|dieteticien ne|dietetique|dieteticien nutritionniste|"
    "dieteticienne nutritionniste|nutritionniste",
    Profession.ADAPTED_ACTIVITY: "apa|eapa|prof apa|enseignant apa|enseignante apa|educateur apa|"
    "activite physique adaptee",
    Profession.MEDICAL_ASSISTANT: "assistant medical|assistante medicale|assistant e medical e|ass med|am",
    Profession.SECRETARY: "secretaire|secretariat|secretaire medicale|secretaire medical|accueil|hotesse d accueil|"
    "agent d accueil",
    Profession.COORDINATOR: "coordinateur|coordinatrice|coordonnateur|coordonnatrice|coordo|coordination|"
    "coordinateur rice",
    Profession.MEDIATOR: "mediateur|mediatrice|mediateur sante|mediatrice sante|mediateur rice en sante",
    Profession.SOCIAL_WORKER: "assistant social|assistante sociale|travailleur social|travailleuse sociale|ass soc|"
    "assistant de service social|assistante de service social|assistant e de service social",
    Profession.OTHER_CARE: "osteopathe|chiropracteur|audioprothesiste|opticien|opticienne|opticien lunetier|"
    "aide soignant|aide soignante|auxiliaire de puericulture|puericultrice|sophrologue|manipulateur radio|"
    "preparateur en pharmacie|preparatrice en pharmacie|assistant dentaire|assistante dentaire|ambulancier",
}
KNOWN: dict[str, Profession] = {word: profession for profession, words in EXACT.items() for word in words.split("|")}

# First words that settle it, whatever follows; the longer ones first.
BEGINNINGS: tuple[tuple[str, Profession], ...] = (
    ("medecin ge", Profession.GP),
    ("medecin g", Profession.GP),
    ("docteur en medecine ge", Profession.GP),
    ("medecine g", Profession.GP),
    ("infirmier en pratique", Profession.ADVANCED_NURSE),
    ("infirmiere en pratique", Profession.ADVANCED_NURSE),
    ("infirmier e en pratique", Profession.ADVANCED_NURSE),
    ("infirmi", Profession.NURSE),
    ("kinesi", Profession.PHYSIOTHERAPIST),
    ("masseur kinesi", Profession.PHYSIOTHERAPIST),
    ("masseuse kinesi", Profession.PHYSIOTHERAPIST),
    ("chirurgien dentiste", Profession.DENTIST),
    ("pharmacien", Profession.PHARMACIST),
    ("sage femme", Profession.MIDWIFE),
    ("pedicure", Profession.PODIATRIST),
    ("orthophon", Profession.SPEECH_THERAPIST),
    ("psychomotr", Profession.PSYCHOMOTOR_THERAPIST),
    ("psychologue", Profession.PSYCHOLOGIST),
    ("dietetic", Profession.DIETICIAN),
    ("enseignant en activite physique", Profession.ADAPTED_ACTIVITY),
    ("enseignante en activite physique", Profession.ADAPTED_ACTIVITY),
    ("enseignant e en activite physique", Profession.ADAPTED_ACTIVITY),
    ("secretaire", Profession.SECRETARY),
    ("coord", Profession.COORDINATOR),
    ("mediat", Profession.MEDIATOR),
    ("assistant medic", Profession.MEDICAL_ASSISTANT),
    ("assistante medic", Profession.MEDICAL_ASSISTANT),
    ("ergother", Profession.OCCUPATIONAL_THERAPIST),
)
SPECIALISTS = (
    *("cardiolog", "pediatr", "gynecolog", "dermatolog", "rhumatolog", "psychiatr", "ophtalmolog", "pneumolog"),
    *("endocrinolog", "neurolog", "gastro", "geriatr", "radiolog", "urolog", "orl", "angiolog", "nephrolog"),
    *("oncolog", "allergolog", "diabetolog", "specialiste", "pedopsychiatr"),
)


def recognise_profession(text: str) -> tuple[Profession, str] | None:
    """The profession, and the speciality when the words say one. None when nothing is recognised."""
    folded = fold(text)
    if not folded:
        return None
    for profession in Profession:
        if folded in (profession.value, fold(profession.label)) and profession is not Profession.OTHER:
            return profession, ""
    if known := KNOWN.get(folded) or KNOWN.get(folded.rstrip("s")):
        return known, _kept(text, folded, known)
    for beginning, profession in BEGINNINGS:
        if folded.startswith(beginning):
            return profession, _kept(text, folded, profession)
    bare = folded.removeprefix("medecin ").removeprefix("dr ").removeprefix("docteur ")
    if any(bare.startswith(word) for word in SPECIALISTS) or folded.startswith("medecin spec"):
        return Profession.SPECIALIST, "" if "spec" in bare[:9] else text.strip()
    if folded.startswith(("medecin", "docteur")):
        return Profession.GP, ""
    return None


def _kept(text: str, folded: str, profession: Profession) -> str:
    """What the profession alone would lose: « infirmière Asalée », « ostéopathe », « neuropsychologue »."""
    if "asalee" in folded:
        return "Asalée"
    if profession is Profession.OTHER_CARE or folded.startswith("neuropsy"):
        return text.strip()
    return ""
