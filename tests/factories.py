"""Rows for tests. Each belongs to an organisation given or made; a scope is opened for the insert."""

import datetime as dt
from decimal import Decimal

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.identifiers import spoken
from filrouge.kernel.ids import uuid7
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import current_organisation, organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.aci import engine as aci
from filrouge.modules.aci import pack as aci_pack
from filrouge.modules.aci.models import Declaration, DismissedAct, OwnTime, Piece, YearInputs
from filrouge.modules.coordinator.models import (
    Absence,
    Access,
    Habit,
    Post,
    PostFunding,
    PresenceDay,
    ProfileChoice,
    TimeEntry,
    Training,
)
from filrouge.modules.deadlines.models import Contract, Control, Due, Obligation
from filrouge.modules.deciding.models import Ballot, Board
from filrouge.modules.indicators.models import CountSheet, Cycle, Indicator, Reading
from filrouge.modules.live.models import LiveSession, Seat
from filrouge.modules.maturity.models import AnswerBox, Assessment, DimensionText, Improvement
from filrouge.modules.meetings.models import (
    AgendaItem,
    BacklogItem,
    Decision,
    HoursRule,
    Meeting,
    MeetingType,
    Participant,
    SheetPhoto,
)
from filrouge.modules.planning.models import Plan, PlanStep
from filrouge.modules.rcp.models import Case, PatientCounts
from filrouge.modules.rcp.validators import LETTERS
from filrouge.modules.scheduling.models import (
    Occurrence,
    PlanLine,
    PlannedDate,
    Poll,
    Respondent,
    Series,
    Slot,
    YearPlan,
)
from filrouge.modules.sharing.models import Scenario

# One black point, the smallest PNG there is.
PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154789c63606060000000040001f61738"
    "550000000049454e44ae426082"
)


class OrganisationFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Organisation

    slug = factory.Sequence(lambda n: f"msp-{n}")
    name = factory.Sequence(lambda n: f"MSP {n}")
    contact_email = "coordination@msp.example"


class UserFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = get_user_model()

    email = factory.Sequence(lambda n: f"user{n}@example.org")
    first_name = "Camille"
    last_name = factory.Sequence(lambda n: f"Essai{n}")


class MembershipFactory(factory.django.DjangoModelFactory):
    class Meta:
        model = Membership

    organisation = factory.SubFactory(OrganisationFactory)
    user = factory.SubFactory(UserFactory)
    roles = factory.LazyFunction(lambda: ["coordinator"])


class TenantFactory(factory.django.DjangoModelFactory):
    """Base of the factories of tenant rows: ``organisation=`` is given, or that of the ambient scope."""

    class Meta:
        abstract = True

    organisation = None

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        organisation = kwargs.pop("organisation", None)
        if organisation is None:
            return super()._create(model_class, *args, **kwargs)
        with organisation_scope(organisation, switching=True):
            return super()._create(model_class, *args, organisation=organisation, **kwargs)


class PersonFactory(TenantFactory):
    class Meta:
        model = Person

    last_name = factory.Sequence(lambda n: f"Martin{n:04}")
    first_name = "Dominique"
    profession = "nurse"
    email = factory.Sequence(lambda n: f"personne{n}@example.org")
    arrived_on = dt.date(2020, 1, 6)
    sort_name = factory.LazyAttribute(lambda o: f"{o.last_name} {o.first_name}".lower())


class GroupFactory(TenantFactory):
    class Meta:
        model = Group

    name = factory.Sequence(lambda n: f"Groupe {n}")


class MeetingTypeFactory(TenantFactory):
    class Meta:
        model = MeetingType

    code = factory.Sequence(lambda n: f"type-{n}")
    name = "Réunion de concertation pluriprofessionnelle (RCP)"
    short_name = "RCP"
    evidence_axis = "rcp"


class MeetingFactory(TenantFactory):
    """A draft meeting, two weeks from now at noon. Traits bring it where a test begins."""

    class Meta:
        model = Meeting

    class Params:
        passed = factory.Trait(starts_at=factory.LazyFunction(lambda: noon_in(-7)))
        open = factory.Trait(
            status="open",
            starts_at=factory.LazyFunction(lambda: noon_in(-7)),
            opened_at=factory.SelfAttribute("starts_at"),
        )
        held = factory.Trait(status="held", starts_at=factory.LazyFunction(lambda: noon_in(-7)))

    title = factory.Sequence(lambda n: f"RCP {n}")
    type = factory.SubFactory(MeetingTypeFactory, organisation=factory.SelfAttribute("..organisation"))
    starts_at = factory.LazyFunction(lambda: noon_in(14))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(minutes=60))


