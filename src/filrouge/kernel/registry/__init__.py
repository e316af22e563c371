"""What rooms give to the rest of the house, without knowing who asks.

Each registry is one typed object. Rooms register in ``contributions.py``, which the kernel imports at start-up.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from random import Random
from typing import TYPE_CHECKING, Any, Generic, Protocol, TypeVar
from uuid import UUID

from filrouge.kernel.registry.proof import DeclaredTable as DeclaredTable
from filrouge.kernel.registry.proof import EvidenceItem as EvidenceItem
from filrouge.kernel.registry.proof import EvidenceOutcome as EvidenceOutcome
from filrouge.kernel.registry.proof import ProofGuide as ProofGuide
from filrouge.kernel.registry.proof import ProofHeading as ProofHeading
from filrouge.kernel.registry.proof import outcomes_of as outcomes_of
from filrouge.kernel.registry.reporting import REPORT_CHAPTERS as REPORT_CHAPTERS
from filrouge.kernel.registry.reporting import Figure as Figure
from filrouge.kernel.registry.reporting import ReportSection as ReportSection
from filrouge.kernel.registry.reporting import ReportTable as ReportTable

if TYPE_CHECKING:
    from django.db.models import Model, QuerySet
    from django.http import HttpRequest, HttpResponseBase

    from filrouge.kernel.links.models import Link
    from filrouge.kernel.tenancy.models import Membership, Organisation

T = TypeVar("T")


class Registry(Generic[T]):
    """Named contributions of one kind. A name is given once; the order is that of the names."""

    def __init__(self, kind: str) -> None:
        self.kind = kind
        self._given: dict[str, T] = {}

    def register(self, name: str) -> Callable[[T], T]:
        def decorator(contribution: T) -> T:
            self.add(name, contribution)
            return contribution

        return decorator

    def add(self, name: str, contribution: T) -> None:
        if name in self._given:
            raise ValueError(f"{self.kind}: {name!r} is already registered")
        self._given[name] = contribution

    def get(self, name: str) -> T | None:
        return self._given.get(name)

    def items(self) -> list[tuple[str, T]]:
        return sorted(self._given.items())

    def values(self) -> list[T]:
        return [contribution for _name, contribution in self.items()]


@dataclass(frozen=True, slots=True)
class NavEntry:
    """One line of the navigation. ``url_name`` takes the organisation's slug as its only argument."""

    section: str  # one of NAV_SECTIONS
    label: str
    url_name: str
    icon: str
    capability: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class SectionPage:
    """One of the pages that stand side by side at the head of a part of the navigation. ``url_name``: as above."""

    section: str  # one of NAV_SECTIONS
    label: str
    url_name: str
    capability: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class QuickAdd:
    label: str
    url_name: str
    icon: str
    capability: str
    order: int = 50


@dataclass(frozen=True, slots=True)
class Preparation:
    """The page where what leads to a date is planned, or is already."""

    label: str
    url: str


@dataclass(frozen=True, slots=True)
class TodayItem:
    """Something that waits for this person, said in one line, with the page where it is done."""

    section: str  # "due", "waiting_me", "waiting_others", "meetings", "news"
    label: str
    url: str
    due_on: date | None = None
    detail: str = ""
    icon: str = "circle-check"
    weight: int = 50  # smaller comes first among items of the same day
    minutes: int | None = None  # the work it asks, when it is known
    remind_url: str = ""  # posted to, it sends the reminder to whoever is awaited


@dataclass(frozen=True, slots=True)
class Deadline:
    due_on: date
    label: str
    url: str
    source: str = ""
    person_id: UUID | None = None  # to whom it falls, when somebody is named
    minutes: int | None = None  # the work it asks, when it is known


