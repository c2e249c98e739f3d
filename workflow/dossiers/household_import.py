"""Files and pasted text with a household list, turned into a draft of it."""

import csv

from workflow.dossiers.household_table import Draft, names_columns, read_table
from workflow.sheets_in import lines_of


def draft_from_text(text: str) -> Draft:
    """Read a list copied from Excel or typed: one household a line, cells apart by tabs (or by ; or |)."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    separator = next((sign for sign in ("\t", ";", "|") if any(sign in line for line in lines)), "\t")
    try:
        return read_table(list(csv.reader(lines, delimiter=separator, strict=False)))
    except csv.Error:
        return read_table([line.split(separator) for line in lines])


def draft_from_file(name: str, content: bytes) -> Draft:
    """Read an uploaded xlsx, xls or csv. Raises Unreadable."""
    return read_table(lines_of(name, content, names_columns))