class AgendaItemFactory(TenantFactory):
    class Meta:
        model = AgendaItem

    meeting = factory.SubFactory(MeetingFactory, organisation=factory.SelfAttribute("..organisation"))
    title = factory.Sequence(lambda n: f"Point {n}")
    position = factory.Sequence(lambda n: n)


class BacklogItemFactory(TenantFactory):
    class Meta:
        model = BacklogItem

    title = factory.Sequence(lambda n: f"Point en attente {n}")
    author_name = "Camille Essai"


class ParticipantFactory(TenantFactory):
    class Meta:
        model = Participant

    meeting = factory.SubFactory(MeetingFactory, organisation=factory.SelfAttribute("..organisation"))
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    profession = factory.SelfAttribute("person.profession")


class HoursRuleFactory(TenantFactory):
    """Half-hours rounded down for everybody, since long."""

    class Meta:
        model = HoursRule

    valid_from = dt.date(2020, 1, 1)
    rounding = "down"
    source = "décision du 12 décembre 2019"


class DecisionFactory(TenantFactory):
    """A decision of the register, numbered."""

    class Meta:
        model = Decision

    item = factory.SubFactory(AgendaItemFactory, organisation=factory.SelfAttribute("..organisation"))
    meeting = factory.SelfAttribute("item.meeting")
    text = factory.Sequence(lambda n: f"Décision {n}")
    decided_on = dt.date(2026, 3, 2)
    year = 2026
    number = factory.Sequence(lambda n: n + 1)


class BallotFactory(TenantFactory):
    """A draft vote under an agenda item of an open session."""

    class Meta:
        model = Ballot

    item = factory.SubFactory(
        AgendaItemFactory,
        organisation=factory.SelfAttribute("..organisation"),
        meeting__open=True,
    )
    meeting = factory.SelfAttribute("item.meeting")
    title = factory.Sequence(lambda n: f"Vote {n}")


class PollFactory(TenantFactory):
    """An open poll on a draft meeting; give it its dates and who is asked."""

    class Meta:
        model = Poll

    meeting = factory.SubFactory(MeetingFactory, organisation=factory.SelfAttribute("..organisation"))
    respond_by = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=7))


class SlotFactory(TenantFactory):
    class Meta:
        model = Slot

    poll = factory.SubFactory(PollFactory, organisation=factory.SelfAttribute("..organisation"))
    starts_at = factory.Sequence(lambda n: noon_in(20 + n % 300))
    ends_at = factory.LazyAttribute(lambda o: o.starts_at + dt.timedelta(minutes=60))


class RespondentFactory(TenantFactory):
    """Somebody asked, called to the meeting as they must be."""

    class Meta:
        model = Respondent

    poll = factory.SubFactory(PollFactory, organisation=factory.SelfAttribute("..organisation"))
    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    profession = factory.SelfAttribute("person.profession")
    asked_at = factory.LazyFunction(timezone.now)

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        poll, person = kwargs["poll"], kwargs["person"]
        ParticipantFactory(organisation=kwargs.get("organisation"), meeting=poll.meeting, person=person)
        return super()._create(model_class, *args, **kwargs)


class CaseFactory(TenantFactory):
    """A situation noted at an RCP held last week."""

    class Meta:
        model = Case

    meeting = factory.SubFactory(MeetingFactory, organisation=factory.SelfAttribute("..organisation"), open=True)
    code = factory.Sequence(lambda n: f"K{LETTERS[n % 14]}{LETTERS[n // 14 % 14]}-{n // 196 % 8 + 2}79")
    category = "ald"
    theme = "wounds"


class PatientCountsFactory(TenantFactory):
    """The base of the insurer's own example: 650 patients, of 8 000."""

    class Meta:
        model = PatientCounts

    year = 2026
    ald = 300
    old = 200
    both = 150
    listed = 8000
    source = "insurer"
    read_on = dt.date(2027, 1, 12)


class SeriesFactory(TenantFactory):
    """Second Thursdays at noon; its dates are for the test to lay."""

    class Meta:
        model = Series

    title = factory.Sequence(lambda n: f"Série {n}")
    type = factory.SubFactory(MeetingTypeFactory, organisation=factory.SelfAttribute("..organisation"))
    rank = 2
    weekday = 3
    starts = dt.time(12)
    first_on = factory.LazyFunction(timezone.localdate)


