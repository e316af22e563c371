from django.db import models


class MeetingStatus(models.TextChoices):
    DRAFT = "draft", "en préparation"
    CONVENED = "convened", "convoquée"
    OPEN = "open", "en séance"
    HELD = "held", "tenue, compte rendu à relire"
    REVIEW = "review", "compte rendu en relecture"
    APPROVED = "approved", "compte rendu approuvé"
    CANCELLED = "cancelled", "annulée"


TRANSITIONS: dict[MeetingStatus, set[MeetingStatus]] = {
    MeetingStatus.DRAFT: {MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.CANCELLED},
    MeetingStatus.CONVENED: {MeetingStatus.OPEN, MeetingStatus.CANCELLED},
    MeetingStatus.OPEN: {MeetingStatus.HELD},
    MeetingStatus.HELD: {MeetingStatus.OPEN, MeetingStatus.REVIEW, MeetingStatus.APPROVED},
    MeetingStatus.REVIEW: {MeetingStatus.OPEN, MeetingStatus.REVIEW, MeetingStatus.APPROVED},
    MeetingStatus.APPROVED: set(),
    MeetingStatus.CANCELLED: {MeetingStatus.DRAFT},
}
TO_COME = (MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN)
TOOK_PLACE = (MeetingStatus.HELD, MeetingStatus.REVIEW, MeetingStatus.APPROVED)
WRITABLE = (MeetingStatus.DRAFT, MeetingStatus.CONVENED, MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW)


class ItemKind(models.TextChoices):
    INFORMATION = "information", "information"
    DISCUSSION = "discussion", "discussion"
    DECISION = "decision", "décision"


class PointState(models.TextChoices):
    """Of a point dropped for a next meeting. Whether it is on an agenda is read from the agendas."""

    PROPOSED = "proposed", "à accepter"
    WAITING = "waiting", "en attente"
    DROPPED = "dropped", "abandonné"


class Answer(models.TextChoices):
    NONE = "none", "sans réponse"
    COMING = "coming", "viendra"
    NOT_COMING = "not_coming", "ne viendra pas"
    EXCUSED = "excused", "s’excuse"


class Presence(models.TextChoices):
    UNKNOWN = "", "à pointer"
    PRESENT = "present", "présent·e"
    REMOTE = "remote", "à distance"
    LATE = "late", "en retard"
    LEFT_EARLY = "left_early", "parti·e avant la fin"
    EXCUSED = "excused", "excusé·e"
    ABSENT = "absent", "absent·e"


ATTENDED = (Presence.PRESENT, Presence.REMOTE, Presence.LATE, Presence.LEFT_EARLY)


class DeclaredHow(models.TextChoices):
    """Where a presence comes from: who holds the meeting marked it, or the person said it."""

    UNKNOWN = "", "–"
    GRID = "grid", "pointé en séance"
    PAPER = "paper", "feuille papier"
    QR = "qr", "code QR de la séance"
    CODE = "code", "code de la séance"
    LINK = "link", "lien personnel"
    LATE = "late", "déclaré après la réunion"


MARKED = (DeclaredHow.GRID, DeclaredHow.PAPER)  # by who holds the meeting
SAID = (DeclaredHow.QR, DeclaredHow.CODE, DeclaredHow.LINK, DeclaredHow.LATE)  # by the person


class FiledHow(models.TextChoices):
    """How a photographed sheet found its meeting."""

    UNFILED = "", "à classer"
    CODE = "code", "par son code QR"
    PAGE = "page", "depuis la page de la réunion"
    CHOSEN = "chosen", "choisie dans la liste"


class Approval(models.TextChoices):
    NONE = "none", "sans réponse"
    APPROVED = "approved", "approuve"
    CHANGES = "changes", "demande une correction"


class RemarkState(models.TextChoices):
    """What became of a remark on the draft minutes."""

    OPEN = "open", "à traiter"
    TAKEN = "taken", "traitée"
    REFUSED = "refused", "écartée"


class DecisionStatus(models.TextChoices):
    TO_APPLY = "to_apply", "à appliquer"
    APPLIED = "applied", "appliquée"
    DROPPED = "dropped", "abandonnée"
    REPLACED = "replaced", "remplacée"


