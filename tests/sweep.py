"""Every address of the house, with a row of each kind to fill it: what the house tests walk."""

import datetime as dt
import random
from dataclasses import dataclass

from django.urls import get_resolver, reverse
from django.utils import timezone

from filrouge.kernel.files import services as files
from filrouge.kernel.mail.models import Message
from filrouge.kernel.people.models import Engagement, GroupMember, ImportBatch, Responsibility
from filrouge.kernel.policy.models import Delegation
from filrouge.kernel.tenancy.models import LegalEntity, Site
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.work.models import Task
from filrouge.modules.aci.models import InputSource, OwnAmount, YearSettings
from filrouge.modules.deciding.models import Ballot, Contribution, Idea, Objection, Pile, ProjectIdea, Sequence, Voter
from filrouge.modules.meetings.demo.paper import signature
from filrouge.modules.meetings.models import (
    Annex,
    BacklogItem,
    DecisionReview,
    Information,
    ItemDocument,
    MinutesSection,
    NotesVersion,
    Remark,
)
from filrouge.modules.planning.models import OwnTemplate
from filrouge.modules.rcp.models import EntryPoster
from filrouge.reports.annual.models import ChapterText, ChapterVersion, FrozenReport, Report
from filrouge.reports.coverage.models import ActivityPart
from tests.factories import (
    AbsenceFactory,
    AccessFactory,
    AciPieceFactory,
    AgendaItemFactory,
    AssessmentFactory,
    BacklogItemFactory,
    BallotFactory,
    BoardFactory,
    CaseFactory,
    ContractFactory,
    ControlFactory,
    CountSheetFactory,
    CycleFactory,
    DecisionFactory,
    DeclarationFactory,
    DimensionTextFactory,
    DismissedActFactory,
    DueFactory,
    GroupFactory,
    HabitFactory,
    HoursRuleFactory,
    ImprovementFactory,
    MeetingFactory,
    MembershipFactory,
    OccurrenceFactory,
    ParticipantFactory,
    PatientCountsFactory,
    PersonFactory,
    PlannedDateFactory,
    PlanStepFactory,
    PollFactory,
    PostFundingFactory,
    PresenceDayFactory,
    ProfileChoiceFactory,
    ReadingFactory,
    RespondentFactory,
    ScenarioFactory,
    SeatFactory,
    SheetPhotoFactory,
    SlotFactory,
    TimeEntryFactory,
    TrainingFactory,
    YearInputsFactory,
)

PHONE = {
    f"live:{name}" for name in ("code", "join", "phone", "propose", "mine", "sign", "hand", "speak", "answer", "leave")
}
PUBLIC = {
    "links:open",
    "rcp:poster",
    "maturity:code",
    "maturity:door",
    "maturity:door_answer",
    "links:feed",
    "live_updates:stream",
    "mail:stop",
    *PHONE,
}  # no session needed: their own tests
REDIRECTS = {
    "meetings:session",  # a draft has no session yet: its page answers instead
    "meetings:presences",
    "deciding:sequence_create",  # without a sequence, to the choice of one
    "meetings:approve",  # only a draft under review is approved: its page answers instead
    "meetings:correct",  # only frozen minutes are corrected
    "meetings:send",  # only frozen minutes are sent
    "deciding:technique_run",  # without a point, back to the technique
    "aci:twins",  # without files that wait for an answer, to where files are handed in
    "sharing:vote",
    "sharing:vote_book",  # without a scenario, back to the list
    "scheduling:answer_own",  # whoever was not asked is shown the poll
}


@dataclass(frozen=True)
class Route:
    name: str
    parameters: tuple[str, ...]

    def url(self, slug, rows):
        arguments = {parameter: rows[f"{self.name}:{parameter}"] for parameter in self.parameters}
        return reverse(self.name, kwargs={"organisation": slug, **arguments})


def tenant_routes(patterns=None, prefix="", namespace=""):
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        path = prefix + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from tenant_routes(pattern.url_patterns, path, pattern.namespace or namespace)
        elif "<slug:organisation>" in path:
            parameters = tuple(name for name in pattern.pattern.converters if name != "organisation")
            yield Route(f"{namespace}:{pattern.name}", parameters)


