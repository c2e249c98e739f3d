"""An office of certificates for tests: roots, signers, time stamps, and PDFs that are signed and then spoilt."""

import io
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any

from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec, rsa
from cryptography.x509.oid import ExtendedKeyUsageOID, NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko.sign.fields import MDPPerm, SigFieldSpec
from pyhanko.sign.signers.pdf_cms import PdfCMSSignedAttributes
from pyhanko.sign.timestamps import DummyTimeStamper
from pyhanko_certvalidator.registry import SimpleCertificateStore

NOW = datetime.now(UTC).replace(microsecond=0)
YEAR = timedelta(days=365)
SIGNER = "Nguyễn Văn A"
_APART = ThreadPoolExecutor(1)


def apart(work: Callable[..., Any], *given: Any) -> Any:
    """Work of pyHanko in a thread of its own: it runs an event loop, and a browser of the same run has one in ours."""
    return _APART.submit(work, *given).result()


@dataclass(frozen=True)
class Holder:
    """Somebody with a certificate and its key."""

    certificate: x509.Certificate
    key: ec.EllipticCurvePrivateKey | rsa.RSAPrivateKey

    @property
    def pem(self) -> bytes:
        return self.certificate.public_bytes(serialization.Encoding.PEM)

    @property
    def for_pyhanko(self) -> tuple[asn1.Certificate, asn1_keys.PrivateKeyInfo]:
        der = self.certificate.public_bytes(serialization.Encoding.DER)
        key = self.key.private_bytes(
            serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
        )
        return asn1.Certificate.load(der), asn1_keys.PrivateKeyInfo.load(key)


def _name(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name)])


def certify(
    name: str, by: Holder | None = None, *, ca: bool = False, stamps: bool = False,
    since: datetime = NOW - YEAR, until: datetime = NOW + YEAR,
) -> Holder:  # fmt: skip
    """A certificate, by another's or by its own key."""
    key = rsa.generate_private_key(65537, 2048) if stamps else ec.generate_private_key(ec.SECP256R1())
    made = (
        x509.CertificateBuilder()
        .subject_name(_name(name))
        .issuer_name(by.certificate.subject if by else _name(name))
        .public_key(key.public_key())
        .serial_number(x509.random_serial_number())
        .not_valid_before(since)
        .not_valid_after(until)
        .add_extension(x509.BasicConstraints(ca=ca, path_length=None), critical=True)
        .add_extension(x509.KeyUsage(not ca, not ca, False, False, False, ca, ca, False, False), critical=True)
    )
    if stamps:
        made = made.add_extension(x509.ExtendedKeyUsage([ExtendedKeyUsageOID.TIME_STAMPING]), critical=True)
    return Holder(made.sign(by.key if by else key, hashes.SHA256()), key)


@cache
def root() -> Holder:
    return certify("Gốc thử nghiệm", ca=True, since=NOW - 10 * YEAR, until=NOW + 10 * YEAR)


@cache
def signer() -> Holder:
    return certify(SIGNER, root())


@cache
def expired() -> Holder:
    return certify("Trần Thị B", root(), since=NOW - 3 * YEAR, until=NOW - YEAR)


@cache
def stranger() -> Holder:
    return certify("Người Lạ")


@cache
def stamper() -> Holder:
    return certify("Dấu thời gian", root(), stamps=True, since=NOW - 5 * YEAR, until=NOW + 5 * YEAR)


def trust_store(folder: Path, *trusted: Holder) -> Path:
    """A folder of roots: that of the tests when none is named."""
    folder.mkdir(parents=True, exist_ok=True)
    for number, holder in enumerate(trusted or (root(),)):
        (folder / f"root-{number}.pem").write_bytes(holder.pem)
    return folder


def document(words: str = "Quyet dinh") -> bytes:
    """A page of plain PDF, with a cross-reference table that is right."""
    content = f"BT /F1 24 Tf 72 700 Td ({words}) Tj ET".encode()
    objects = (
        b"<</Type/Catalog/Pages 2 0 R>>", b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1 5 0 R>>>>>>",
        b"<</Length %d>>stream\n%s\nendstream" % (len(content), content),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>",
    )  # fmt: skip
    out, places = bytearray(b"%PDF-1.7\n"), []
    for number, body in enumerate(objects, 1):
        places.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(out)
    out += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    out += b"".join(b"%010d 00000 n \n" % place for place in places)
    out += b"trailer\n<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (len(objects) + 1, start)
    return bytes(out)


