"""What the public page shows of a person: enough to recognise oneself, not enough to learn who it is."""

import re
import unicodedata

from workflow.text import nfc

_COUNTRY = re.compile(r"^(?:\+|00)?84")


def masked_name(name: str) -> str:
    """ "Lò Thị Mẩy" as "Lò T** M**": the family name, then first letters. A single name shows its first letter only."""
    words = nfc(name).split()
    if len(words) == 1:
        return _masked_word(words[0])
    return " ".join([*words[:1], *(_masked_word(word) for word in words[1:])])


def masked_phone(phone: str) -> str:
    """ "0912 345 123" as "09xx xxx 123", however it was typed; a number too short to mask shows nothing of itself."""
    digits = re.sub(r"[^\d+]", "", phone)
    if not digits:
        return ""
    digits = _COUNTRY.sub("0", digits).replace("+", "") if len(digits) > 9 else digits.replace("+", "")
    return f"{digits[:2]}xx xxx {digits[-3:]}" if len(digits) >= 9 else "xxxx xxx xxx"


def _masked_word(word: str) -> str:
    """The first letter and a star for each other letter, two at least, so that a name of one letter is hidden too."""
    letters = [letter for letter in word if not unicodedata.combining(letter)]
    return letters[0] + "*" * max(len(letters) - 1, 2)