ROUTES = [route for route in tenant_routes() if route.name not in PUBLIC]


class Rows(dict):
    """Values for ``namespace:name:parameter``, falling back on ``namespace:parameter``."""

    def __missing__(self, key):
        namespace, _name, parameter = key.split(":")
        return self[f"{namespace}:any:{parameter}"] if _name != "any" else self._unknown(key)

    def _unknown(self, key):
        raise AssertionError(f"tests/sweep.py gives no row for {key}: add one, no page may opt out")


def rows_of(organisation):
    """One row of each kind in this organisation, by the parameter of the address that takes it."""
    with organisation_scope(organisation, switching=True):
        return Rows({key: value for make in makers(organisation).values() for key, value in make().items()})


def rows_for(organisation, route):
    """The rows of this address's room alone, none when it takes no parameter: most walks look no further."""
    if not route.parameters:
        return Rows()
    namespace = route.name.split(":")[0]
    given = makers(organisation)
    with organisation_scope(organisation, switching=True):
        return Rows(given.get(namespace, given["kernel"])())


def makers(organisation):
    """By the namespace of the addresses; « kernel » for the small rooms that share theirs."""
    return {
        "people": _people_rows,
        "kernel": lambda: _kernel_rows(organisation),
        "meetings": _meeting_rows,
        "live": _live_rows,
        "deciding": _deciding_rows,
        "scheduling": _scheduling_rows,
        "rcp": _rcp_rows,
        "coordinator": _coordinator_rows,
        "deadlines": _deadline_rows,
        "coverage": _coverage_rows,
        "annual": _annual_rows,
        "planning": _planning_rows,
        "aci": _aci_rows,
        "maturity": _maturity_rows,
        "sharing": _sharing_rows,
        "indicators": _indicator_rows,
    }


def _people_rows():
    person, other, group = PersonFactory(), PersonFactory(), GroupFactory()
    today = dt.date(2026, 1, 5)
    tie = Engagement.objects.create(person=person, status="associate", starts_on=today)
    duty = Responsibility.objects.create(person=person, kind="quality", starts_on=today)
    member = GroupMember.objects.create(group=group, person=person, joined_on=today)
    return {
        "people:any:pk": person.pk,
        "people:any:tie": tie.pk,
        "people:responsibility_end:tie": duty.pk,
        "people:any:first": person.pk,
        "people:any:second": other.pk,
        "people:any:link": member.pk,
        **{f"people:{name}:pk": group.pk for name in GROUP_PAGES},
        **{f"people:{name}:pk": ImportBatch.objects.create(source_name="equipe.csv").pk for name in IMPORT_PAGES},
    }


GROUP_PAGES = (
    "group",
    "group_edit",
    "group_add_members",
    "group_remove_member",
    "group_close",
    "group_reopen",
)
IMPORT_PAGES = ("import_preview", "import_columns", "import_discard", "import_undo")


def _kernel_rows(organisation):
    manager = MembershipFactory(organisation=organisation, roles=["manager"])
    site, entity = Site.objects.create(name="Annexe"), LegalEntity.objects.create(name="SISA")
    delegation = Delegation.objects.create(
        membership=manager, granted_by=manager, capability="meetings.approve", starts_on=dt.date(2026, 1, 5)
    )
    return {
        "work:any:task_id": Task.objects.create(title="Relancer").pk,
        "files:any:file_id": files.store(name="note.txt", content=b"bonjour", capability="meetings.view").pk,
        "mail:any:message_id": Message.objects.create(
            to_email="a@example.org", kind="x", subject="s", body_text="t"
        ).pk,
        "settings:any:pk": site.pk,
        "settings:legal_entity:pk": entity.pk,
        "settings:legal_entity_remove:pk": entity.pk,
        **{f"settings:{name}:pk": manager.pk for name in ("member", "member_remove", "member_invite_again")},
        "settings:delegation_revoke:pk": delegation.pk,
        "help:any:page": "reunions",
        "evidence:any:file_format": "csv",
        "work:any:file_format": "csv",
    }


