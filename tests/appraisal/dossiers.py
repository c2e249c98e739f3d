"""Dossiers for tests of this room, put where a test needs them."""

import uuid
from dataclasses import dataclass
from datetime import date

from flask import Flask
from sqlalchemy import update

from states.actors import Role
from states.environment import CHECKLIST_2026_1
from tests.people import People, Someone
from workflow.dossiers.editing import DOSSIER
from workflow.dossiers.journal import Act, append
from workflow.dossiers.opening import Opening, open_dossier
from workflow.transactions import writing
from workflow.wall_clock import now, today

CODES = tuple(CHECKLIST_2026_1.by_code)
HOUSEHOLD_CODES = tuple(code for code in CODES if code.startswith("ENV-H"))


@dataclass(frozen=True)
class Office:
    """The people of the road who matter here."""

    drafter: Someone
    appraiser: Someone
    officer: Someone


def office(people: People) -> Office:
    return Office(people("commune_officer"), people("env_appraiser", name="Lý Thị Mẩy"), people("dept_officer"))


def a_dossier(
    app: Flask,
    people: People,
    who: Office,
    *,
    stage: str = "environmental_appraisal",
    kind: str = "craft_village",
    title: str = "Làng nghề mây tre đan Nậm Pung",
) -> uuid.UUID:
    """A dossier of the commune, moved to a stage without walking there."""
    drafter = people.person(who.drafter)
    opening = Opening(kind, "full", title, str(drafter.commune_codes[0]), who.drafter.agency_id)
    with app.app_context(), writing() as session:
        dossier_id = open_dossier(session, opening, by=drafter, on=today(), at=now())
        put(session, dossier_id, stage)
    return dossier_id


def put(session: object, dossier_id: uuid.UUID, stage: str) -> None:
    """Stand a dossier in another stage."""
    session.execute(update(DOSSIER).where(DOSSIER.c.id == dossier_id).values(stage=stage))  # type: ignore[attr-defined]


def signed_off(app: Flask, dossier_id: uuid.UUID, who: Office, on: date | None = None) -> None:
    """Write the appraiser's sign-off into the journal, and move the dossier to the department."""
    source, dest = "environmental_appraisal", "department_review"
    with app.app_context(), writing() as session:
        act = Act(
            dossier_id, 2, "sign_off", source, dest, None, None, who.appraiser.id, Role.ENV_APPRAISER.value,
            who.appraiser.agency_id, on or today(), now(), "", {},
        )  # fmt: skip
        append(session, act, b"")
        put(session, dossier_id, dest)


def sheet(results: dict[str, str] | None = None, version: int = 1, **typed: str) -> dict[str, str]:
    """What a browser sends: `results` by item code, other fields as `ENV_V01_remark="…"`."""
    fields = {f"{code}-result": result for code, result in (results or {}).items()}
    for name, text in typed.items():
        code, _, part = name.rpartition("_")
        fields[f"{code.replace('_', '-')}-{part}"] = text
    return fields | {"seen_version": str(version)}


def every(result: str, codes: tuple[str, ...] = CODES) -> dict[str, str]:
    return dict.fromkeys(codes, result)