class OccurrenceFactory(TenantFactory):
    class Meta:
        model = Occurrence

    series = factory.SubFactory(SeriesFactory, organisation=factory.SelfAttribute("..organisation"))
    meeting = factory.SubFactory(MeetingFactory, organisation=factory.SelfAttribute("..organisation"))
    rule_day = factory.Sequence(lambda n: timezone.localdate() + dt.timedelta(days=14 + n % 300))
    day = factory.SelfAttribute("rule_day")


class YearPlanFactory(TenantFactory):
    class Meta:
        model = YearPlan

    year = factory.LazyFunction(lambda: timezone.localdate().year + 1)


class PlanLineFactory(TenantFactory):
    """Thursdays at noon."""

    class Meta:
        model = PlanLine

    plan = factory.SubFactory(YearPlanFactory, organisation=factory.SelfAttribute("..organisation"))
    type = factory.SubFactory(MeetingTypeFactory, organisation=factory.SelfAttribute("..organisation"))
    title = factory.Sequence(lambda n: f"Ligne {n}")
    weekdays = factory.LazyFunction(lambda: [3])
    hours = factory.LazyFunction(lambda: ["12:30"])


class PlannedDateFactory(TenantFactory):
    class Meta:
        model = PlannedDate

    line = factory.SubFactory(PlanLineFactory, organisation=factory.SelfAttribute("..organisation"))
    day = factory.Sequence(lambda n: dt.date(timezone.localdate().year + 1, 1, 1) + dt.timedelta(days=n % 360))
    starts = dt.time(12, 30)


class StoredFileFactory(TenantFactory):
    """A small picture, kept as a service would keep it."""

    class Meta:
        model = StoredFile

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        with organisation_scope(kwargs.pop("organisation", None) or current_organisation(), switching=True):
            return files.store(name="feuille.png", content=PIXEL, capability="meetings.view")


class SheetPhotoFactory(TenantFactory):
    """A photographed sheet that waits for its meeting."""

    class Meta:
        model = SheetPhoto

    file = factory.SubFactory(StoredFileFactory, organisation=factory.SelfAttribute("..organisation"))
    source_sha256 = factory.Sequence(lambda n: f"{n:064x}")
    added_by = "Camille Roy"


def noon_in(days):
    day = timezone.localdate() + dt.timedelta(days=days)
    return timezone.make_aware(dt.datetime.combine(day, dt.time(12)))


class BoardFactory(TenantFactory):
    """A brainstorm that takes ideas, under an agenda item of an open session."""

    class Meta:
        model = Board

    item = factory.SubFactory(
        AgendaItemFactory,
        organisation=factory.SelfAttribute("..organisation"),
        meeting__open=True,
    )
    meeting = factory.SelfAttribute("item.meeting")
    title = factory.Sequence(lambda n: f"Comment mieux accueillir {n} ?")


class LiveSessionFactory(TenantFactory):
    """A session in progress, open to phones."""

    class Meta:
        model = LiveSession

    meeting = factory.SubFactory(
        MeetingFactory,
        open=True,
        starts_at=factory.LazyFunction(lambda: timezone.now() - dt.timedelta(minutes=10)),
        organisation=factory.SelfAttribute("..organisation"),
    )
    code = factory.Sequence(lambda n: f"K7PW{spoken.LETTERS[n // 19 % 19]}{spoken.LETTERS[n % 19]}")
    opened_at = factory.LazyFunction(timezone.now)


class SeatFactory(TenantFactory):
    """A phone in a session, for somebody called to it."""

    class Meta:
        model = Seat

    live = factory.SubFactory(LiveSessionFactory, organisation=factory.SelfAttribute("..organisation"))
    participant = factory.SubFactory(
        ParticipantFactory,
        organisation=factory.SelfAttribute("..organisation"),
        meeting=factory.SelfAttribute("..live.meeting"),
    )
    profession = factory.SelfAttribute("participant.profession")
    joined_at = factory.LazyFunction(timezone.now)


class TimeEntryFactory(TenantFactory):
    class Meta:
        model = TimeEntry

    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    activity = "B1-02"
    day = dt.date(2026, 3, 2)
    minutes = 60


class PresenceDayFactory(TenantFactory):
    """Every Tuesday."""

    class Meta:
        model = PresenceDay

    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    weekday = 1
    starts_at = dt.time(9)
    ends_at = dt.time(17)
    break_minutes = 60


class AbsenceFactory(TenantFactory):
    class Meta:
        model = Absence

    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    kind = "leave"
    first_on = dt.date(2026, 3, 9)
    last_on = dt.date(2026, 3, 13)


