"""Files people keep: PDF, DOCX, XLSX, CSV and ZIP, always made from typed data, never from an interpolated
template."""