@dataclass(frozen=True, slots=True)
class Stake:
    """Money that an act still to be done would bring, or lose. ``url``: where it is done."""

    label: str
    euros: Decimal
    url: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """What happens. With ``all_day`` only the days count: local midnight of the first and of the last day."""

    starts_at: datetime
    ends_at: datetime
    label: str
    url: str
    kind: str  # a name of ``calendar_kinds``
    all_day: bool = False
    detail: str = ""
    move_url: str = ""  # posted to with « on » (a date), it moves the event; empty: it does not move
    of_others: bool = False  # somebody else's: whoever looks is not kept busy by it
    uid: str = ""  # the same whatever its day and its label: calendar programs know it again; empty: they do not
    sequence: int = 0  # of what was sent about it
    place: str = ""


@dataclass(frozen=True, slots=True)
class CalendarKind:
    """A family of events, which one shows or hides."""

    label: str
    icon: str
    tone: str  # a colour of the house: « blue », « green », « amber », « red », « grey »…
    order: int = 50
    is_busy: bool = False  # who has such an event cannot be elsewhere


@dataclass(frozen=True, slots=True)
class ActivityPage:
    """The page that carries an activity of the reference list. ``url_name`` takes the organisation's slug."""

    activity: str  # its code, « B1-01 »
    label: str
    url_name: str
    capability: str = ""  # who may open it; empty: the whole team
    query: str = ""  # « q=DASRI »: the part of the page that is about it


@dataclass(frozen=True, slots=True)
class FactPage:
    """Where a number of the ACI is typed, for who keeps it. ``url_name`` takes the organisation's slug."""

    label: str
    url_name: str


@dataclass(frozen=True, slots=True)
class YearlyAmount:
    """Money that a civil year brings to the team: what is expected of it, what is already proved."""

    label: str
    expected: Decimal
    secured: Decimal
    url: str


@dataclass(frozen=True, slots=True)
class PayableWork:
    person_id: UUID
    happened_on: date
    minutes: int
    label: str
    url: str


@dataclass(frozen=True, slots=True)
class WorkDone:
    """What this member did and did not note: proposed once to whoever keeps their time."""

    key: str  # for ever the same, « meetings:… »
    happened_on: date
    minutes: int
    label: str
    url: str
    activity: str = ""  # of the reference list of the coordination, when it is plain


@dataclass(frozen=True, slots=True)
class Indicator:
    code: str
    label: str
    value: int | float
    unit: str
    formula: str
    url: str = ""
    numerator: int | float | None = None  # of a share, with what it is a share of
    denominator: int | float | None = None
    months: Sequence[int | float | None] = ()  # January to December; empty: only the year is known


@dataclass(frozen=True, slots=True)
class IdeaForProject:
    """Something that came up and waits for somebody to make a project of it."""

    title: str
    detail: str
    noted_on: date
    url: str


@dataclass(frozen=True, slots=True)
class SearchDocument:
    """What the search index keeps of one row. ``capability`` is asked again before the hit is shown."""

    title: str
    body: str
    url: str
    kind_label: str
    icon: str
    capability: str
    happened_on: date | None = None


class SearchProvider(Protocol):
    """How rows of one model enter the search index. Registered under the model's label (``meetings.meeting``)."""

    def document(self, row: Model) -> SearchDocument | None: ...

    def rows(self) -> Iterable[Model]: ...


@dataclass(frozen=True, slots=True)
class PersonalData:
    """What a room keeps about one person: how to hand it over and how to erase it (GDPR art. 15 and 17)."""

    label: str
    legal_basis: str
    retention: str
    export: Callable[[UUID], Iterable[dict[str, Any]]]
    erase: Callable[[UUID], int]


@dataclass(frozen=True, slots=True)
class DemoStep:
    """Fills one demo organisation through the services. ``order``: people before meetings."""

    order: int
    load: Callable[[Organisation, Membership, DemoContext], None]


@dataclass(slots=True)
class DemoContext:
    """What the demo steps hand to one another: the profile, the day it is, a seeded source of chance."""

    profile: str
    today: date
    random: Random
    travel: Callable[[datetime], AbstractContextManager[object]]  # what is done inside is dated of that moment
    shared: dict[str, Any] = field(default_factory=dict)


