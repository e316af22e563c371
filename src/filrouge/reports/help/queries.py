"""The guide: Markdown kept in docs/guide, carried by the wheel as filrouge/guide."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

from filrouge.ui.typography import typo

INDEX = "index"
PACKAGE = Path(__file__).resolve().parents[2]
FOLDERS = (PACKAGE / "guide", PACKAGE.parents[1] / "docs" / "guide")  # the wheel's, else the checkout's
LINK = re.compile(r"(?P<page>[a-z0-9-]+)\.md")

_markdown = MarkdownIt("commonmark", {"html": False}).enable("table")


@dataclass(frozen=True, slots=True)
class Page:
    slug: str
    title: str
    html: SafeString


def guide_folder() -> Path:
    found = next((folder for folder in FOLDERS if (folder / f"{INDEX}.md").exists()), None)
    if found is None:
        raise FileNotFoundError("the guide is neither in the package nor in the checkout")
    return found


@cache
def pages() -> dict[str, Page]:
    """The whole guide, rendered once per process, in the order in which its first page names the others."""
    texts = {path.stem: path.read_text(encoding="utf-8") for path in sorted(guide_folder().glob("*.md"))}
    named = [match["page"] for match in LINK.finditer(texts[INDEX])]
    order = dict.fromkeys([INDEX, *(slug for slug in named if slug in texts), *texts])
    return {slug: render_page(slug, texts[slug]) for slug in order}


def render_page(slug: str, text: str) -> Page:
    """HTML of a page, without its title. HTML written in the Markdown stays text; links to pages become addresses."""
    tokens = _markdown.parse(typo(text))
    if len(tokens) < 3 or tokens[0].tag != "h1":
        raise ValueError(f"guide page {slug!r} does not begin with its title")
    _adapt(tokens, root="" if slug == INDEX else "../")
    html = _markdown.renderer.render(tokens[3:], _markdown.options, {})
    return Page(slug, tokens[1].content, mark_safe(html))  # noqa: S308 -- markdown-it escaped what people wrote


def _adapt(tokens: Sequence[Token], root: str) -> None:
    for token in tokens:
        if token.type == "link_open":
            token.attrs["href"] = address(str(token.attrs["href"]), root)
        elif token.type == "table_open":
            token.attrs["class"] = "table"
        _adapt(token.children or (), root)


def address(href: str, root: str) -> str:
    """« reunions.md » as a browser must ask for it from a page of the guide; other addresses are left alone."""
    match = LINK.fullmatch(href)
    if match is None:
        return href
    return f"{root}{'' if match['page'] == INDEX else match['page'] + '/'}" or "./"
