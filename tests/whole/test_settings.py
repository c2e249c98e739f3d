"""Settings, the schema and the start of the program."""

from pathlib import Path

import pytest

from tests.conftest import SETTINGS
from workflow import UnsafeSettings, create_app, settings

SAFE = {
    "LANGNGHE_PRODUCTION": "1",
    "LANGNGHE_PUBLIC_BASE_URL": "https://langnghe.laocai.gov.vn",
    "LANGNGHE_TRUSTED_HOSTS": "langnghe.laocai.gov.vn",
    "LANGNGHE_SECRET_KEY": "kZ9wq3xT7mVb2Lr8Yc4Nf6Hs1Jd5Pg0aQeUi",
    "LANGNGHE_LOOKUP_KEY": "Xb7nM2vC9zL4kJ6hG1fD8sA3pO5iU0yTrEwQ",
}


def test_production_starts_with_safe_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    for name, value in SAFE.items():
        monkeypatch.setenv(name, value)
    app = create_app(SQLALCHEMY_DATABASE_URI=f"sqlite:///{tmp_path / 'x.sqlite'}")
    assert app.config["SID_COOKIE"] == "__Host-sid"
    assert app.config["SESSION_COOKIE_SECURE"] is True


def test_production_refuses_and_names_every_problem(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("LANGNGHE_PRODUCTION", "1")
    monkeypatch.setenv("LANGNGHE_DEMO", "1")
    with pytest.raises(UnsafeSettings) as refusal:
        create_app()
    for word in ("DEMO", "SECRET_KEY", "LOOKUP_KEY", "PUBLIC_BASE_URL", "TRUSTED_HOSTS"):
        assert word in str(refusal.value)


def test_a_secret_may_be_a_file(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    kept = tmp_path / "key"
    kept.write_text(SAFE["LANGNGHE_SECRET_KEY"] + "\n", encoding="utf-8")
    monkeypatch.setenv("LANGNGHE_SECRET_KEY_FILE", str(kept))
    assert settings.from_environment(tmp_path)["SECRET_KEY"] == SAFE["LANGNGHE_SECRET_KEY"]


def test_an_installation_keeps_its_own_keys(tmp_path: Path) -> None:
    first, second = (settings.from_environment(tmp_path)["LOOKUP_KEY"] for _ in range(2))
    assert first == second
    assert (tmp_path / "lookup_key").stat().st_mode & 0o077 == 0


def test_a_database_of_another_schema_is_not_served(tmp_path: Path) -> None:
    app = create_app(**(SETTINGS | {"SQLALCHEMY_DATABASE_URI": f"sqlite:///{tmp_path / 'empty.sqlite'}"}))
    answer = app.test_client().get("/")
    assert answer.status_code == 503
    assert "bận hoặc bảo trì" in answer.get_data(as_text=True)


def test_the_migrations_make_exactly_the_models(app: object) -> None:
    from flask import Flask
    from flask_migrate import check

    from workflow.schema import know_migrations

    assert isinstance(app, Flask)
    with app.app_context():
        know_migrations(app)
        check()
