"""What production refuses to start with. Every problem is named at once, so that one restart is enough."""

import stat
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from workflow.settings import SECRET_FILES

SHORTEST_KEY = 32
SAMPLES = (
    "change",
    "secret",
    "example",
    "sample",
    "default",
    "test",
    "dev",
    "doi-khoa",
    "password",
    "0123456789",
    "abcdef",
)
OPEN_TO_OTHERS = stat.S_IRWXG | stat.S_IRWXO


def problems_of(config: Mapping[str, Any]) -> list[str]:
    """Every reason not to serve with these settings; empty outside production. Names settings, never their values."""
    if not config.get("PRODUCTION"):
        return []
    return [*_modes(config), *_keys(config), *_addresses(config), *_files(config), *_trust(config), *_mail(config)]


def _modes(config: Mapping[str, Any]) -> list[str]:
    unsafe = {
        "DEBUG": "DEBUG is on: it shows the inside of the program to everybody",
        "TESTING": "TESTING is on",
        "DEMO": "DEMO is on: its people have a password that everybody knows",
    }
    found = [reason for name, reason in unsafe.items() if config.get(name)]
    if config.get("ARGON2_PROFILE", "default") != "default":
        found.append("ARGON2_PROFILE is not default: passwords would be kept too cheaply")
    if config.get("WTF_CSRF_ENABLED") is False:
        found.append("WTF_CSRF_ENABLED is off: other sites could send forms in a person's name")
    return found


def _keys(config: Mapping[str, Any]) -> list[str]:
    found = []
    keys = {"SECRET_KEY": config.get("SECRET_KEY"), "LOOKUP_KEY": config.get("LOOKUP_KEY")}
    for name, value in keys.items():
        if not value:
            found.append(f"{name} is missing")
        elif reason := _weakness(_bytes(value)):
            found.append(f"{name} {reason}")
    weak = [_weakness(_bytes(old)) for old in config.get("SECRET_KEY_FALLBACKS") or ()]
    found += [f"SECRET_KEY_FALLBACKS: one {reason}" for reason in weak if reason]
    if keys["SECRET_KEY"] and keys["SECRET_KEY"] == keys["LOOKUP_KEY"]:
        found.append("LOOKUP_KEY is the same as SECRET_KEY")
    return found


def _weakness(key: bytes) -> str:
    if len(key) < SHORTEST_KEY:
        return f"is shorter than {SHORTEST_KEY} bytes"
    if len(set(key)) < 10 or any(key.lower().startswith(sample.encode()) for sample in SAMPLES):
        return "looks like a sample"
    return ""


def _bytes(value: object) -> bytes:
    return value if isinstance(value, bytes) else str(value).encode()


def _addresses(config: Mapping[str, Any]) -> list[str]:
    found = []
    address = urlsplit(str(config.get("PUBLIC_BASE_URL") or ""))
    if address.scheme != "https" or not address.hostname:
        found.append("PUBLIC_BASE_URL is not an https address")
    hosts = config.get("TRUSTED_HOSTS") or ()
    if not hosts:
        found.append("TRUSTED_HOSTS is empty: links could be made to point to another host")
    elif any(host in ("*", ".") for host in hosts):
        found.append("TRUSTED_HOSTS trusts every host")
    if not config.get("SESSION_COOKIE_SECURE", True):
        found.append("SESSION_COOKIE_SECURE is off")
    return found


def _files(config: Mapping[str, Any]) -> list[str]:
    found = []
    for name in SECRET_FILES:
        path = Path(str(config.get(name) or "")) if config.get(name) else None
        if path is None:
            continue
        if not path.is_file():
            found.append(f"{name} does not exist")
        elif path.stat().st_mode & OPEN_TO_OTHERS:
            found.append(f"{name} can be read by others: chmod 0400")
    return found


def _trust(config: Mapping[str, Any]) -> list[str]:
    folder = Path(str(config.get("TRUST_STORE") or ""))
    if not config.get("TRUST_STORE"):
        return []
    if not folder.is_dir():
        return ["TRUST_STORE is not a folder"]
    if any(part.stat().st_mode & stat.S_IWOTH for part in (folder, *folder.iterdir())):
        return ["TRUST_STORE can be written by others: they would choose whom the office trusts"]
    return []


def _mail(config: Mapping[str, Any]) -> list[str]:
    host = config.get("SMTP_HOST") or ""
    if host and not config.get("SMTP_STARTTLS") and host not in ("127.0.0.1", "localhost", "::1"):
        return ["SMTP_STARTTLS is off: mail and its password would cross the network in the clear"]
    return []
