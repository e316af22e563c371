from filrouge.modules.indicators.exports.quality import dossier_document, letter_document
from filrouge.modules.indicators.exports.sheets import catalogue_sheet, series_sheet

__all__ = ["catalogue_sheet", "dossier_document", "letter_document", "series_sheet"]
