from filrouge.modules.indicators.exports.quality import dossier_document, letter_document
from filrouge.modules.indicators.exports.sheets import catalogue_sheet, series_sheet
from filrouge.modules.indicators.exports.sheets_of_paper import count_document, method_document

__all__ = [
    "catalogue_sheet",
    "count_document",
    "dossier_document",
    "letter_document",
    "method_document",
    "series_sheet",
]