def _rcp_rows():
    case = CaseFactory(code="KMP-479", filed_on=dt.date(2026, 1, 6), review_on=dt.date(2026, 3, 2))
    PatientCountsFactory(year=2025, read_on=dt.date(2026, 1, 9))
    poster = EntryPoster.objects.create()
    return {
        "rcp:any:pk": case.pk,
        "rcp:any:case": case.pk,
        "rcp:any:year": 2025,
        "rcp:any:file_format": "pdf",
        **{f"rcp:{name}:pk": poster.pk for name in ("poster_pdf", "poster_withdraw")},
        "rcp:case_add:pk": case.meeting_id,
        "rcp:case_again:pk": case.meeting_id,
    }


def _coordinator_rows():
    access, habit = AccessFactory(), HabitFactory()
    certificate = files.store(name="attestation.txt", content=b"attestation", capability="coordinator.read_all")
    training, choice = TrainingFactory(file=certificate), ProfileChoiceFactory()
    presence, absence, funding = PresenceDayFactory(), AbsenceFactory(), PostFundingFactory()
    return {
        "coordinator:any:pk": TimeEntryFactory().pk,
        "coordinator:any:file_format": "xlsx",
        **{f"coordinator:presence_{act}:pk": presence.pk for act in ("edit", "remove", "restore")},
        **{f"coordinator:access_{act}:pk": access.pk for act in ("edit", "remove", "restore")},
        **{f"coordinator:habit_{act}:pk": habit.pk for act in ("edit", "remove", "restore")},
        "coordinator:any:block": "B1",
        **{f"coordinator:training_{act}:pk": training.pk for act in ("edit", "file", "remove", "restore")},
        **{f"coordinator:choice{act}:pk": choice.pk for act in ("", "_pdf", "_remove", "_restore")},
        **{f"coordinator:post_{act}:pk": funding.post_id for act in ("edit", "remove", "restore")},
        **{f"coordinator:funding_{act}:pk": funding.pk for act in ("edit", "remove", "restore")},
        **{f"coordinator:absence_{act}:pk": absence.pk for act in ("edit", "remove", "restore")},
    }


def _coverage_rows():
    part = ActivityPart.objects.create(activity="B1-02", person=PersonFactory(), part="does")
    return {"coverage:any:activity": "B1-02", "coverage:any:pk": part.pk, "coverage:any:file_format": "xlsx"}


def _annual_rows():
    report = Report.objects.create(year=2025)
    text = ChapterText.objects.create(report=report, chapter="teamwork", notes="<p>Bonjour.</p>", version=1)
    ChapterVersion.objects.create(text=text, version=0, written_at=timezone.now())
    file = files.store(name="rapport.txt", content=b"rapport", capability="annual.read", frozen=True)
    version = FrozenReport.objects.create(report=report, number=1, file=file, made_by="Camille")
    return {
        "annual:any:year": 2025,
        "annual:any:chapter": "teamwork",
        "annual:any:file_format": "pdf",
        "annual:any:audience": "mayor",
        "annual:any:pk": version.pk,
    }


def _deadline_rows():
    due, contract, control = DueFactory(), ContractFactory(), ControlFactory()
    return {
        "deadlines:any:pk": due.pk,
        **{f"deadlines:{name}:pk": contract.pk for name in ("contract", "contract_edit", "contract_choose")},
        **{f"deadlines:{name}:pk": control.pk for name in ("control", "control_edit")},
        **{f"deadlines:{name}:pk": due.obligation_id for name in RULE_PAGES},
        "deadlines:any:choice": "renew",
        "deadlines:any:file_format": "csv",
    }


RULE_PAGES = ("rule", "rule_edit", "rule_waive", "rule_resume", "rule_apply")


