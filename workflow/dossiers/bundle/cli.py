"""`flask bundle verify`: is a bundle that lies on a disk whole. Asks no database."""

from pathlib import Path

import click
from flask.cli import AppGroup

bundle_cli = AppGroup("bundle", help="Trọn bộ hồ sơ (ZIP).")


@bundle_cli.command("verify")
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
def verify_bundle(file: Path) -> None:
    """Check every file, hash and line of the journal in FILE; name every difference and exit 1."""
    from workflow.dossiers.bundle.verify import verify

    report = verify(file)
    for note in report.notes:
        click.echo(f"Ghi chú: {note}")
    for fault in report.faults:
        click.echo(f"Lỗi: {fault}")
    if report.faults:
        click.echo(f"Có {len(report.faults)} chỗ không khớp.")
        raise SystemExit(1)
    click.echo(f"{report.files} tệp và nhật ký toàn vẹn. Mã băm dòng cuối: {report.last_hash}")
