"""Production does not start with unsafe settings, and says every reason."""

import secrets
from pathlib import Path
from typing import Any

import pytest

from workflow import UnsafeSettings, create_app
from workflow.safety import problems_of


@pytest.fixture
def safe() -> dict[str, Any]:
    return {
        "PRODUCTION": True,
        "DEBUG": False,
        "TESTING": False,
        "DEMO": False,
        "SECRET_KEY": secrets.token_urlsafe(48),
        "LOOKUP_KEY": secrets.token_urlsafe(48),
        "PUBLIC_BASE_URL": "https://langnghe.laocai.gov.vn",
        "TRUSTED_HOSTS": ["langnghe.laocai.gov.vn"],
        "ARGON2_PROFILE": "default",
        "SESSION_COOKIE_SECURE": True,
    }


def test_safe_settings_start(safe: dict[str, Any]) -> None:
    assert problems_of(safe) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DEBUG", True),
        ("TESTING", True),
        ("DEMO", True),
        ("SECRET_KEY", ""),
        ("SECRET_KEY", "x" * 20),
        ("SECRET_KEY", "x" * 64),
        ("SECRET_KEY", "change-me-change-me-change-me-change-me"),
        ("SECRET_KEY_FALLBACKS", ["short"]),
        ("LOOKUP_KEY", ""),
        ("LOOKUP_KEY", None),
        ("PUBLIC_BASE_URL", "http://langnghe.laocai.gov.vn"),
        ("PUBLIC_BASE_URL", ""),
        ("TRUSTED_HOSTS", None),
        ("TRUSTED_HOSTS", []),
        ("TRUSTED_HOSTS", ["*"]),
        ("ARGON2_PROFILE", "cheapest"),
        ("WTF_CSRF_ENABLED", False),
        ("SESSION_COOKIE_SECURE", False),
        ("SECRET_KEY_FILE", "/nowhere/at/all"),
    ],
)
def test_one_unsafe_setting_is_named_without_its_value(safe: dict[str, Any], name: str, value: Any) -> None:
    problems = problems_of(safe | {name: value})
    assert len(problems) == 1
    assert problems[0].startswith(name)
    assert not value or not isinstance(value, str) or len(value) < 12 or value not in problems[0]


def test_two_keys_must_differ(safe: dict[str, Any]) -> None:
    assert problems_of(safe | {"LOOKUP_KEY": safe["SECRET_KEY"]}) == ["LOOKUP_KEY is the same as SECRET_KEY"]


@pytest.mark.parametrize(("mode", "found"), [(0o400, 0), (0o600, 0), (0o440, 1), (0o604, 1)])
def test_a_secret_that_others_can_read_is_refused(safe: dict[str, Any], tmp_path: Path, mode: int, found: int) -> None:
    kept = tmp_path / "secret"
    kept.write_text("x")
    kept.chmod(mode)
    assert len(problems_of(safe | {"SECRET_KEY_FILE": str(kept)})) == found


def test_every_problem_is_said_at_once(safe: dict[str, Any]) -> None:
    assert len(problems_of(safe | {"DEBUG": True, "DEMO": True, "LOOKUP_KEY": "", "TRUSTED_HOSTS": None})) == 4


def test_outside_production_nothing_is_asked() -> None:
    assert problems_of({"PRODUCTION": False, "DEBUG": True}) == []


def test_the_application_refuses_to_start(safe: dict[str, Any]) -> None:
    with pytest.raises(UnsafeSettings, match=r"DEMO is on.*PUBLIC_BASE_URL"):
        create_app(**(safe | {"DEMO": True, "PUBLIC_BASE_URL": "http://x"}))


@pytest.mark.parametrize(
    ("host", "starttls", "found"),
    [("mail.laocai.gov.vn", False, 1), ("127.0.0.1", False, 0), ("mail.laocai.gov.vn", True, 0), ("", False, 0)],
)
def test_mail_does_not_cross_the_network_in_the_clear(
    safe: dict[str, Any], host: str, starttls: bool, found: int
) -> None:
    assert len(problems_of(safe | {"SMTP_HOST": host, "SMTP_STARTTLS": starttls})) == found
