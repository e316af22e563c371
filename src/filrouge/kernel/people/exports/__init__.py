"""The directory leaves as CSV, XLSX or address book: the same columns as the import reads."""
