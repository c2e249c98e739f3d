"""Numbers as they are read in Vietnamese."""

from fractions import Fraction


def vn_number(number: int) -> str:
    """1234567 as 1.234.567."""
    return f"{number:,}".replace(",", ".")


def vn_percent(share: Fraction) -> str:
    """A share as a percentage with one decimal, always cut and never rounded up: 41/118 is 34,7 %.

    A share just below a threshold must not be shown as the threshold.
    """
    tenths = share.numerator * 1000 // share.denominator
    whole, tenth = divmod(tenths, 10)
    return f"{vn_number(whole)},{tenth} %" if tenth else f"{vn_number(whole)} %"
