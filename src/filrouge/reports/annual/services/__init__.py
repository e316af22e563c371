from filrouge.reports.annual.services.figures import insert_figures, see_figures
from filrouge.reports.annual.services.showing import show_chapter
from filrouge.reports.annual.services.writing import propose_again, undo, write_chapter

__all__ = ["insert_figures", "propose_again", "see_figures", "show_chapter", "undo", "write_chapter"]