class LinkPage(Protocol):
    """The page behind personal links of one purpose."""

    def __call__(self, request: HttpRequest, link: Link) -> HttpResponseBase: ...


NAV_SECTIONS = (
    "today",
    "calendar",
    "team",
    "meetings",
    "projects",
    "aci",
    "management",
    "partners",
    "documents",
)

navigation: Registry[NavEntry] = Registry("navigation")
section_pages: Registry[SectionPage] = Registry("section_pages")
settings_pages: Registry[SectionPage] = Registry("settings_pages")  # tabs after those of the house; section "settings"
quick_adds: Registry[QuickAdd] = Registry("quick_adds")
today: Registry[Callable[[Membership], Iterable[TodayItem]]] = Registry("today")
stakes: Registry[Callable[[Membership], Iterable[Stake]]] = Registry("stakes")
deadlines: Registry[Callable[[Membership], Iterable[Deadline]]] = Registry("deadlines")
# by code of a rule of the deadlines and its date
preparations: Registry[Callable[[Membership, str, date], Preparation | None]] = Registry("preparations")
calendar: Registry[Callable[[Membership, date, date], Iterable[CalendarEvent]]] = Registry("calendar")
calendar_kinds: Registry[CalendarKind] = Registry("calendar_kinds")
# minutes at work, day by day, of the persons whose days a room knows; a person left out: nobody knows
presence: Registry[Callable[[Iterable[UUID], date, date], Mapping[UUID, Mapping[date, int]]]] = Registry("presence")
activity_pages: Registry[ActivityPage] = Registry("activity_pages")
search: Registry[SearchProvider] = Registry("search")
evidence: Registry[Callable[[Membership, int], Iterable[EvidenceItem]]] = Registry("evidence")
# by the key of a proof, for a civil year
evidence_outcomes: Registry[Callable[[Membership, int], Mapping[str, EvidenceOutcome]]] = Registry("evidence_outcomes")
proof_guides: Registry[Callable[[Membership, int, Sequence[EvidenceItem]], ProofGuide]] = Registry("proof_guides")
# what a room prints for the declaration of a civil year: the calendar of the RCP
declared_tables: Registry[Callable[[Membership, int], Iterable[DeclaredTable]]] = Registry("declared_tables")
payable_work: Registry[Callable[[Membership, date, date], Iterable[PayableWork]]] = Registry("payable_work")
yearly_amounts: Registry[Callable[[Membership, int], Iterable[YearlyAmount]]] = Registry("yearly_amounts")
work_done: Registry[Callable[[Membership, date, date], Iterable[WorkDone]]] = Registry("work_done")
# minutes noted in a civil year by activity of the reference list, of those whose time this member reads
time_spent: Registry[Callable[[Membership, int], Mapping[str, int]]] = Registry("time_spent")
# whole numbers that the ACI of a year computes on, by their place in its case: « rcp.files », « patients »
aci_facts: Registry[Callable[[Membership, int], Mapping[str, int]]] = Registry("aci_facts")
fact_pages: Registry[FactPage] = Registry("fact_pages")  # by place in the case of the ACI, as above
indicators: Registry[Callable[[Membership, int], Iterable[Indicator]]] = Registry("indicators")
project_ideas: Registry[Callable[[Membership], Iterable[IdeaForProject]]] = Registry("project_ideas")
report_sections: Registry[Callable[[Membership, int], Iterable[ReportSection]]] = Registry("report_sections")
personal_data: Registry[PersonalData] = Registry("personal_data")
portability: Registry[Callable[[], Iterable[dict[str, Any]]]] = Registry("portability")
demo_data: Registry[DemoStep] = Registry("demo_data")
timeline_labels: Registry[str] = Registry("timeline_labels")
# by model label, the rows whose history this member may not read; nothing for who reads all
sealed_subjects: Registry[Callable[[Membership], Mapping[str, QuerySet[Any, Any]]]] = Registry("sealed_subjects")
founding: Registry[Callable[[Membership], object]] = Registry("founding")  # what a new organisation starts with
link_pages: Registry[LinkPage] = Registry("link_pages")