class PostFactory(TenantFactory):
    """15 500 € a year, ten and a half hours a week."""

    class Meta:
        model = Post

    weekly_hours = Decimal("10.5")
    gross_yearly = Decimal(11600)
    charges_rate = Decimal(30)
    other_yearly = Decimal(420)
    starts_on = dt.date(2025, 1, 1)


class PostFundingFactory(TenantFactory):
    class Meta:
        model = PostFunding

    post = factory.SubFactory(PostFactory, organisation=factory.SelfAttribute("..organisation"))
    source = "aci"
    amount = Decimal(11000)
    state = "secured"
    starts_on = dt.date(2026, 1, 1)
    ends_on = dt.date(2026, 12, 31)


class AccessFactory(TenantFactory):
    class Meta:
        model = Access

    tool = factory.Sequence(lambda n: f"Espace {n}")
    kept_in = "Coffre de l’équipe"


class HabitFactory(TenantFactory):
    class Meta:
        model = Habit

    title = factory.Sequence(lambda n: f"Habitude {n}")
    text = "La salle se réserve auprès de l’accueil."


class TrainingFactory(TenantFactory):
    class Meta:
        model = Training

    person = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))
    title = "Animer une réunion difficile"
    followed_on = dt.date(2026, 3, 2)
    hours = Decimal(7)


class ProfileChoiceFactory(TenantFactory):
    class Meta:
        model = ProfileChoice

    decided_on = dt.date(2026, 3, 2)
    priorities = factory.LazyFunction(lambda: {"B1": 1, "B2": 0, "B3": 3, "B4": 1, "B5": 1})
    profile = "admin"
    setting = "shared"
    weekly_hours = Decimal("10.5")


class ObligationFactory(TenantFactory):
    """The team's own, done again a year after the last time."""

    class Meta:
        model = Obligation

    title = factory.Sequence(lambda n: f"Vérifier la pièce {n}")
    schedule = {"kind": "after_done", "months": 12}
    proof = "Rapport"
    source = "Décision de l’équipe"


class ContractFactory(TenantFactory):
    """Without its open date: ``services.add_contract`` sets it."""

    class Meta:
        model = Contract

    obligation = factory.SubFactory(ObligationFactory, organisation=factory.SelfAttribute("..organisation"))
    party = "Collecte Santé Fictive"
    ends_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=200))


class ControlFactory(TenantFactory):
    class Meta:
        model = Control

    obligation = factory.SubFactory(ObligationFactory, organisation=factory.SelfAttribute("..organisation"))


class DueFactory(TenantFactory):
    class Meta:
        model = Due

    obligation = factory.SubFactory(ObligationFactory, organisation=factory.SelfAttribute("..organisation"))
    due_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=60))
    rule_on = factory.SelfAttribute("due_on")
    remind_on = factory.LazyAttribute(lambda due: due.due_on - dt.timedelta(days=due.obligation.lead_days))


class YearInputsFactory(TenantFactory):
    """A year of which everything is typed."""

    class Meta:
        model = YearInputs

    class Params:
        case = aci.Case()

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    associates_reason = "Nombre retenu par la CPAM"

    @factory.lazy_attribute
    def facts(self):
        return {name: value for name, value in aci.case_as_data(self.case).items() if name != "year"}


class AciPieceFactory(TenantFactory):
    class Meta:
        model = Piece

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    happened_on = factory.LazyFunction(timezone.localdate)
    code = "coordination"
    note = "Classeur du bureau"
    state = "draft"


class IndicatorFactory(TenantFactory):
    """A share, counted each quarter."""

    class Meta:
        model = Indicator

    title = factory.Sequence(lambda n: f"Vaccination {n}")
    theme = "vaccination"
    definition = "Patients de 65 ans et plus vaccinés dans la saison."
    numerator = "patients vaccinés"
    denominator = "patients suivis"
    starts_on = factory.LazyFunction(lambda: timezone.localdate().replace(month=1, day=1))


class ReadingFactory(TenantFactory):
    class Meta:
        model = Reading

    indicator = factory.SubFactory(IndicatorFactory, organisation=factory.SelfAttribute("..organisation"))
    first_on = factory.SelfAttribute("indicator.starts_on")
    numerator = 30
    denominator = 60
    value = 50
    given_by = "Camille"
    given_on = factory.LazyFunction(timezone.localdate)


class DismissedActFactory(TenantFactory):
    class Meta:
        model = DismissedAct

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    act = "step:training"
    reason = "Aucun maître de stage cette année"


class OwnTimeFactory(TenantFactory):
    class Meta:
        model = OwnTime

    act = "proof:protocols"
    minutes = 90


