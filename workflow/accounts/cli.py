"""`flask people`: the first administrator of an empty installation."""

import uuid

import click
from flask.cli import AppGroup
from sqlalchemy.orm import Session

from states.actors import AgencyKind, Role
from workflow import wall_clock
from workflow.accounts import people_queries
from workflow.accounts.code_services import INVITE, make_code
from workflow.accounts.links import invitation_link
from workflow.accounts.names import suggestion
from workflow.accounts.people_services import create_account
from workflow.accounts.post_services import hold_post
from workflow.audit.services import record
from workflow.errors import BadInput
from workflow.transactions import writing

people_cli = AppGroup("people", help="People who may sign in.")


@people_cli.command("add-admin")
@click.option("--name", prompt="Họ và tên", help="Full name.")
@click.option("--username", default="", help="User name; made from the full name when left out.")
@click.option("--another", is_flag=True, help="Add one although an administrator exists.")
def add_admin(name: str, username: str, another: bool) -> None:
    """Create an administrator and print a one-time link that sets the password (7 days)."""
    on = wall_clock.today()
    if people_queries.has_administrator(on) and not another:
        raise click.ClickException("Đã có người quản trị. Thêm --another nếu thật sự cần thêm một người nữa.")
    agency_id = people_queries.agency_of_kind(AgencyKind.AGRICULTURE_ENVIRONMENT.value)
    if agency_id is None:
        raise click.ClickException("Chưa có cơ quan nào. Hãy chạy `flask --app wsgi init` trước.")
    try:
        with writing() as session:
            code = _add(session, username or suggestion(name), name, agency_id)
    except BadInput as problem:
        raise click.ClickException(str(problem)) from None
    click.echo("Mở liên kết này một lần, trong 7 ngày, để đặt mật khẩu:")
    click.echo(invitation_link(code))


def _add(session: Session, username: str, name: str, agency_id: uuid.UUID) -> str:
    on, at = wall_clock.today(), wall_clock.now()
    account_id = create_account(session, username, name, at)
    hold_post(session, account_id, Role.ADMINISTRATOR, agency_id, on, at=at)
    record(session, "cli:person:added", at=at, subject=account_id, role=Role.ADMINISTRATOR.value)
    return make_code(session, INVITE, account_id, None, at)
