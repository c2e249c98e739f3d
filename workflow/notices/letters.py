"""A notice as a letter: plain text, a link to the application, nothing about anybody."""

import re
from datetime import datetime
from email.message import EmailMessage
from email.utils import format_datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app

from workflow.notices.kinds import words

OFFICE = "Làng nghề Lào Cai"
_ONE_ADDRESS = re.compile(r"[^@\s,;:<>()\"\[\]]+@[^@\s,;:<>()\"\[\]]+\.[^@\s,;:<>()\"\[\]]+")
FOOT = "Thư này do hệ thống gửi tự động, xin không trả lời. Ông/Bà đăng nhập để xem nội dung."


def letter(row: Any, at: datetime) -> EmailMessage:
    """The mail of one row of the outbox (id, kind, facts, path, address).

    Its Message-ID is made of the row's id, so that a mail sent twice is known as one. Raises ValueError when an address
    or a subject would break out of its header.
    """
    base = current_app.config["PUBLIC_BASE_URL"]
    host = urlsplit(base).hostname or "localhost"
    subject, text = words(row.kind, row.facts)
    made = EmailMessage()
    made["From"] = current_app.config["SMTP_FROM"] or f"{OFFICE} <no-reply@{host}>"
    made["To"] = _checked(row.address)
    made["Subject"] = subject
    made["Date"] = format_datetime(at)
    made["Message-ID"] = f"<{row.id}@{host}>"
    made["Auto-Submitted"] = "auto-generated"
    made["X-Auto-Response-Suppress"] = "All"
    made.set_content(f"{text}\n\n{base}{row.path}\n\n-- \n{FOOT}\n")
    return made


def _checked(address: str) -> str:
    if not _ONE_ADDRESS.fullmatch(address):
        raise ValueError("not the address of one mailbox")
    return address
