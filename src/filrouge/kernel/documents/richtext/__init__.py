"""Rich text that people write: headings, bold, italic, lists, tables, links, and nothing else.

It is kept as HTML of one canonical form, read into the blocks of ``content`` and written back from them, so that what
is kept is always what was written here and never what was sent. The same text gives the same HTML, which makes
versions comparable and mergeable.
"""

from filrouge.kernel.documents.richtext.marked import from_marked, to_marked
from filrouge.kernel.documents.richtext.merge import Clash, Merge, merge
from filrouge.kernel.documents.richtext.read import blocks_of, clean, is_html, shown
from filrouge.kernel.documents.richtext.write import html_of, plain_of

__all__ = [
    "Clash",
    "Merge",
    "blocks_of",
    "clean",
    "from_marked",
    "html_of",
    "is_html",
    "merge",
    "plain_of",
    "shown",
    "to_marked",
]
