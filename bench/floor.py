"""The floor of the stack: the smallest Flask application that takes a step safely, with sign-in, CSRF, a role check."""

from pathlib import Path
from typing import Any

from flask import Flask, redirect, render_template_string, request
from flask_login import LoginManager, UserMixin, current_user, login_required
from flask_sqlalchemy import SQLAlchemy
from flask_wtf import CSRFProtect
from sqlalchemy import Column, Integer, MetaData, String, Table, bindparam, event, insert, select, update
from werkzeug.wrappers import Response

from bench import naive, raw
from workflow.wall_clock import now

TABLES = MetaData()
DOSSIER = Table(
    "dossier", TABLES, Column("id", Integer, primary_key=True), Column("stage", String), Column("version", Integer)
)
ENTRY = Table(
    "entry",
    TABLES,
    *(Column(name) for name in ("dossier_id", "number", "action", "source", "dest", "actor", "role", "at")),
)
ACCOUNT = Table(
    "account", TABLES, Column("id", Integer, primary_key=True), Column("name", String), Column("role", String)
)
READ = select(DOSSIER.c.stage, DOSSIER.c.version).where(DOSSIER.c.id == bindparam("dossier"))
WHO = select(ACCOUNT).where(ACCOUNT.c.id == bindparam("account"))
MOVE = (
    update(DOSSIER)
    .where(DOSSIER.c.id == bindparam("dossier"), DOSSIER.c.version == bindparam("seen"))
    .values(stage=bindparam("to"), version=DOSSIER.c.version + 1)
)
WRITE = insert(ENTRY)
SIGN_IN = '<form method="post"><input type="hidden" name="csrf_token" value="{{ csrf_token() }}"></form>'


class Clerk(UserMixin):
    """Who is signed in."""

    def __init__(self, row: Any) -> None:
        self.id, self.name, self.role = row.id, row.name, row.role


def floor_app(folder: Path, count: int) -> Flask:
    """The application over a database of two tables and an account for each role."""
    path = folder / "floor.sqlite"
    connection = raw.fill(path, count)
    connection.execute("CREATE TABLE account (id INTEGER PRIMARY KEY, name TEXT, role TEXT)")
    connection.executemany(
        "INSERT INTO account VALUES (?, ?, ?)", [(1, "A", "province_clerk"), (2, "B", "province_leader")]
    )
    connection.close()
    app = Flask("floor")
    app.config.update(SECRET_KEY="floor", SQLALCHEMY_DATABASE_URI=f"sqlite:///{path}")
    db, login = SQLAlchemy(app), LoginManager(app)
    CSRFProtect(app)
    login.user_loader(lambda account: Clerk(db.session.execute(WHO, {"account": int(account)}).one()))
    with app.app_context():
        event.listen(db.engine, "connect", naive.prepare)
        event.listen(db.engine, "begin", lambda connection: connection.exec_driver_sql(_begin()))
    _routes(app, db)
    return app


def _begin() -> str:
    return "BEGIN IMMEDIATE" if request.method == "POST" else "BEGIN"


def _routes(app: Flask, db: SQLAlchemy) -> None:
    @app.get("/sign-in/<int:account>")
    def sign_in(account: int) -> str:
        from flask_login import login_user

        login_user(Clerk(db.session.execute(WHO, {"account": account}).one()))
        return render_template_string(SIGN_IN)

    @app.post("/dossiers/<int:dossier>/steps/<action>")
    @login_required
    def take(dossier: int, action: str) -> Response:
        row = db.session.execute(READ, {"dossier": dossier}).one()
        if raw.ROLES[action] != current_user.role:
            raise PermissionError(action)
        dest = raw.MOVES[action, row.stage]
        db.session.execute(MOVE, {"dossier": dossier, "seen": row.version, "to": dest})
        entry = {"dossier_id": dossier, "number": row.version, "action": action, "source": row.stage, "dest": dest}
        who = {"actor": current_user.name, "role": current_user.role, "at": now().isoformat()}
        db.session.execute(WRITE, entry | who)
        db.session.commit()
        return redirect(f"/dossiers/{dossier}", 303)
