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