def sign(
    content: bytes, holder: Holder, field: str = "Ky", *, at: datetime | None = None, stamp_at: datetime | None = None,
    stamps: Holder | None = None, certify_as: MDPPerm | None = None,
) -> bytes:  # fmt: skip
    """Sign as a program outside the office does. `at` is the time that the signer's own machine writes."""
    certificate, key = holder.for_pyhanko
    chain = SimpleCertificateStore()
    chain.register_multiple([root().for_pyhanko[0]])
    timestamper = None
    if stamp_at:
        timestamper = DummyTimeStamper(*(stamps or stamper()).for_pyhanko, certs_to_embed=chain, fixed_dt=stamp_at)
    metadata = signers.PdfSignatureMetadata(
        field_name=field, md_algorithm="sha256", certify=certify_as is not None,
        docmdp_permissions=certify_as or MDPPerm.FILL_FORMS,
    )  # fmt: skip
    pen = _Pen(signing_cert=certificate, signing_key=key, cert_registry=chain)
    pen.at = at or NOW - timedelta(days=1)
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    done = apart(signers.PdfSigner(metadata, pen, timestamper=timestamper).sign_pdf, writer)
    return bytes(done.getbuffer())


class _Pen(signers.SimpleSigner):
    """A signer whose clock is set by the test."""

    at: datetime

    async def signed_attrs(self, *args: Any, **kwargs: Any) -> Any:
        told = kwargs.get("attr_settings") or PdfCMSSignedAttributes()
        kwargs["attr_settings"] = replace(told, signing_time=self.at)
        return await super().signed_attrs(*args, **kwargs)


def flip(content: bytes, inside: bytes = b"Quyet dinh") -> bytes:
    """One letter of the text changed in place."""
    at = content.index(inside)
    return content[:at] + b"X" + content[at + 1 :]


def rotate(content: bytes) -> bytes:
    """A later revision in which the page is turned."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    page[generic.pdf_name("/Rotate")] = generic.NumberObject(90)
    writer.update_container(page)
    return _written(writer)


def write_over(content: bytes) -> bytes:
    """A later revision with other words on the page."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    words = generic.StreamObject(stream_data=b"BT /F1 24 Tf 72 500 Td (Them mot dong) Tj ET")
    both = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(words)])
    page[generic.pdf_name("/Contents")] = both
    writer.update_container(page)
    return _written(writer)


def with_field(content: bytes) -> bytes:
    """A form with one field to fill in."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    field = generic.DictionaryObject({
        generic.pdf_name("/FT"): generic.pdf_name("/Tx"), generic.pdf_name("/T"): generic.pdf_string("GhiChu"),
        generic.pdf_name("/V"): generic.pdf_string(""), generic.pdf_name("/DA"): generic.pdf_string("/Helv 0 Tf"),
    })  # fmt: skip
    form = generic.DictionaryObject(
        {
            generic.pdf_name("/Fields"): generic.ArrayObject([writer.add_object(field)]),
        }
    )
    writer.root[generic.pdf_name("/AcroForm")] = writer.add_object(form)
    writer.update_root()
    return _written(writer)


def fill(content: bytes) -> bytes:
    """A later revision in which the field is filled in: allowed, and covered by no signature."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    for place in writer.root["/AcroForm"]["/Fields"]:
        field = place.get_object()
        if field["/T"] == "GhiChu":
            field[generic.pdf_name("/V")] = generic.pdf_string("Da xem")
            writer.update_container(field)
    return _written(writer)


def with_empty_signature(content: bytes) -> bytes:
    """A place for a signature that nobody has filled."""
    writer = IncrementalPdfFileWriter(io.BytesIO(content))
    fields.append_signature_field(writer, SigFieldSpec("Trong"))
    return _written(writer)


def _written(writer: IncrementalPdfFileWriter) -> bytes:
    out = io.BytesIO()
    writer.write(out)
    return out.getvalue()
