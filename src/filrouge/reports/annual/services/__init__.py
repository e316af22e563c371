from filrouge.reports.annual.services.figures import insert_figures, see_figures
from filrouge.reports.annual.services.freezing import freeze, note_sending
from filrouge.reports.annual.services.ordering import move_chapter, take_default_order, undo_order
from filrouge.reports.annual.services.sheets import keep_words
from filrouge.reports.annual.services.showing import show_chapter
from filrouge.reports.annual.services.writing import propose_again, undo, write_chapter

__all__ = [
    "freeze",
    "insert_figures",
    "keep_words",
    "move_chapter",
    "note_sending",
    "propose_again",
    "see_figures",
    "show_chapter",
    "take_default_order",
    "undo",
    "undo_order",
    "write_chapter",
]
