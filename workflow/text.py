"""Vietnamese text: one spelling in the database (NFC), a key to search by and a key to sort by."""

import unicodedata

_STROKE = str.maketrans("đĐ", "dd")
_LETTERS = {c: i for i, c in enumerate(" -–—_,;:!?/.…'’\"“”()[]0123456789aăâbcdđeêfghijklmnoôơpqrstuưvwxyz", 1)}
_TONES = {"\u0300": "1", "\u0309": "2", "\u0303": "3", "\u0301": "4", "\u0323": "5"}


def nfc(text: str) -> str:
    """Composed form: a name typed with combining marks equals the same name typed with ready letters."""
    return unicodedata.normalize("NFC", text)


def fold(text: str) -> str:
    """Search key: no tones, no marks, đ as d, no case, single spaces. "Y Tý", "y ty" and "Ý TÝ" are alike."""
    bare = unicodedata.normalize("NFD", text.translate(_STROKE))
    return " ".join("".join(c for c in bare if not unicodedata.combining(c)).casefold().split())


def vi_sort_key(text: str) -> str:
    """Key that sorts like a Vietnamese dictionary under plain binary order (letters first, then tones)."""
    letters, tones = [], []
    for char in unicodedata.normalize("NFC", text).casefold():
        parts = unicodedata.normalize("NFD", char)
        base, tone = parts[0], "0"
        for mark in parts[1:]:
            if mark in _TONES:
                tone = _TONES[mark]
            else:
                base = unicodedata.normalize("NFC", base + mark)
        letters.append(f"{_LETTERS.get(base, 99):02d}")
        tones.append(tone)
    return "".join(letters) + "." + "".join(tones)
