"""What the frame around every page needs. Each part is made when a template first looks at it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, TypeVar

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse
from django.utils.functional import SimpleLazyObject

from filrouge.kernel.links.policy import MANAGE as LINKS
from filrouge.kernel.mail.policy import CHOOSE
from filrouge.kernel.mail.policy import VIEW as MAIL
from filrouge.kernel.policy import granted, policy
from filrouge.kernel.registry import NAV_SECTIONS, navigation, quick_adds, section_pages
from filrouge.kernel.tenancy.models import Membership
from filrouge.kernel.tenancy.queries import memberships_of_user

LONGEST_NAVIGATION = 9
T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Link:
    label: str
    url: str
    icon: str
    active: bool = False
    count: int = 0


@dataclass(frozen=True, slots=True)
class Team:
    name: str
    url: str
    current: bool


def shell(request: HttpRequest) -> dict[str, Any]:
    organisation = getattr(request, "organisation", None)
    membership: Membership | None = getattr(request, "membership", None)
    context: dict[str, Any] = {
        "organisation": organisation,
        "membership": membership,
        "organisations": _later(lambda: teams_of(request)),
    }
    if membership is None:
        return context
    slug = membership.organisation.slug
    held = _later(lambda: rights_of(membership))
    return context | {
        "nav": _later(lambda: navigation_of(slug, held, request.path)),
        "section": _later(lambda: section_of(slug, held, request.path)),
        "quick_adds": _later(lambda: quick_adds_of(slug, held)),
        "search_url": _later(lambda: search_address(slug)),
        "user_menu": _later(lambda: user_menu_of(slug, held)),
    }


def rights_of(membership: Membership) -> Set[str]:
    """What the whole frame asks about, at once: one query at most, none for those whose roles suffice."""
    asked = {entry.capability for entry in navigation.values()} | {entry.capability for entry in quick_adds.values()}
    asked |= {page.capability for page in section_pages.values()}
    return granted(membership, asked | {policy.SETTINGS, policy.HISTORY, MAIL, LINKS, CHOOSE})


def navigation_of(slug: str, held: Set[str], path: str) -> list[Link]:
    """At most nine entries, in the order a coordinator thinks; the one whose address begins this page's is active."""
    order = {section: place for place, section in enumerate(NAV_SECTIONS)}
    allowed = [entry for entry in navigation.values() if entry.capability in held]
    entries = sorted(allowed, key=lambda entry: (order[entry.section], entry.order, entry.label))
    shown = [(entry, address(entry.url_name, slug)) for entry in entries[:LONGEST_NAVIGATION]]
    root = f"/{slug}/"  # the first page begins every address: it is active on itself alone
    doors = {url: url for _entry, url in reversed(shown)}
    first_of = {entry.section: url for entry, url in reversed(shown)}
    for page in section_pages.values():  # behind the entry whose address begins its own, else the first of its section
        url = address(page.url_name, slug)
        above = [door for entry, door in shown if entry.section == page.section and url.startswith(door)]
        doors.setdefault(url, max(above, key=len, default=first_of.get(page.section, "")))
    begun = [url for url in doors if path == url or (url != root and path.startswith(url))]
    active = doors[max(begun, key=len)] if begun else ""
    return [Link(entry.label, url, entry.icon, active=url == active) for entry, url in shown]


def section_of(slug: str, held: Set[str], path: str) -> list[Link]:
    """The pages beside this one, when it is one of the pages at the head of a section; nothing elsewhere."""
    here = next((page.section for page in section_pages.values() if address(page.url_name, slug) == path), None)
    pages = [page for page in section_pages.values() if page.section == here and page.capability in held]
    pages.sort(key=lambda page: (page.order, page.label))
    links = [Link(page.label, url := address(page.url_name, slug), "", active=url == path) for page in pages]
    return links if len(links) > 1 else []


def quick_adds_of(slug: str, held: Set[str]) -> list[Link]:
    allowed = [entry for entry in quick_adds.values() if entry.capability in held]
    entries = sorted(allowed, key=lambda entry: (entry.order, entry.label))
    return [Link(entry.label, address(entry.url_name, slug), entry.icon) for entry in entries]


def user_menu_of(slug: str, held: Set[str]) -> list[Link]:
    menu = [Link("Mon compte", address("account_home"), "user-circle")]
    if policy.SETTINGS in held:
        menu.append(Link("Réglages de l’équipe", address("settings:organisation", slug), "settings"))
    elif policy.HISTORY in held:
        menu.append(Link("Historique", address("settings:history", slug), "history"))
    if MAIL in held:
        menu.append(Link("Courrier envoyé", address("mail:list", slug), "mail"))
    if CHOOSE in held:
        menu.insert(1, Link("Mes messages", address("mail:my_choices", slug), "mail-opened"))
    if LINKS in held:
        menu.append(Link("Liens personnels", address("links:list", slug), "link"))
    return [*menu, *(Link("Aide", url, "lifebuoy") for url in [help_address(slug)] if url)]


def teams_of(request: HttpRequest) -> list[Team]:
    """Asked already inside an organisation; elsewhere only by a page that shows them."""
    mine: Iterable[Membership] = getattr(request, "memberships", None) or memberships_of_user(request.user)
    here = getattr(request, "organisation", None)
    teams = [one.organisation for one in mine]
    return [Team(one.name, address("today:home", one.slug), one == here) for one in teams]


def search_address(slug: str) -> str:
    return optional_address("search:find", slug)


def help_address(slug: str) -> str:
    return optional_address("help:index", slug)


def optional_address(url_name: str, slug: str) -> str:
    """A page of a floor above, which a small installation may do without."""
    try:
        return address(url_name, slug)
    except NoReverseMatch:
        return ""


@lru_cache(maxsize=4096)
def address(url_name: str, slug: str = "") -> str:
    """`reverse` is slow beside the rest of a page, and these never change while the process lives."""
    return reverse(url_name, args=[slug] if slug else [])


def _later(make: Callable[[], T]) -> T:
    """A page that does not show it does not pay for it."""
    return SimpleLazyObject(make)  # type: ignore[return-value]
