from django.db import models


class SeatState(models.TextChoices):
    WAITING = "waiting", "attend d’être accueilli·e"  # a guest, until the facilitator says yes
    SEATED = "seated", "a rejoint la séance"
    ENDED = "ended", "n’y est plus"


# Written by hand, read aloud and typed on a phone: no vowel (no word appears), nothing that looks like something else.
CODE_LETTERS = "CDFHJKMNPRTVWX34679"
CODE_LENGTH = 6
