"""A real mail server on this machine: it takes what it is sent, or says no as it is told to."""

import email
import socket
from collections.abc import Iterator
from contextlib import contextmanager
from email.message import EmailMessage
from email.policy import SMTP
from typing import Any, cast

from aiosmtpd.controller import Controller


class Sink:
    """What arrived. `answers` maps a recipient (or "*") to a refusal such as "451 later"."""

    def __init__(self) -> None:
        self.letters: list[EmailMessage] = []
        self.envelopes: list[tuple[str, tuple[str, ...]]] = []
        self.answers: dict[str, str] = {}
        self.port = free_port()

    async def handle_RCPT(self, server: Any, session: Any, envelope: Any, address: str, options: Any) -> str:  # noqa: N802
        refusal = self.answers.get(address, self.answers.get("*"))
        if refusal:
            return refusal
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, server: Any, session: Any, envelope: Any) -> str:  # noqa: N802
        self.envelopes.append((envelope.mail_from, tuple(envelope.rcpt_tos)))
        self.letters.append(cast("EmailMessage", email.message_from_bytes(envelope.content, policy=SMTP)))
        return "250 OK"

    @property
    def ids(self) -> list[str]:
        """Message-IDs, in the order of arrival."""
        return [str(letter["Message-ID"]) for letter in self.letters]

    @property
    def settings(self) -> dict[str, Any]:
        """What an office must be told to send its mail here."""
        return {
            "SMTP_HOST": "127.0.0.1", "SMTP_PORT": self.port, "SMTP_USER": "", "SMTP_PASSWORD": "",
            "SMTP_STARTTLS": False, "SMTP_FROM": "Làng nghề Lào Cai <no-reply@laocai.gov.vn>",
        }  # fmt: skip


@contextmanager
def listening(sink: Sink) -> Iterator[Sink]:
    """The server, running until the block ends."""
    controller = Controller(sink, hostname="127.0.0.1", port=sink.port, ready_timeout=20)
    controller.start()
    try:
        yield sink
    finally:
        controller.stop()


def free_port() -> int:
    """A port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
    return port
