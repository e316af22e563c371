"""The meetings of one organisation as rows ready to insert: agenda, notes, people, decisions, minutes, history."""

from __future__ import annotations

import random
from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from bench import words
from filrouge.kernel.files.models import StoredFile
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.timeline.models import Entry
from filrouge.modules.meetings.enums import MeetingStatus
from filrouge.modules.meetings.models import AgendaItem, Decision, Meeting, MeetingType, Minutes, Participant

TO_COME = 40  # meetings already planned; all the others took place over five years
SUBJECTS = 8  # sentences that one meeting draws from: a word is in some meetings, not in all
PRESENCES = ("present",) * 7 + ("remote", "excused", "absent")
Members = list[tuple[Group, list[Person]]]


class MeetingRows:
    """Rows are kept in memory, then inserted table by table: bulk inserts are what makes this quick."""

    def __init__(self, chance: random.Random, types: list[MeetingType], members: Members, items: int) -> None:
        self.chance, self.types, self.members, self.items_each = chance, types, members, items
        self.noon = timezone.localtime().replace(hour=12, minute=30, second=0, microsecond=0)
        self.meetings: list[Meeting] = []
        self.items: list[AgendaItem] = []
        self.participants: list[Participant] = []
        self.decisions: list[Decision] = []
        self.files: list[StoredFile] = []
        self.minutes: list[Minutes] = []
        self.entries: list[Entry] = []
        self.numbers: dict[int, int] = {}

    def add(self, rank: int, total: int) -> None:
        """Meeting ``rank`` of ``total``, from the latest to the first."""
        coming = rank < min(TO_COME, total // 4)
        back = rank - min(TO_COME, total // 4)
        step = timedelta(hours=22) * min(1, 2000 / total)  # more meetings are closer to one another, not older
        starts = self.noon + (timedelta(days=1 + rank * 2) if coming else -timedelta(hours=20) - back * step)
        group, people = self.members[rank % len(self.members)]
        meeting = Meeting(
            type=self.types[rank % len(self.types)],
            group=group,
            title=f"{words.TOPICS[rank % len(words.TOPICS)]}, {starts:%d/%m/%Y}",
            starts_at=starts,
            ends_at=starts + timedelta(minutes=75),
            place=words.PLACES[rank % len(words.PLACES)],
            facilitator=people[0],
            secretary=people[1],
            status=self.status(rank, back, coming),
        )
        self.meetings.append(meeting)
        self.add_agenda(meeting, people, self.items_each, written=not coming)
        self.add_people(meeting, people, came=not coming)
        self.add_history(meeting)
        if meeting.status == MeetingStatus.APPROVED:
            self.approve(meeting)

    def status(self, rank: int, back: int, coming: bool) -> MeetingStatus:
        if coming:
            return MeetingStatus.CONVENED if rank < 12 else MeetingStatus.DRAFT
        states = (MeetingStatus.OPEN, MeetingStatus.HELD, MeetingStatus.REVIEW, MeetingStatus.REVIEW)
        return states[back] if back < len(states) else MeetingStatus.APPROVED

    def add_sized(self, title: str, people: list[Person], items: int) -> None:
        """A convened meeting of a given size: a page must not cost more because many are called."""
        starts = self.noon + timedelta(days=5)
        times = {"starts_at": starts, "ends_at": starts + timedelta(minutes=items * 5)}
        meeting = Meeting(type=self.types[0], title=title, status=MeetingStatus.CONVENED, **times)
        self.meetings.append(meeting)
        self.add_agenda(meeting, people, items, written=False)
        self.add_people(meeting, people, came=False)

    def add_agenda(self, meeting: Meeting, people: list[Person], items: int, *, written: bool) -> None:
        subjects = self.chance.sample(words.SENTENCES, SUBJECTS)
        for position in range(1, items + 1):
            self.items.append(
                AgendaItem(
                    meeting=meeting,
                    position=position,
                    title=words.ITEMS[(position + len(self.meetings)) % len(words.ITEMS)],
                    kind=("information", "discussion", "decision")[position % 3],
                    minutes=5,
                    presenter=people[position % len(people)],
                    notes=self.notes(subjects) if written else "",
                )
            )

    def notes(self, subjects: list[str]) -> str:
        first, second, *rest = self.chance.sample(subjects, 5)
        return f"{first} {second}\n\n" + "\n".join(f"- {sentence}" for sentence in rest)

    def add_people(self, meeting: Meeting, people: list[Person], *, came: bool) -> None:
        answered: dict[str, Any] = {"answer": "coming"} if meeting.status == MeetingStatus.CONVENED else {}
        for place, person in enumerate(people):
            presence = self.chance.choice(PRESENCES) if came and meeting.status != MeetingStatus.OPEN else ""
            values = {"presence": presence, "minutes": 75 if presence in {"present", "remote"} else 0}
            self.participants.append(
                Participant(
                    meeting=meeting,
                    person=person,
                    profession=person.profession,
                    **values,
                    **(answered if place % 3 else {}),
                )
            )

    def add_history(self, meeting: Meeting) -> None:
        actions = (
            ["meetings.planned"] if meeting.status == MeetingStatus.DRAFT else ["meetings.planned", "meetings.closed"]
        )
        self.entries += [
            Entry(
                action=action,
                actor_name="Camille Morel",
                subject_kind=Meeting._meta.label_lower,
                subject_id=meeting.pk,
                data={"title": meeting.title},
            )
            for action in actions
        ]

    def approve(self, meeting: Meeting) -> None:
        """A decision of the register and frozen minutes. The file is only named: no page reads its content."""
        day: datetime = meeting.starts_at
        number = self.numbers[day.year] = self.numbers.get(day.year, 0) + 1
        file = StoredFile(
            name=f"CR-{day.year}-{number:03}.pdf",
            media_type="application/pdf",
            size=80_000,
            sha256=f"{number:064x}",
            path=f"banc/{meeting.pk}",
            capability="meetings.view",
            frozen=True,
        )
        self.files.append(file)
        numbered: dict[str, Any] = {"meeting": meeting, "year": day.year, "number": number}
        self.minutes.append(Minutes(**numbered, file=file, approved_at=day, approved_by="Camille Morel"))
        text = words.DECISIONS[number % len(words.DECISIONS)]
        item = self.items[-1]
        self.decisions.append(
            Decision(
                **numbered, item=item, text=text, decided_on=day.date(), status="applied" if number % 9 else "to_apply"
            )
        )

    def insert(self, batch: int) -> None:
        rows: list[tuple[Any, list[Any]]] = [
            (Meeting, self.meetings),
            (AgendaItem, self.items),
            (Participant, self.participants),
            (Decision, self.decisions),
            (StoredFile, self.files),
            (Minutes, self.minutes),
            (Entry, self.entries),
        ]
        for model, made in rows:
            model.objects.bulk_create(made, batch_size=batch)
