"""What the house agrees to keep. Types are read in the content, never believed from the name."""

MAX_SIZE = 25 * 1024 * 1024

PDF = "application/pdf"
PNG, JPEG, WEBP, GIF, HEIC = "image/png", "image/jpeg", "image/webp", "image/gif", "image/heic"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PPTX = "application/vnd.openxmlformats-officedocument.presentationml.presentation"
ODT, ODS, ODP = (f"application/vnd.oasis.opendocument.{kind}" for kind in ("text", "spreadsheet", "presentation"))
OLE = "application/x-ole-storage"  # Word, Excel and PowerPoint before 2007
ZIP = "application/zip"
TEXT, CSV, CALENDAR, VCARD = "text/plain", "text/csv", "text/calendar", "text/vcard"

SPREADSHEETS = frozenset({CSV, TEXT, XLSX, ODS})

# What each type is called, and the extensions it may bear.
LABELS: dict[str, str] = {
    PDF: "un document PDF",
    PNG: "une image PNG",
    JPEG: "une photo JPEG",
    WEBP: "une image WebP",
    GIF: "une image GIF",
    HEIC: "une photo HEIC",
    DOCX: "un document Word",
    XLSX: "un classeur Excel",
    PPTX: "une présentation PowerPoint",
    ODT: "un document LibreOffice",
    ODS: "un classeur LibreOffice",
    ODP: "une présentation LibreOffice",
    OLE: "un ancien document Office",
    ZIP: "une archive ZIP",
    TEXT: "un fichier texte",
    CSV: "un tableau CSV",
    CALENDAR: "un événement d’agenda",
    VCARD: "une carte de visite",
}
EXTENSIONS: dict[str, frozenset[str]] = {
    PDF: frozenset({"pdf"}),
    PNG: frozenset({"png"}),
    JPEG: frozenset({"jpg", "jpeg"}),
    WEBP: frozenset({"webp"}),
    GIF: frozenset({"gif"}),
    HEIC: frozenset({"heic", "heif"}),
    DOCX: frozenset({"docx"}),
    XLSX: frozenset({"xlsx"}),
    PPTX: frozenset({"pptx"}),
    ODT: frozenset({"odt"}),
    ODS: frozenset({"ods"}),
    ODP: frozenset({"odp"}),
    OLE: frozenset({"doc", "xls", "ppt"}),
    ZIP: frozenset({"zip"}),
    TEXT: frozenset({"txt", "md", "log", "json", "xml"}),
    CSV: frozenset({"csv", "tsv"}),
    CALENDAR: frozenset({"ics"}),
    VCARD: frozenset({"vcf"}),
}
