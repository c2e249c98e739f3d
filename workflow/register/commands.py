"""`flask register import` and `flask register check`."""

import json
from pathlib import Path

import click
from flask.cli import AppGroup
from flask_babel import gettext as _

from workflow.register.annex_files import DATA, BadAnnex
from workflow.register.check import Report, check_register
from workflow.register.importer import import_annex
from workflow.wall_clock import now, today

FOLDER = click.Path(exists=True, file_okay=False, path_type=Path)
register_cli = AppGroup("register", help="The register and the plan's annex.")


@register_cli.command("import")
@click.option("--folder", type=FOLDER, default=DATA, help="Other files in the place of the project's own.")
def import_command(folder: Path) -> None:
    """Bring communes, the annex and the recognised units in. Doing it again changes nothing."""
    try:
        done = import_annex(today(), at=now(), folder=folder)
    except BadAnnex as bad:
        raise click.ClickException(str(bad)) from None
    click.echo(str(done))
    for key in done.differing:
        click.echo(_("%(key)s: nội dung in khác với bản đã giữ; không sửa.", key=key), err=True)


@register_cli.command("check")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object.")
def check_command(as_json: bool) -> None:
    """Compare the register with the plan. Ends with 1 when a discrepancy is not a known one."""
    report = check_register()
    click.echo(json.dumps(report.as_json(), ensure_ascii=False, indent=2) if as_json else _as_text(report))
    raise SystemExit(1 if report.unknown else 0)


def _as_text(report: Report) -> str:
    lines = [f"{section:6} {count['plan']:>4} {count['annex']:>4}" for section, count in report.sections.items()]
    lines.insert(0, f"{_('Phần'):6} {_('Nêu'):>4} {_('Có'):>4}")
    for found in report.discrepancies:
        mark = _("đã biết") if found.known else _("MỚI")
        lines.append(f"[{mark}] {found.code} {' '.join(found.rows)}: {found.sentence}")
    lines += [_("Không còn thấy: %(what)s", what=what) for what in report.settled]
    lines.append(_("%(all)s khác biệt, %(new)s chưa biết.", all=len(report.discrepancies), new=report.unknown))
    return "\n".join(lines)