class ReviewOutcome(models.TextChoices):
    """What a team says of a decision it looks at again."""

    CONFIRMED = "confirmed", "confirmée"
    APPLIED = "applied", "appliquée"
    REPLACED = "replaced", "remplacée par une autre"
    DROPPED = "dropped", "abandonnée"


class DecisionTiming(models.TextChoices):
    """How a decision of the register stands against the day it was expected for."""

    IN_TIME = "in_time", "appliquées à temps"
    APPLIED_LATE = "applied_late", "appliquées après la date"
    OVERDUE = "overdue", "en retard"
    WAITING = "waiting", "encore dans les temps"
    UNDATED = "undated", "appliquées, sans date connue"


class DecisionOrigin(models.TextChoices):
    MEETING = "meeting", "en réunion"
    BETWEEN = "between", "entre deux réunions"


class EvidenceAxis(models.TextChoices):
    """Where the meeting counts as a proof in the yearly declaration."""

    RCP = "rcp", "Concertation pluriprofessionnelle (RCP)"
    COORDINATION = "coordination", "Coordination de l’équipe"
    PROTOCOLS = "protocols", "Protocoles pluriprofessionnels"
    PUBLIC_HEALTH = "public_health", "Missions de santé publique"
    USERS = "users", "Implication des usagers"
    TRAINING = "training", "Formation"
    PARTNERS = "partners", "Coordination externe"
    NONE = "none", "Hors déclaration"

    @property
    def indicator(self) -> str:
        """Its code in the scale of the ACI; empty: it counts for none."""
        return {self.PARTNERS: "external_coordination", self.NONE: ""}.get(self, self.value)


class Confidentiality(models.TextChoices):
    """Who reads a meeting, its documents and its decisions."""

    TEAM = "team", "toute l’équipe"
    CALLED = "called", "les personnes conviées"
    MANAGERS = "managers", "la gérance et les personnes conviées"


class SessionRole(models.TextChoices):
    """What somebody does during a session. The value is the name of the field of ``Meeting``."""

    FACILITATOR = "facilitator", "animation"
    SECRETARY = "secretary", "secrétariat"
    TIMEKEEPER = "timekeeper", "gardien du temps"
    DECISION_PUSHER = "decision_pusher", "pousse-décision"


class OutlinePlace(models.TextChoices):
    BEFORE = "before", "avant les points"
    AFTER = "after", "après les points"


class StepOwner(models.TextChoices):
    """Whose task a step of the retroplanning is."""

    COORDINATOR = "coordinator", "coordination"
    FACILITATOR = "facilitator", "animation"
    SECRETARY = "secretary", "secrétariat"
    NOBODY = "nobody", "à confier"


class StepAct(models.TextChoices):
    """The act that ticks a step by itself."""

    NONE = "", "cochée à la main"
    CONVENE = "convene", "cochée à la convocation"
    REVIEW = "review", "cochée au compte rendu"
    APPROVE = "approve", "cochée à l’approbation"


class AdviceKind(models.TextChoices):
    """What the minutes could say more plainly."""

    LONG = "long", "Phrases longues"
    ACRONYM = "acronym", "Sigles sans leur sens"
    PASSIVE = "passive", "Qui l’a fait ?"
    NOBODY = "nobody", "Qui doit le faire ?"
    OWNER = "owner", "Tâches sans responsable"

    @property
    def why(self) -> str:
        return WHY[self]


WHY = {
    AdviceKind.LONG: "Plus de trente mots : coupez en deux, ou faites une liste.",
    AdviceKind.ACRONYM: "Écrivez-le en toutes lettres la première fois, le sigle entre parenthèses.",
    AdviceKind.PASSIVE: "« Il a été décidé » ne dit pas par qui : « L’équipe décide » est plus court et plus clair.",
    AdviceKind.NOBODY: "« Il faut » ne désigne personne : faites-en une tâche, avec un responsable et une date.",
    AdviceKind.OWNER: "Une tâche sans responsable n’arrive chez personne à l’approbation.",
}


class Rounding(models.TextChoices):
    """Where the minutes that do not fill a step go."""

    DOWN = "down", "en dessous"
    NEAREST = "nearest", "au plus proche"
    UP = "up", "au-dessus"


NO_GROUP = "aucun"  # in the place of a group's key, for what was decided or held without one
