"""Last year's report, frozen and sent; this year's, begun in November with the figures of November."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta

from django.utils import timezone

from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.reports.annual import queries, services
from filrouge.reports.annual.queries import Chapter, Seen

LAST_YEAR = {
    "access": """La maison de santé ouvre de 8 h à 20 h du lundi au vendredi et le samedi matin. Chaque jour, deux \
créneaux sont gardés pour les demandes non prévues.""",
    "users": """Un comité des usagers s’est réuni deux fois. À sa demande, l’accueil téléphonique ouvre désormais dès \
8 h et l’affichage des horaires a été refait en gros caractères.""",
    "objectives": "Écrire un protocole de plus, ouvrir un atelier pour les aînés, accueillir deux stagiaires.",
}
QUALITY = """Le plan de crise a été relu en équipe et un exercice est prévu au printemps. Les contrôles des locaux \
sont à jour ; les remarques du dernier rapport sont devenues des tâches."""
TEAMWORK = """L’année a été celle des habitudes prises : **{held} réunions** tenues, un ordre du jour envoyé à \
l’avance, des comptes rendus relus par tous.

Le registre compte {decided} décisions. Trois ont changé notre quotidien :

- un créneau de concertation chaque premier jeudi ;
- un dossier partagé pour les patients suivis à domicile ;
- un tour de rôle pour les demandes du jour."""
CLOSING = """Nous serions heureux de présenter ces résultats au conseil municipal et de préparer avec lui l’accueil \
d’un médecin."""
EARLIER = {"meetings.held": 2, "meetings.decisions": 1}  # how many fewer a month ago


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    last, this = context.today.year - 1, context.today.year
    with context.travel(_at(min(date(this, 1, 18), context.today))):
        chapters = {one.code: one for one in queries.outline_of(membership, last)}
        for code, words in LAST_YEAR.items():
            _write(last, chapters[code], words, queries.seen_of(chapters[code]), membership)
        services.show_chapter(last, "staff", ["cpam", "ars", "assembly"], by=membership)
        version = services.freeze(last, recipient="cpam", by=membership)
        services.freeze(last, recipient="town_hall", by=membership)
        services.note_sending(
            version, to="La CPAM, avec la déclaration de l’ACI", on=timezone.localdate(), by=membership
        )
    with context.travel(_at(context.today - timedelta(days=1))):
        chapters = {one.code: one for one in queries.outline_of(membership, this)}
        teamwork = chapters["teamwork"]
        seen = _earlier(teamwork)
        _write(this, teamwork, _teamwork(seen), seen, membership)
        _write(this, chapters["quality"], QUALITY, queries.seen_of(chapters["quality"]), membership)
        proposed = queries.proposed_words(this, "mayor")
        services.keep_words(this, "mayor", headline=proposed["headline"], closing=CLOSING, by=membership)


def _write(year: int, chapter: Chapter, words: str, seen: Seen, by: Membership) -> None:
    services.write_chapter(year, chapter.code, by=by, notes=words, read_version=0, seen=seen)


def _earlier(chapter: Chapter) -> Seen:
    """What the page showed a month ago."""
    figures = {code: one.shown for code, one in chapter.figures.items()}
    for code, fewer in EARLIER.items():
        if code in figures:
            figure = chapter.figures[code]
            figures[code] = figure.tell(max(int(figure.value) - fewer, 0))
    return Seen(figures, {})


def _teamwork(seen: Seen) -> str:
    held, decided = seen.figures.get("meetings.held", "0"), seen.figures.get("meetings.decisions", "0")
    return TEAMWORK.format(held=held, decided=decided)


def _at(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time(10)))


STEP = DemoStep(order=90, load=load)
