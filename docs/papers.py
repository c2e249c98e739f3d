"""Print every paper of a demonstration office into build/papers, as PDF and PNG: `make papers`.

The office is made in a folder of its own and thrown away: a recognition from draft to certificate, a refusal, support,
a revocation, a correction, the council's papers and the forms to fill by hand.
"""

import shutil
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
OUT = ROOT / "build" / "papers"
sys.path.insert(0, str(ROOT))


def main() -> None:
    folder = Path(tempfile.mkdtemp(prefix="langnghe-papers-"))
    shutil.rmtree(OUT, ignore_errors=True)
    OUT.mkdir(parents=True)
    try:
        for name, facts in _papers(folder):
            _print(name, facts)
    finally:
        shutil.rmtree(folder, ignore_errors=True)
    print(f"{len(list(OUT.glob('*.pdf')))} papers, {len(list(OUT.glob('*.png')))} pages in {OUT.relative_to(ROOT)}")


def _papers(folder: Path) -> Iterator[tuple[str, dict[str, Any]]]:
    """Each paper under the name of its file. Within the application, for secrets are derived when printing."""
    from tests.papers import demo
    from tests.people import People

    app = _office(folder)
    people = People(app)
    for name, dossier_id in demo.dossiers(app, people):
        for paper in demo.papers_of(app, dossier_id):
            with app.app_context():
                yield (
                    f"{name}-{paper.entry_number:02d}-{paper.form}",
                    paper.facts | {"form": paper.form, "paper": str(paper.id)},
                )
        if name == "cong-nhan":
            with app.app_context():
                yield from _by_hand(demo.case_of(app, dossier_id))
    with app.app_context():
        yield from _of_the_council(app)


def _by_hand(case: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    from workflow.dossiers.printing import blanks
    from workflow.wall_clock import now

    yield "trong-DS-HO", blanks.households_of(case, now())
    yield "trong-PKT-MT", blanks.checklist_of(case, now())


def _of_the_council(app: Any) -> Iterator[tuple[str, dict[str, Any]]]:
    """The papers of the meeting that voted: minutes, a ballot, the decision that set the council up."""
    from sqlalchemy import select

    from workflow.council.models import Council, Minutes
    from workflow.council.queries import members_of
    from workflow.dossiers.printing import council
    from workflow.extensions import db
    from workflow.wall_clock import now

    minutes = db.session.execute(select(Minutes.__table__)).first()
    row = db.session.execute(select(Council.__table__).order_by(Council.__table__.c.id)).first()
    assert minutes is not None
    assert row is not None
    yield "hoi-dong-BB-HD", council.minutes(minutes.facts, minutes.remark, minutes.made_at)
    yield "hoi-dong-PHIEU-BQ", council.ballot(row.name, minutes.facts["items"][0]["title"], now())
    yield "hoi-dong-QD-HD", council.setting_up(row, members_of(row.id), now())


def _office(folder: Path) -> Any:
    from tests.conftest import SETTINGS
    from tests.databases import build
    from workflow import create_app

    url = f"sqlite:///{folder / 'papers.sqlite'}"
    build(url, SETTINGS, folder)
    address = "https://langnghe.laocai.gov.vn"
    more = {"SQLALCHEMY_DATABASE_URI": url, "FILES_DIR": str(folder / "files"), "PUBLIC_BASE_URL": address}
    return create_app(**(SETTINGS | more))


def _print(name: str, facts: dict[str, Any]) -> None:
    from workflow.papers.printed import pictures, render

    (OUT / f"{name}.pdf").write_bytes(render(facts["form"], facts))
    for number, page in enumerate(pictures(facts["form"], facts), start=1):
        (OUT / f"{name}-{number}.png").write_bytes(page)


if __name__ == "__main__":
    main()
