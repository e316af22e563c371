from django import template

from filrouge.kernel.documents.richtext import blocks_of, shown, to_marked

register = template.Library()
register.filter("rich", shown)


@register.filter
def marked(html: str) -> str:
    """Rich text as it is typed in a plain box."""
    return to_marked(blocks_of(html))
