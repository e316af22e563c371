"""What an identity looks like in French minutes.

Every repetition is bounded and no two neighbours can read the same sign: reading takes a time in the length of the
text.
"""

import re

_GAP = r"[ .\-\u00a0\u2009\u202f]{0,2}"
_DIGIT = rf"(?:{_GAP}[0-9])"

# Social security number: sex, year, month, department (2A and 2B in Corsica), commune, order, key (may be missing).
# A look-ahead, so that a number beginning inside another one is seen too.
NIR = re.compile(
    r"(?<![0-9A-Za-z])(?=(?P<nir>[1-478]"
    rf"{_DIGIT}{{2}}{_GAP}(?:0{_GAP}[1-9]|1{_GAP}[0-2]|[2-9]{_GAP}[0-9])"
    rf"{_GAP}(?:[0-9]{_GAP}[0-9]|2{_GAP}[AaBb]){_DIGIT}{{6}}(?:{_DIGIT}{{2}})?)(?![0-9A-Za-z]))"
)

_SPACE = r"[ \t\u00a0\u202f]{1,3}"
_MAYBE_SPACE = r"[ \t\u00a0\u202f]{0,3}"
_MONTH = (
    r"(?:janvier|janv\.?|f[ée]vrier|févr?\.?|mars|avril|avr\.?|mai|juin|juillet|juil\.?|ao[ûu]t|septembre|sept\.?|"
    r"octobre|oct\.?|novembre|nov\.?|d[ée]cembre|déc\.?)"
)
_YEAR = r"(?:18|19|20)[0-9]{2}"
_FULL_DATE = (
    rf"(?:[0-3]?[0-9] ?[/.\-] ?[01]?[0-9] ?[/.\-] ?(?:{_YEAR}|[0-9]{{2}})"
    rf"|{_YEAR}-[01][0-9]-[0-3][0-9]"
    rf"|[0-3]?[0-9] [01]?[0-9] {_YEAR}"
    rf"|[0-3]?[0-9](?:er)?{_SPACE}{_MONTH}{_SPACE}(?:{_YEAR}|[0-9]{{2}}))(?![0-9])"
)
# Singular only: « les enfants nés en 2012 » is a population, not a person.
_BORN = r"(?<!\w)n(?:é\(e\)|é·e|é/e|ée?|ee)"
_WEEKDAY = r"(?:lundi|mardi|mercredi|jeudi|vendredi|samedi|dimanche)"

# « née le 12 mars 1948 », « né à Dijon le mardi 12/03/1948 ».
BORN_ON = re.compile(
    rf"{_BORN},?{_SPACE}(?:à{_SPACE}[^\d.;:\n]{{2,40}}?{_SPACE})?(?:le{_SPACE})?(?:{_WEEKDAY}{_SPACE})?(?P<date>{_FULL_DATE})",
    re.IGNORECASE,
)
# « DDN : 12/03/48 », « date de naissance (patient) : 1948-03-12 », « DDN 12031948 ».
BIRTH_DATE = re.compile(
    rf"(?<!\w)(?:DDN|D\.D\.N\.?|dates?{_SPACE}de{_SPACE}naissance|naissance){_MAYBE_SPACE}(?:\([^()\n]{{1,20}}\){_MAYBE_SPACE})?"
    rf"(?:[:=,\-]|est{_SPACE}le|le)?{_MAYBE_SPACE}"
    rf"(?P<date>{_FULL_DATE}|[0-3][0-9][01][0-9]{_YEAR}(?![0-9]))",
    re.IGNORECASE,
)
# A year or a month alone tells who only when a person is spoken of just before: « 78 ans, née en 1948 ».
BORN_IN = re.compile(
    rf"{_BORN}{_SPACE}en{_SPACE}(?P<date>(?:{_MONTH}{_SPACE})?(?P<year>{_YEAR})(?![0-9]))", re.IGNORECASE
)
PERSON = re.compile(
    r"(?<!\w)(?:[0-9]{1,3}[ \u00a0]ans|patiente?|résidente?|usager|usagère|bénéficiaire|dame|monsieur|madame|mme|mlle|"
    r"homme|femme|garçon|fille|fils|mère|père|mari|épouse|époux|conjointe?|sœur|frère|enfant|bébé|nourrisson|"
    r"adolescente?|veuve?|retraitée?)(?!\w)|(?<!\w)M\.",
    re.IGNORECASE,
)
PRONOUN = re.compile(r"(?<!\w)(?:elle|il)(?!\w)", re.IGNORECASE)
# « L’association est née le 1er juin 1998 »: these are born too, when they are the subject (« vu au centre, né le »
# is not).
_SUBJECT = (
    r"(?:^\W*|(?<!à )(?<!de )(?<!dans )(?<!par )(?<!pour )(?<!sur )(?<!\w)"
    r"(?:l[ea] |l[’']|une? |notre |cette |cet |ce |votre ))"
)
THING = re.compile(
    rf"{_SUBJECT}(?:\w{{2,12}} )?"
    r"(?:msp|sisa|cpts|maison|association|projet|équipe|idée|groupe|protocole|structure|dispositif|réseau|partenariat|"
    r"collaboration|convention|commission|démarche|initiative|pôle|société|fédération|loi|programme|outil|cabinet|"
    r"centre|plateforme|action|campagne|atelier|accord|envie|besoin|demande|réflexion)(?!\w)",
    re.IGNORECASE,
)

_WORD = r"[A-ZÀ-ÖØ-Þ][\w’'\-]{1,40}"
_PARTICLE = r"(?:de la|de l[’']|de|du|des|d[’']|van|von|der|den|ben|bin|el|al|da|dos|di|le|la)"
# One to four words: « Jean MARTIN », « Le Goff », « de La Tour », « El Amrani ».
_NAME = (
    rf"(?P<name>(?:{_PARTICLE}[ \u00a0]?)?{_WORD}(?:[ \u00a0](?:(?:de|du|la|le|van|el|ben)[ \u00a0])?{_WORD}){{0,3}})"
)

TITLE = re.compile(
    r"(?<![\w.])(?P<title>M\.|MM\.|Mr\.?|Mme\.?|MME|Mmes|Mlle\.?|MLLE|Melle|[Mm]onsieur|MONSIEUR|[Mm]adame|MADAME|"
    rf"[Mm]ademoiselle|mme|mr\.?|mlle|M)(?:[ \u00a0\u202f]{{1,3}}|(?<=M\.)){_NAME}"
)
PATIENT = re.compile(
    r"(?<!\w)(?P<title>[Pp]atiente?|PATIENTE?|[Rr]ésidente?|[Uu]sagère?|[Ll]a famille|[Ll][’']enfant)"
    rf"(?P<colon>[ \u00a0]?:)?[ \u00a0]{{1,2}}{_NAME}"
)
