import zlib
from functools import cache, lru_cache
from typing import Any

from django import template
from django.conf import settings
from django.forms import BoundField
from django.forms.utils import flatatt
from django.template.loader_tags import BLOCK_CONTEXT_KEY
from django.templatetags.static import static
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from filrouge.ui.accents import accent_name

register = template.Library()

AVATAR_COLOURS = 8
SPRITE = "ui/dist/icons.svg"
DASHES, EMPTY = "---------", "Choisir…"  # the empty choice says what to do
TITLES = {"Dr", "Pr", "M.", "Mme", "Me"}


@register.simple_tag
def icon(name: str, classes: str = "", label: str = "") -> SafeString:
    """{% icon "calendar" %}; decorative unless a label says what it means. Names live in assets/icons.txt."""
    return drawn(name, classes, label, static(SPRITE) if settings.DEBUG else sprite_url())


@cache
def sprite_url() -> str:
    """The sprite keeps its address while the process lives; asking for it dozens of times a page has a price."""
    return static(SPRITE)


@lru_cache(maxsize=2048)
def drawn(name: str, classes: str, label: str, sprite: str) -> SafeString:
    if label:
        picture = '<svg class="icon {}" role="img" aria-label="{}"><use href="{}#{}"></use></svg>'
        return format_html(picture, classes, label, sprite, name)
    picture = '<svg class="icon {}" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>'
    return format_html(picture, classes, sprite, name)


@register.filter
def initials(name: object) -> str:
    """« Dr Camille Le Goff » is CG: first letters of the first and last words, titles left out."""
    words = [word for word in str(name or "?").replace("-", " ").split() if word not in TITLES]
    letters = [word[0] for word in words if word[0].isalpha()] or ["?"]
    return (letters[0] + (letters[-1] if len(letters) > 1 else "")).upper()


@register.filter
def avatar_colour(name: object) -> int:
    """The same name always gets the same of eight colours."""
    return zlib.crc32(str(name).encode()) % AVATAR_COLOURS


@register.filter
def accent(colour: object) -> str:
    return accent_name(str(colour or ""))


@register.filter
def widget_kind(field: BoundField) -> str:
    """How the field template lays a field out: check, choices, several (date and time), file, or line."""
    widget = field.field.widget
    input_type = getattr(widget, "input_type", "")
    if input_type == "checkbox" and not hasattr(widget, "choices"):
        return "check"
    if input_type in {"radio", "checkbox"}:
        return "choices"
    if hasattr(widget, "widgets"):
        return "several"
    return "file" if input_type == "file" else "line"


@register.simple_tag(takes_context=True)
def page_query(context: dict[str, Any], page: int, name: str = "page") -> str:
    """« ?q=… &page=3 »: the current query with another page number; page 1 is left out."""
    query = context["request"].GET.copy()
    query.pop(name, None)
    if page > 1:
        query[name] = str(page)
    return f"?{query.urlencode()}" if query else "?"


@register.simple_tag(takes_context=True)
def again(context: template.Context, name: str) -> SafeString:
    """Prints a block a second time: the page title is written once, for the browser tab and for the heading."""
    block = context.render_context[BLOCK_CONTEXT_KEY].get_block(name)
    return block.nodelist.render(context)  # type: ignore[no-any-return]


def _rendered(context: template.Context, name: str, **arguments: object) -> SafeString:
    assert context.template is not None
    found = context.template.engine.get_template(name)
    return found.render(context.new(arguments))


@register.simple_block_tag(takes_context=True)
def card(context: template.Context, content: SafeString, title: str = "", **arguments: object) -> SafeString:
    """{% card "Ordre du jour" subtitle="…" flush=True %}…{% endcard %}: arguments of ui/_card.html."""
    return _rendered(context, "ui/_card.html", title=title, body=content, **arguments)


@register.simple_block_tag(takes_context=True)
def dialog(context: template.Context, content: SafeString, id: str, title: str) -> SafeString:
    return _rendered(context, "ui/_dialog.html", id=id, title=title, body=content)


@register.simple_block_tag(takes_context=True)
def bulk(context: template.Context, content: SafeString, form_id: str) -> SafeString:
    return _rendered(context, "ui/_bulk.html", form_id=form_id, body=content)


@register.simple_tag(takes_context=True)
def sort(context: template.Context, key: str, label: str, classes: str = "") -> SafeString:
    """A column head whose link sorts by `key`, then the other way round; `?sort=-name` is descending."""
    query = context["request"].GET.copy()
    current = query.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(current, "")
    query["sort"] = f"-{key}" if direction == "ascending" else key
    query.pop("page", None)
    href = f"?{query.urlencode()}"
    return _rendered(context, "ui/_sort.html", label=label, href=href, direction=direction, classes=classes)


@register.simple_tag
def options(choices: list[dict[str, Any]]) -> SafeString:
    """The options of a list in one go: a template node for each of sixty names costs more than the rest of the form."""
    rows = (
        (str(option["value"]), flatatt(option["attrs"]), EMPTY if option["label"] == DASHES else option["label"])
        for option in choices
    )
    return format_html_join("", '<option value="{}"{}>{}</option>', rows)
