"""Fills an empty database: one organisation of the size that is measured, and smaller ones around it on demand."""

from __future__ import annotations

import random
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit

from django.db import transaction
from django.utils import timezone

from bench import words
from bench.lean import SLUG
from bench.rows import MeetingRows
from filrouge.kernel.accounts.models import User
from filrouge.kernel.links import services as links
from filrouge.kernel.people.models import Group, GroupMember, Person
from filrouge.kernel.people.names import fold
from filrouge.kernel.search import services as search
from filrouge.kernel.tenancy.models import Membership, Organisation
from filrouge.kernel.tenancy.scope import organisation_scope
from filrouge.kernel.timeline.models import Entry
from filrouge.kernel.work.models import Task
from filrouge.modules.aci import services as aci
from filrouge.modules.meetings import services
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Meeting, MeetingType
from filrouge.modules.meetings.notifications import INVITATION

EMAIL, PASSWORD = "banc@msp.example", "un banc de mesure solide"
BATCH = 2000
YEAR = {"patients": 6000, "protocols": 6, "rcp": {"meetings": 9, "files": 60, "eligible_patients": 900}}
SMALL, LARGE = "Réunion à six", "Réunion à soixante"


@dataclass(frozen=True, slots=True)
class Size:
    people: int
    meetings: int
    participants: int
    items: int
    tasks: int


MEASURED = Size(people=60, meetings=2000, participants=15, items=10, tasks=5000)
BESIDE = Size(people=30, meetings=20, participants=8, items=4, tasks=1920)  # 160 open
OTHER_TEAMS, FACTS = 4, 1000  # teams of the same coordinator, and what others did lately in each of their five
NEIGHBOUR = Size(people=30, meetings=20, participants=8, items=4, tasks=40)


