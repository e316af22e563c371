from django.db import models


class PollStatus(models.TextChoices):
    OPEN = "open", "en cours"
    CHOSEN = "chosen", "date choisie"
    STOPPED = "stopped", "arrêté sans date"


POLL_TRANSITIONS: dict[PollStatus, set[PollStatus]] = {
    PollStatus.OPEN: {PollStatus.CHOSEN, PollStatus.STOPPED},
    PollStatus.CHOSEN: {PollStatus.OPEN},
    PollStatus.STOPPED: {PollStatus.OPEN},
}


class Availability(models.TextChoices):
    YES = "yes", "oui"
    IF_NEEDED = "if_needed", "si besoin"
    NO = "no", "non"


POSSIBLE = (Availability.YES, Availability.IF_NEEDED)


class Frequency(models.TextChoices):
    WEEKLY = "weekly", "par semaine"
    MONTHLY = "monthly", "par mois"


class Rank(models.IntegerChoices):
    """Which of the Thursdays of the month."""

    FIRST = 1, "premier"
    SECOND = 2, "deuxième"
    THIRD = 3, "troisième"
    FOURTH = 4, "quatrième"
    FIFTH = 5, "cinquième"
    LAST = -1, "dernier"


class OnHoliday(models.TextChoices):
    """What becomes of a date of a series that falls on holidays."""

    SKIP = "skip", "la date est sautée"
    NEXT_WEEK = "next_week", "la date passe à la semaine suivante"
    KEEP = "keep", "la date est gardée pendant les vacances, sautée les jours fériés"


class Rhythm(models.TextChoices):
    """How often a line of the plan of the year asks for a meeting."""

    COUNT = "count", "tant de fois, bien réparties"
    WEEKS = "weeks", "toutes les tant de semaines"
