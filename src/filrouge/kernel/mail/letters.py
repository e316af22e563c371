"""The words of a mail, plain and laid out, with the address where its person chooses what they receive."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.template import Context, TemplateDoesNotExist, engines
from django.template.loader import get_template, render_to_string
from django.utils.html import linebreaks, urlize
from django.utils.safestring import SafeString, mark_safe

from filrouge.kernel.links import services as links
from filrouge.kernel.mail import choosing
from filrouge.kernel.people.models import Person
from filrouge.kernel.tenancy.scope import current_organisation

WORDS_AND_ADDRESS = re.compile(r'(?:^([^<>\n]*\S)\s:\s)?<a href="(https?://[^"]+)"[^>]*>[^<]*</a>', re.MULTILINE)
STYLE = "display:inline-block;padding:4px 0;color:#0b6e6e;font-weight:600"
OPEN = "Ouvrir le lien"


@dataclass(frozen=True, slots=True)
class Letter:
    text: str
    html: str


def write(template: str, context: dict[str, Any], *, person: Person | None, subject: str) -> Letter:
    """``<template>.txt`` is required; without ``<template>.html`` the text is laid out."""
    url = links.url_of(choosing.link_of(person)) if person else ""
    given = {"organisation": current_organisation(), "person": person, "subject": subject, **context}
    given["choices_url"] = url
    text = render_text(f"{template}.txt", given)
    html = render_html(f"{template}.html", given, text)
    foot = f"\n-- \nChoisir les messages que vous recevez : {url}\n" if url else ""
    return Letter(text + foot, html)


def render_text(name: str, context: dict[str, Any]) -> str:
    """Plain text: nothing is escaped, and blank lines left by template tags are merged."""
    template = engines["django"].engine.get_template(name)  # type: ignore[attr-defined]
    text = template.render(Context(context, autoescape=False))
    lines = [line.rstrip() for line in text.strip().splitlines()]
    kept = [line for at, line in enumerate(lines) if line or (at and lines[at - 1])]
    return "\n".join(kept) + "\n"


def render_html(name: str, context: dict[str, Any], text: str) -> str:
    try:
        return get_template(name).render(context)
    except TemplateDoesNotExist as error:
        if str(error) != name:
            raise
        return render_to_string("mail/from_text.html", {**context, "body": laid_out(text)})


def laid_out(text: str) -> SafeString:
    """The paragraphs of a plain text, where our long addresses are short links. Those people typed stay as they are."""
    linked = urlize(text, autoescape=True)
    several = sum(_is_ours(address) for _words, address in WORDS_AND_ADDRESS.findall(linked)) > 1

    def shorter(found: re.Match[str]) -> str:
        words, address = found.groups(default="")
        if not _is_ours(address):
            return found[0]
        if several and words:  # each is a link of the sentence that leads to it
            before, stop, said = words.rpartition(". ")
            return f"{before}{stop}{_link(address, said)}"
        return f"{words} : {_link(address, OPEN)}" if words else _link(address, OPEN)

    return mark_safe(linebreaks(WORDS_AND_ADDRESS.sub(shorter, linked)))  # noqa: S308 - escaped by urlize


def _is_ours(address: str) -> bool:
    return f"{address}/".startswith(f"{settings.SITE_URL.rstrip('/')}/")


def _link(address: str, said: str) -> str:
    return f'<a class="m-link" href="{address}" style="{STYLE}">{said}</a>'