def person(chance: random.Random, rank: int, slug: str) -> Person:
    first = words.FIRST_NAMES[rank % len(words.FIRST_NAMES)]
    last = words.LAST_NAMES[(rank * 7 + rank // len(words.FIRST_NAMES)) % len(words.LAST_NAMES)]
    return Person(
        first_name=first,
        last_name=last,
        profession=words.PROFESSIONS[rank % len(words.PROFESSIONS)],
        email=f"personne{rank}@{slug}.example",
        arrived_on=timezone.localdate() - timedelta(days=chance.randrange(400, 4000)),
        days_on_site=sorted(chance.sample(range(5), 3)),
        sort_name=fold(f"{last} {first}"),
        search_text=fold(f"{last} {first}"),
    )


def groups(people: list[Person], size: Size) -> list[tuple[Group, list[Person]]]:
    made = Group.objects.bulk_create(Group(name=name) for name in words.GROUPS)
    day = timezone.localdate() - timedelta(days=2000)
    members = [
        (group, [people[(rank * 4 + offset) % len(people)] for offset in range(size.participants)])
        for rank, group in enumerate(made)
    ]
    GroupMember.objects.bulk_create(
        GroupMember(group=group, person=one, joined_on=day, is_lead=one is chosen[0])
        for group, chosen in members
        for one in chosen
    )
    return members


def tasks(chance: random.Random, size: Size, people: list[Person], items: list[AgendaItem]) -> None:
    """Nine in ten are done; most were born of a meeting."""
    today = timezone.localdate()
    rows = []
    for rank in range(size.tasks):
        done = rank % 12 != 0
        due = today + timedelta(days=-chance.randrange(10, 1500) if done else chance.randrange(-8, 90))
        item = items[chance.randrange(len(items))] if rank % 5 else None
        task = Task(
            title=f"{words.TASKS[rank % len(words.TASKS)]} ({rank + 1})",
            owner=None if rank % 600 == 0 else people[chance.randrange(len(people))],
            due_on=due,
            status="done" if done else "open",
            done_on=due if done else None,
            released_at=timezone.now(),
        )
        if item is not None:
            task.origin_kind, task.origin_id, task.origin_label = "meetings.agendaitem", item.pk, item.title
        rows.append(task)
    Task.objects.bulk_create(rows, batch_size=BATCH)


def fill(membership: Membership, size: Size, chance: random.Random) -> None:
    """Every row of the ambient organisation, without the search index."""
    slug = membership.organisation.slug
    people = [person(chance, rank, slug) for rank in range(size.people)]
    people[0].user_id = membership.user_id
    Person.objects.bulk_create(people)
    services.install_types(by=membership)
    made = MeetingRows(chance, list(MeetingType.objects.all()), groups(people, size), size.items)
    for rank in range(size.meetings):
        made.add(rank, size.meetings)
    made.add_sized(SMALL, people[:6], items=6)
    made.add_sized(LARGE, people[:60], items=40)
    made.insert(BATCH)
    tasks(chance, size, people, made.items)


def lately(count: int) -> None:
    """Facts of the last days, by somebody else."""
    chosen = list(Task.objects.filter(status="open")[:100])
    told: dict[str, Any] = {"action": "work.created", "actor_name": "Anne Voisin", "subject_kind": "work.task"}
    facts = (Entry(subject_id=chosen[rank % len(chosen)].pk, **told) for rank in range(count))
    Entry.objects.bulk_create(facts, batch_size=BATCH)


def organisation(slug: str, name: str, user: User) -> Membership:
    made = Organisation.objects.create(slug=slug, name=name)
    return Membership.objects.create(organisation=made, user=user, roles=["coordinator"])


def facts() -> dict[str, Any]:
    """What the driver needs to know. Ordinary examples of their kind, always the same."""
    past = Meeting.objects.filter(status=MeetingStatus.APPROVED)[30]
    convened = Meeting.objects.filter(status=MeetingStatus.CONVENED).order_by("starts_at")[2]
    called = convened.participants.select_related("person")[4]
    link = links.issue(
        person=called.person, purpose=INVITATION, object_id=called.pk, expires_at=convened.ends_at + timedelta(days=2)
    )
    written = AgendaItem.objects.filter(meeting__status=MeetingStatus.OPEN).order_by("position")
    kind = MeetingType.objects.get(code="team")
    group = Group.objects.get(name=words.GROUPS[0])
    return {
        "slug": SLUG,
        "email": EMAIL,
        "password": PASSWORD,
        "meeting": str(past.pk),
        "small_meeting": str(Meeting.objects.get(title=SMALL).pk),
        "large_meeting": str(Meeting.objects.get(title=LARGE).pk),
        "open_meeting": str(written[0].meeting_id),
        "items": [str(item.pk) for item in written],
        "phone": urlsplit(links.url_of(link)).path,
        "type": str(kind.pk),
        "group": str(group.pk),
        "organisations": Organisation.objects.count(),
    }


def load(neighbours: int, meetings: int) -> dict[str, Any]:
    user = User.objects.create_user(EMAIL, PASSWORD, first_name="Camille", last_name="Morel")
    stranger = User.objects.create_user("voisin@msp.example", first_name="Anne", last_name="Voisin")
    measured = organisation(SLUG, "MSP du Banc", user)
    load_one(measured, replace(MEASURED, meetings=meetings), seed=0, facts=FACTS)
    for rank in range(1, OTHER_TEAMS + 1):
        load_one(organisation(f"msp-autre-{rank}", f"MSP autre {rank}", user), BESIDE, seed=rank, facts=FACTS)
    for rank in range(1, neighbours + 1):
        load_one(organisation(f"msp-voisine-{rank}", f"MSP voisine {rank}", stranger), NEIGHBOUR, seed=rank)
    with organisation_scope(measured.organisation):
        aci.keep_year(timezone.localdate().year, by=measured, facts=YEAR)
        return facts()


def load_one(membership: Membership, size: Size, *, seed: int, facts: int = 0) -> None:
    with organisation_scope(membership.organisation), transaction.atomic():
        fill(membership, size, random.Random(seed))  # noqa: S311 - not a secret, and the same every time
        lately(facts)
    search.rebuild(membership.organisation)
