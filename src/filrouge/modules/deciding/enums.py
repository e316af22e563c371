from fractions import Fraction

from django.db import models


class Method(models.TextChoices):
    HANDS = "hands", "vote à main levée"
    YES_NO = "yes_no", "pour, contre, abstention"
    CONSENT = "consent", "consentement"
    JUDGEMENT = "judgement", "jugement majoritaire"
    RANKING = "ranking", "classement"
    DOTS = "dots", "gommettes"


WITH_OPTIONS = (Method.JUDGEMENT, Method.RANKING, Method.DOTS)
WITH_MAJORITY = (Method.HANDS, Method.YES_NO)


class BallotStatus(models.TextChoices):
    DRAFT = "draft", "en préparation"
    OPEN = "open", "ouvert"
    CLOSED = "closed", "dépouillé"
    CANCELLED = "cancelled", "annulé"


TRANSITIONS: dict[BallotStatus, set[BallotStatus]] = {
    BallotStatus.DRAFT: {BallotStatus.OPEN, BallotStatus.CANCELLED},
    BallotStatus.OPEN: {BallotStatus.CLOSED, BallotStatus.CANCELLED},
    BallotStatus.CLOSED: set(),
    BallotStatus.CANCELLED: set(),
}


class Rule(models.TextChoices):
    """How many votes for a proposal are enough."""

    SIMPLE = "simple", "majorité simple : plus de pour que de contre"
    ABSOLUTE = "absolute", "majorité absolue : plus de la moitié"
    TWO_THIRDS = "two_thirds", "majorité des deux tiers"
    THREE_QUARTERS = "three_quarters", "majorité des trois quarts"
    UNANIMITY = "unanimity", "unanimité"


class Base(models.TextChoices):
    """Of whom the majority is counted."""

    EXPRESSED = "expressed", "des suffrages exprimés, sans les abstentions"
    VOTERS = "voters", "des votants, abstentions comprises"
    ELECTORS = "electors", "de toutes les personnes appelées à voter"


class Quorum(models.TextChoices):
    NONE = "", "pas de quorum"
    THIRD = "third", "le tiers"
    HALF = "half", "la moitié"
    MORE_THAN_HALF = "more_than_half", "plus de la moitié"
    TWO_THIRDS = "two_thirds", "les deux tiers"
    THREE_QUARTERS = "three_quarters", "les trois quarts"


FEWEST_SECRET = 3  # with fewer papers, counting them would say who voted what
QUORUM_SHARES = {
    Quorum.THIRD: Fraction(1, 3),
    Quorum.HALF: Fraction(1, 2),
    Quorum.TWO_THIRDS: Fraction(2, 3),
    Quorum.THREE_QUARTERS: Fraction(3, 4),
}
RULE_SHARES = {Rule.TWO_THIRDS: Fraction(2, 3), Rule.THREE_QUARTERS: Fraction(3, 4)}


class Side(models.TextChoices):
    FOR = "for", "pour"
    AGAINST = "against", "contre"
    ABSTAIN = "abstain", "abstention"


class ConsentAnswer(models.TextChoices):
    CONSENT = "consent", "je consens"
    ASIDE = "aside", "je laisse faire"
    OBJECTION = "objection", "j’ai une objection"


class ObjectionState(models.TextChoices):
    STANDING = "standing", "à traiter"
    LIFTED = "lifted", "levée"
    INTEGRATED = "integrated", "levée par une bonification"


class Electorate(models.TextChoices):
    """Who may vote. Fixed when the vote opens."""

    PRESENT = "present", "les personnes présentes"
    CALLED = "called", "toutes les personnes conviées"
    ROOM = "room", "toute la salle, personnes de passage comprises"
    ASKED = "asked", "les personnes interrogées"


class Mention(models.IntegerChoices):
    """The grades of majority judgement, the worst first so that they compare."""

    REJECT = 0, "à rejeter"
    POOR = 1, "insuffisant"
    FAIR = 2, "passable"
    ACCEPTABLE = 3, "assez bien"
    GOOD = 4, "bien"
    VERY_GOOD = 5, "très bien"
    EXCELLENT = 6, "excellent"


class BoardStage(models.TextChoices):
    COLLECTING = "collecting", "les idées arrivent"
    SORTING = "sorting", "on regroupe"
    VOTING = "voting", "les gommettes se posent"
    DONE = "done", "terminé"


BOARD_TRANSITIONS: dict[BoardStage, set[BoardStage]] = {
    BoardStage.COLLECTING: {BoardStage.SORTING, BoardStage.DONE},
    BoardStage.SORTING: {BoardStage.COLLECTING, BoardStage.VOTING, BoardStage.DONE},
    BoardStage.VOTING: {BoardStage.SORTING, BoardStage.DONE},
    BoardStage.DONE: {BoardStage.SORTING},
}


class Became(models.TextChoices):
    """What a group of ideas turns into."""

    NOTHING = "", "pas encore décidé"
    DECISION = "decision", "décision"
    TASK = "task", "tâche"
    PROJECT = "project", "idée de projet"


class ProjectIdeaState(models.TextChoices):
    WAITING = "waiting", "à étudier"
    TAKEN_UP = "taken_up", "reprise dans un projet"
    DROPPED = "dropped", "écartée"


class Purpose(models.TextChoices):
    """What a technique is for."""

    START = "start", "se mettre en route"
    UNDERSTAND = "understand", "comprendre un problème"
    PRODUCE = "produce", "produire des idées"
    SORT = "sort", "trier et hiérarchiser"
    DECIDE = "decide", "décider"
    EVALUATE = "evaluate", "évaluer"
    CLOSE = "close", "conclure"


ACTIVITIES = {  # the activity of the coordinator's job that a purpose serves
    Purpose.START: "B1-17",
    Purpose.UNDERSTAND: "B1-23",
    Purpose.PRODUCE: "B1-23",
    Purpose.SORT: "B5-08",
    Purpose.DECIDE: "B1-17",
    Purpose.EVALUATE: "B1-17",
    Purpose.CLOSE: "B1-17",
}


class Verdict(models.TextChoices):
    NONE = "", "pas encore dépouillé"
    ADOPTED = "adopted", "adoptée"
    REJECTED = "rejected", "rejetée"
    OBJECTIONS = "objections", "objections à traiter"
    CHOSEN = "chosen", "une option l’emporte"
    TIE = "tie", "égalité"
    NO_QUORUM = "no_quorum", "quorum non atteint"
    NO_VOTE = "no_vote", "personne n’a voté"
    VOID = "void", "trop peu de bulletins"


DECIDES = (Verdict.ADOPTED, Verdict.CHOSEN, Verdict.REJECTED, Verdict.TIE)
