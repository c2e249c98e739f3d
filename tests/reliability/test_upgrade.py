"""An office with data is brought to a newer schema and back: nothing is lost, every reference holds, checks stand."""

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import insert, inspect, select, text

from tests.story import Story
from workflow.extensions import db
from workflow.register.models import Correction
from workflow.schema import is_current, know_migrations
from workflow.transactions import writing

FILLED = ("plan_item", "plan_item_site", "correction", "unit", "unit_site", "dossier", "entry", "account", "agency")


def counts() -> dict[str, int]:
    with db.engine.connect() as connection:
        return {name: connection.execute(text(f"SELECT count(*) FROM {name}")).scalar() or 0 for name in FILLED}


def shape() -> dict[str, Any]:
    """The columns and the named checks of every table."""
    seen = inspect(db.engine)
    tables = sorted(set(seen.get_table_names()) - {"alembic_version"})
    return {
        name: (
            sorted(column["name"] for column in seen.get_columns(name)),
            sorted(str(check["name"]) for check in seen.get_check_constraints(name)),
        )
        for name in tables
    }


@pytest.mark.parametrize("revision", ["0007", "0002"])
def test_an_office_with_data_goes_back_and_forth(app: Flask, story: Story, revision: str) -> None:
    from flask_migrate import downgrade, upgrade

    story.up_to("department_review")
    with app.app_context():
        know_migrations(app)
        before, looked = counts(), shape()
        assert min(before.values()) > 0
        db.session.remove()
        downgrade(revision=revision)
        assert not is_current()
        assert counts() == before
        upgrade()
        assert is_current()
        assert counts() == before
        assert shape() == looked, "a table made anew keeps its columns and its checks"
        with db.engine.connect() as connection:
            dangling = connection.dialect.name == "sqlite" and list(
                connection.execute(text("PRAGMA foreign_key_check"))
            )
        assert not dangling


def test_a_check_still_stands_after_its_table_was_made_anew(app: Flask) -> None:
    from sqlalchemy.exc import IntegrityError

    with app.app_context():
        slip = db.session.execute(select(Correction.__table__)).mappings().first()
        assert slip is not None
        wrong = dict(slip) | {"id": slip["plan_item_id"], "mark": "N", "is_applied": True}
        with pytest.raises(IntegrityError, match="only_sure_ones_are_applied"), writing() as session:
            session.execute(insert(Correction.__table__), wrong)


def test_a_migration_that_fails_changes_nothing(app: Flask, story: Story, monkeypatch: pytest.MonkeyPatch) -> None:
    from alembic.operations import Operations
    from flask_migrate import downgrade, upgrade

    with app.app_context():
        know_migrations(app)
        db.session.remove()
        downgrade(revision="0007")
        before = shape()
        made = Operations.create_table

        def fail_late(self: Operations, name: str, *columns: Any, **how: Any) -> Any:
            if name == "training_class":
                raise OSError("the power is cut")
            return made(self, name, *columns, **how)

        monkeypatch.setattr(Operations, "create_table", fail_late)
        with pytest.raises(OSError, match="power"):
            upgrade()
        assert shape() == before
        monkeypatch.undo()
        upgrade()
        assert is_current()
