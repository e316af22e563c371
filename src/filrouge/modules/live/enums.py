from django.db import models


class SeatState(models.TextChoices):
    WAITING = "waiting", "attend d’être accueilli·e"  # a guest, until the facilitator says yes
    SEATED = "seated", "a rejoint la séance"
    ENDED = "ended", "n’y est plus"