def _aci_rows():
    piece = AciPieceFactory(year=YearInputsFactory().year)
    OwnAmount.objects.create(year=piece.year, low=1, high=2)
    YearSettings.objects.create(year=piece.year, values={"aci_rates.c2s": "8"})
    source = InputSource.objects.create(year=piece.year, code="patients", text="Relevé", on=timezone.localdate())
    return {
        "aci:any:year": piece.year,
        "aci:hours_of:pk": Site.objects.create(name="Annexe des horaires").pk,
        "aci:engagement:indicator": "fees",
        "aci:setting_reset:name": "aci_rates.c2s",
        "aci:any:indicator": piece.code,
        "aci:any:pk": piece.pk,
        "aci:any:act": DismissedActFactory(year=piece.year).act,
        "aci:any:declaration_id": DeclarationFactory(year=piece.year).pk,
        **{f"aci:{name}:code": source.code for name in ("source", "source_remove", "source_restore")},
        "aci:any:file_format": "xlsx",
    }


def _maturity_rows():
    improvement = ImprovementFactory()
    return {
        "maturity:any:code": DimensionTextFactory().code,
        "maturity:any:pk": improvement.assessment_id,
        "maturity:wall:pk": AssessmentFactory(with_room=True).pk,
        "maturity:any:improvement": improvement.pk,
    }


def _indicator_rows():
    reading = ReadingFactory(state="waiting")
    return {
        "indicators:any:pk": reading.indicator_id,
        "indicators:any:reading": reading.pk,
        "indicators:any:first": reading.first_on.isoformat(),
        "indicators:any:file_format": "csv",
        "indicators:any:cycle": CycleFactory().pk,
        "indicators:any:code": CountSheetFactory(indicator=reading.indicator).code,
        "indicators:any:part": "referent",
        "indicators:any:level": 1,
        "indicators:dossier:file_format": "pdf",
    }


def _sharing_rows():
    return {"sharing:any:pk": ScenarioFactory().pk, "sharing:any:file_format": "xlsx"}


def _planning_rows():
    step = PlanStepFactory()
    own = OwnTemplate.objects.create(title="Journée portes ouvertes", steps=[])
    return {
        "planning:any:pk": step.plan_id,
        "planning:any:step": step.pk,
        "planning:any:own": own.pk,
        "planning:any:code": str(own.pk),
        "planning:any:file_format": "csv",
    }


def _meeting_rows():
    meeting = MeetingFactory()
    item = AgendaItemFactory(meeting=meeting, version=1)
    decision = DecisionFactory(item=item)
    document = ItemDocument.objects.create(
        item=item, file=files.store(name="devis.txt", content=b"devis", capability="meetings.view"), added_by="Camille"
    )
    drawn = files.store(name="Signature.png", content=signature(random.Random(1)), capability="meetings.hold")
    signed = ParticipantFactory(meeting=meeting, presence="present", signature=drawn)
    section = MinutesSection.objects.create(meeting=meeting, key="essentiel", title="L’essentiel")
    version = NotesVersion.objects.create(item=item, version=1, notes="<p>a</p>", written_at=timezone.now())
    participant = ParticipantFactory(meeting=meeting)
    remark = Remark.objects.create(meeting=meeting, participant=participant, text="À revoir", made_at=timezone.now())
    return {
        "meetings:any:key": section.key,
        "meetings:any:version": version.pk,
        "meetings:any:information": Information.objects.create(item=item, text="Une nouvelle").pk,
        "meetings:any:pk": meeting.pk,
        "meetings:any:point": BacklogItem.objects.create(title="Les clés", author_name="Camille").pk,
        "meetings:any:item": item.pk,
        "meetings:any:participant": participant.pk,
        "meetings:any:remark": remark.pk,
        "meetings:any:annex": Annex.objects.create(meeting=meeting, file=document.file, position=1).pk,
        "meetings:signature:participant": signed.pk,
        "meetings:any:decision": decision.pk,
        "meetings:any:document": document.pk,
        "meetings:type_edit:pk": meeting.type_id,
        **{f"meetings:{name}:pk": decision.pk for name in ("decision", "decision_follow", "review_undo")},
        "meetings:any:review": DecisionReview.objects.create(
            decision=decision, reviewed_on=dt.date(2026, 6, 1), outcome="confirmed", status_before="to_apply"
        ).pk,
        "meetings:decision_follow:pk": decision.pk,
        "meetings:any:photo": SheetPhotoFactory().pk,
        **dict.fromkeys(("meetings:hours_rule_end:pk", "meetings:hours_rule_remove:pk"), HoursRuleFactory().pk),
        "meetings:any:file_format": "xlsx",
    }


