"""The team of one fictional organisation, through the services: same chance, same team."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from filrouge.kernel.identifiers.fictitious import fictitious_am, fictitious_rpps
from filrouge.kernel.people import services
from filrouge.kernel.people.demo.names import FIRST_NAMES, LAST_NAMES
from filrouge.kernel.people.demo.profiles import ASSOCIATES, OTHERS, REFERENTS, TRAINEES, WORKING, GroupPlan
from filrouge.kernel.people.enums import GroupKind, Profession, ResponsibilityKind, Status
from filrouge.kernel.people.models import Group, Person
from filrouge.kernel.people.names import fold
from filrouge.kernel.registry import DemoContext, DemoStep
from filrouge.kernel.tenancy.models import Membership, Organisation, Site

SEEDS = {"A": 1000, "B": 2000, "C": 3000}
WITHOUT_RPPS = {
    Profession.SECRETARY, Profession.COORDINATOR, Profession.MEDIATOR, Profession.MEDICAL_ASSISTANT,
    Profession.SOCIAL_WORKER, Profession.ADAPTED_ACTIVITY,
}  # fmt: skip
YEAR = timedelta(days=365)


def load(organisation: Organisation, membership: Membership, context: DemoContext) -> None:
    builder = _Builder(organisation, membership, context)
    builder.people()
    builder.groups()
    builder.responsibilities()
    builder.changes()
    context.shared["people"] = {profession: list(people) for profession, people in builder.by_profession.items()}


STEP = DemoStep(order=10, load=load)


class _Builder:
    def __init__(self, organisation: Organisation, membership: Membership, context: DemoContext) -> None:
        self.organisation = organisation
        self.by = membership
        self.context = context
        self.chance = context.random
        self.sites = list(Site.objects.all())
        self.by_profession: dict[str, list[Person]] = defaultdict(list)
        self.associates: list[Person] = []
        self.trainees: list[Person] = []
        first, last = list(FIRST_NAMES), list(LAST_NAMES)
        self.chance.shuffle(first)
        self.chance.shuffle(last)
        self.names = list(zip(first, last, strict=True))
        self.seed = SEEDS[context.profile]

    def people(self) -> None:
        profile = self.context.profile
        for profession, count in ASSOCIATES[profile]:
            for _ in range(count):
                self.associates.append(self._person(profession, Status.ASSOCIATE))
        for seats in OTHERS[profile]:
            for _ in range(seats.count):
                self._person(seats.profession, seats.status, specialty=seats.specialty)
        self._coordinator()
        for profession, training in TRAINEES[profile]:
            arrived = self.context.today - timedelta(days=self.chance.randrange(20, 120))
            self.trainees.append(self._person(profession, Status.TRAINEE, specialty=training, arrived=arrived))

    def _person(
        self, profession: Profession, status: Status, *, specialty: str = "", arrived: date | None = None
    ) -> Person:
        first, last = self.names.pop()
        self.seed += 1
        trainee = status is Status.TRAINEE
        person = services.add_person(
            by=self.by,
            title="Dr" if profession in (Profession.GP, Profession.DENTIST) and not trainee else "",
            first_name=first,
            last_name=last,
            profession=profession,
            specialty=specialty,
            email=f"{fold(first)[0]}.{fold(last).replace(' ', '-')}@{self.organisation.slug}.example",
            phone=self._phone(),
            rpps="" if profession in WITHOUT_RPPS or trainee else fictitious_rpps(self.seed),
            am_number=fictitious_am(self.seed) if status is Status.ASSOCIATE and self.seed % 9 else "",
            days_on_site=self._days(profession),
            site=self.chance.choice(self.sites) if self.sites else None,
            arrived_on=arrived or self._arrival(),
            status=status,
        )
        self.by_profession[profession].append(person)
        return person

    def _coordinator(self) -> None:
        """The person who signs in is in the team too."""
        user = self.by.user
        person = services.add_person(
            by=self.by,
            first_name=user.first_name or "Camille",
            last_name=user.last_name or "Ferrandière",
            profession=Profession.COORDINATOR,
            email=user.email,
            days_on_site=[4] if self.context.profile == "A" else [0, 1, 3],
            site=self.sites[0] if self.sites else None,
            arrived_on=self._arrival(),
            status=Status.EMPLOYEE,
        )
        person.user = user
        person.save(update_fields=["user"])
        self.by_profession[Profession.COORDINATOR].append(person)

    def _phone(self) -> str:
        # 04 65 71 00 00 to 99 99: numbers that the regulator (Arcep) keeps for fiction
        return f"04 65 71 {self.chance.randrange(100):02d} {self.chance.randrange(100):02d}"

    def _days(self, profession: Profession) -> list[int]:
        if profession is Profession.SECRETARY:
            return [0, 1, 2, 3, 4]
        days = 2 if profession in (Profession.PSYCHOLOGIST, Profession.DIETICIAN) else self.chance.choice([3, 4, 4, 5])
        return sorted(self.chance.sample(range(5), days))

    def _arrival(self) -> date:
        return self.context.today - self.chance.randrange(2, 9) * YEAR - timedelta(days=self.chance.randrange(300))

    def groups(self) -> None:
        everybody = [person for people in self.by_profession.values() for person in people]
        team = [person for person in everybody if person not in self.trainees]
        since = self.context.today - 2 * YEAR
        self._group(GroupPlan("Équipe", GroupKind.TEAM, "Toutes celles et ceux du projet de santé."), team, since)
        managers = self._managers()
        coordinator = self.by_profession[Profession.COORDINATOR]
        bureau = GroupPlan("Bureau", GroupKind.BUREAU, "Gérance et coordination : les affaires courantes.")
        self._group(bureau, [*managers, *coordinator, *self.associates[-2:]], since)
        steering = GroupPlan("Comité de pilotage", GroupKind.STEERING, "Suivre le projet de santé et le contrat ACI.")
        self._group(steering, [*managers, *coordinator, *self.associates[5:8]], since)
        for plan in WORKING[self.context.profile]:
            members = self.chance.sample(self.associates, plan.size)
            self._group(plan, members, self.context.today - timedelta(days=self.chance.randrange(90, 300)))

    def _group(self, plan: GroupPlan, people: list[Person], since: date) -> Group:
        ends = self.context.today + timedelta(days=30 * plan.months_left) if plan.months_left else None
        unique = list({person.pk: person for person in people}.values())
        return services.create_group(
            by=self.by,
            people=unique,
            lead=unique[0],
            joined_on=since,
            name=plan.name,
            kind=plan.kind,
            mandate=plan.mandate,
            hours_budget=plan.hours,
            ends_on=ends,
        )

    def _managers(self) -> list[Person]:
        return [self.by_profession[Profession.GP][0], self.by_profession[Profession.NURSE][0]]

    def responsibilities(self) -> None:
        since = self.context.today - YEAR
        for person in self._managers():
            services.add_responsibility(person, by=self.by, kind=ResponsibilityKind.MANAGER, starts_on=since)
        referents = self.chance.sample(self.associates, len(REFERENTS[self.context.profile]))
        for kind, person in zip(REFERENTS[self.context.profile], referents, strict=True):
            # in the small town the quality referent hands over soon
            leaving = self.context.profile == "B" and kind is ResponsibilityKind.QUALITY
            ends = self.context.today + timedelta(days=24) if leaving else None
            services.add_responsibility(person, by=self.by, kind=kind, starts_on=since, ends_on=ends)
        nurses = self.by_profession[Profession.NURSE]
        services.add_responsibility(nurses[-1], by=self.by, kind=ResponsibilityKind.HYGIENE, starts_on=since)
        if self.context.profile != "A":  # the first of the teams has no programme
            services.add_responsibility(nurses[0], by=self.by, kind=ResponsibilityKind.ETP, starts_on=since)
        coordinator = self.by_profession[Profession.COORDINATOR][0]
        services.add_responsibility(coordinator, by=self.by, kind=ResponsibilityKind.COORDINATION, starts_on=since)

    def changes(self) -> None:
        """A life: somebody left last year, somebody is about to."""
        gone = self._person(Profession.PHYSIOTHERAPIST, Status.ASSOCIATE, arrived=self.context.today - 5 * YEAR)
        self.by_profession[Profession.PHYSIOTHERAPIST].remove(gone)
        left = date(self.context.today.year - 1, 6, 30)
        services.record_departure(gone, by=self.by, left_on=left, reason="déménagement")
        if self.context.profile == "A":
            # two doctors remain: the minimum of the SISA is safe
            leaving = self.by_profession[Profession.GP][-1]
            if leaving in self.trainees:
                leaving = self.by_profession[Profession.GP][2]
            services.record_departure(
                leaving, by=self.by, left_on=self.context.today + timedelta(days=27), reason="retraite"
            )