class CountSheetFactory(TenantFactory):
    class Meta:
        model = CountSheet

    indicator = factory.SubFactory(IndicatorFactory, organisation=factory.SelfAttribute("..organisation"))
    first_on = factory.SelfAttribute("indicator.starts_on")
    code = factory.Sequence(lambda n: f"KMP{n:03}")
    labels = ["lundi 5", "mardi 6"]


class CycleFactory(TenantFactory):
    class Meta:
        model = Cycle

    theme = "access"
    first_year = factory.LazyFunction(lambda: timezone.localdate().year)
    last_year = factory.SelfAttribute("first_year")
    referent = factory.SubFactory(PersonFactory, organisation=factory.SelfAttribute("..organisation"))


class DeclarationFactory(TenantFactory):
    """Frozen, without a piece and without its pack: ``services.freeze`` makes those of a year."""

    class Meta:
        model = Declaration

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    state = Declaration.State.FROZEN
    manifest = factory.LazyAttribute(lambda one: empty_manifest(one.year).as_data())
    fingerprint = factory.LazyAttribute(lambda one: aci_pack.fingerprint(one.manifest))
    computed = "0.00"
    frozen_at = factory.LazyFunction(timezone.now)
    frozen_by = "Camille Essai"


def empty_manifest(year):
    identity = aci_pack.Identity("MSP du Chastel")
    return aci_pack.Manifest(year, 1, f"{year + 1}-01-15", "Avenant 1", "0.00", identity, (), (), ())


class PlanFactory(TenantFactory):
    """Without steps: ``services.create_plan`` makes those of a template."""

    class Meta:
        model = Plan

    title = factory.Sequence(lambda n: f"Journée de prévention {n}")
    target_on = factory.LazyFunction(lambda: timezone.localdate() + dt.timedelta(days=60))


class TaskFactory(TenantFactory):
    class Meta:
        model = Task

    title = factory.Sequence(lambda n: f"Relancer le fournisseur {n}")
    released_at = factory.LazyFunction(timezone.now)


class PlanStepFactory(TenantFactory):
    class Meta:
        model = PlanStep

    plan = factory.SubFactory(PlanFactory, organisation=factory.SelfAttribute("..organisation"))
    key = factory.Sequence(lambda n: f"etape-{n}")
    days = -5
    minutes = 30
    laid_on = factory.LazyAttribute(lambda step: step.plan.target_on - dt.timedelta(days=7))
    laid_from = factory.SelfAttribute("laid_on")
    task = factory.SubFactory(
        TaskFactory, organisation=factory.SelfAttribute("..organisation"), due_on=factory.SelfAttribute("..laid_on")
    )


class DimensionTextFactory(TenantFactory):
    """A dimension the team added."""

    class Meta:
        model = DimensionText

    code = factory.LazyFunction(lambda: f"own-{uuid7().hex[-12:]}")
    axis = "team"
    title = "Accueillir les étudiants"
    levels = factory.LazyFunction(lambda: ["Rien.", "Un peu.", "Souvent.", "Toujours."])
    is_own = True


class AssessmentFactory(TenantFactory):
    """Closed, about one dimension; ``with_room``: open, to be answered in the room today."""

    class Meta:
        model = Assessment

    class Params:
        with_room = factory.Trait(
            status="open", closed_on=None, room_code="K7PW3D", room_on=factory.LazyFunction(timezone.localdate)
        )

    title = factory.Sequence(lambda n: f"Maturité {n}")
    closes_on = factory.LazyFunction(timezone.localdate)
    status = "closed"
    opened_on = factory.LazyFunction(timezone.localdate)
    closed_on = factory.LazyFunction(timezone.localdate)
    matrix = factory.LazyFunction(
        lambda: [{"axis": "team", "axis_title": "L’équipe", "code": "roles", "title": "Rôles", "levels": list("abcd")}]
    )

    @classmethod
    def _create(cls, model_class, *args, **kwargs):
        assessment = super()._create(model_class, *args, **kwargs)
        AnswerBox.objects.create(assessment=assessment, levels={"roles": [0, 1, 1, 1, 0]})
        return assessment


class ImprovementFactory(TenantFactory):
    class Meta:
        model = Improvement

    assessment = factory.SubFactory(AssessmentFactory)
    code = "roles"
    task = factory.SubFactory(TaskFactory)


class ScenarioFactory(TenantFactory):
    class Meta:
        model = Scenario

    year = factory.LazyFunction(lambda: timezone.localdate().year)
    title = factory.Sequence(lambda n: f"Scénario {n}")
    base = "typed"
    amount = Decimal(10_000)
    rules = factory.LazyFunction(lambda: {"equal": 100})