def _deciding_rows():
    ballot = BallotFactory()
    closes = dt.datetime(2026, 12, 1, 18, tzinfo=dt.UTC)
    proposal = Ballot.objects.create(title="Le samedi ?", closes_at=closes, electorate="asked")
    closed = BallotFactory(status="closed", closed_at=ballot.meeting.starts_at, sentence="2 pour, 1 contre : adoptée.")
    board = BoardFactory()
    pile = Pile.objects.create(board=board, title="Accueil")
    idea = ProjectIdea.objects.create(title="Un jardin")
    sequence = Sequence.objects.create(meeting=board.meeting, item=board.item, code="hats", title="Le samedi ?")
    line = Contribution.objects.create(sequence=sequence, step=0, text="Le secrétariat est fermé")
    return {
        "deciding:any:pk": ballot.pk,
        **{f"deciding:{name}:pk": sequence.pk for name in SEQUENCE_PAGES},
        "deciding:any:contribution": line.pk,
        "deciding:any:participant": ParticipantFactory(meeting=board.meeting).pk,
        **{f"deciding:{name}:pk": board.pk for name in BOARD_PAGES},
        "deciding:any:pile": pile.pk,
        "deciding:any:idea": Idea.objects.create(board=board, pile=pile, text="Un banc").pk,
        "deciding:project_idea_follow:pk": idea.pk,
        "deciding:any:item": ballot.item_id,
        "deciding:any:meeting": ballot.meeting_id,
        "deciding:any:file_format": "xlsx",
        "deciding:any:technique": "consentement",
        "deciding:ballot_pdf:pk": closed.pk,
        "deciding:proposal_edit:pk": proposal.pk,
        "deciding:any:voter": Voter.objects.create(ballot=ballot, person=PersonFactory(), name="Dominique").pk,
        "deciding:any:objection": Objection.objects.create(ballot=ballot, reason="Trop tôt").pk,
    }


SEQUENCE_PAGES = (
    "sequence",
    "sequence_step",
    "sequence_clock",
    "contribution_add",
    "turn",
    "sequence_finish",
    "contribution_remove",
    "contribution_become",
)
BOARD_PAGES = (
    "board",
    "board_stage",
    "board_vote",
    "idea_add",
    "ideas_sort",
    "idea_remove",
    "pile_rename",
    "pile_scatter",
    "pile_become",
)
SERIES_PAGES = (
    "series",
    "series_edit",
    "series_stop",
    "series_resume",
    "date_skip",
    "date_return",
    "date_move",
)


def _scheduling_rows():
    poll = PollFactory()
    slot = SlotFactory(poll=poll)
    occurrence = OccurrenceFactory()
    planned = PlannedDateFactory()
    return {
        **{f"scheduling:{name}:pk": occurrence.series_id for name in SERIES_PAGES},
        "scheduling:any:date": occurrence.pk,
        "scheduling:any:year": planned.line.plan.year,
        "scheduling:any:line": planned.line_id,
        "scheduling:plan_date:date": planned.pk,
        "scheduling:plan_date_remove:date": planned.pk,
        "scheduling:any:pk": poll.pk,
        "scheduling:any:meeting": MeetingFactory().pk,
        "scheduling:any:slot": slot.pk,
        "scheduling:any:respondent": RespondentFactory(poll=poll).pk,
        "scheduling:any:file_format": "xlsx",
    }


def _live_rows():
    seat = SeatFactory()
    point = BacklogItemFactory(meeting=seat.live.meeting)
    return {
        "live:any:pk": seat.live.pk,
        "live:any:seat": seat.pk,
        "live:any:point": point.pk,
        "live:open:pk": seat.live.meeting.pk,
    }
