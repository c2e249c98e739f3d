"""Every report: for whom it is, the same in every form, harmless in a spreadsheet, the same again for a past day."""

import csv
import io
import json
from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask
from python_calamine import CalamineWorkbook
from sqlalchemy import update

from states.achievements import KEEPINGS, Achievement
from states.actors import ADMINISTRATOR, COMMUNE_OFFICER, DEPT_LEADER, ENV_APPRAISER, PROVINCE_CLERK
from states.reports import REPORTS, Asks
from tests.pages import Page
from tests.people import People
from tests.story import Story
from workflow.register.models import Unit
from workflow.reports.making import Asked, make_whole_report
from workflow.reports.renderings.json_form import as_json, from_json
from workflow.reports.renderings.paper import paper_of, print_report
from workflow.reports.renderings.xlsx_file import write_xlsx
from workflow.reports.shape import Column, CutOff, Is, Report, Section, Table
from workflow.transactions import writing
from workflow.wall_clock import now, today

PROMOTER = KEEPINGS[Achievement.TOURISM].keeper


def asked_for(code: str) -> str:
    day = today()
    first = f"first={day - timedelta(60):%d/%m/%Y}&" if REPORTS[code].asks is Asks.PERIOD else ""
    return f"{first}last={day:%d/%m/%Y}"


def test_each_post_reads_what_the_table_says_and_no_more(app: Flask, people: People) -> None:
    wrong = []
    for post in (COMMUNE_OFFICER, ENV_APPRAISER, DEPT_LEADER, PROVINCE_CLERK, ADMINISTRATOR, PROMOTER):
        client = people.client(people(post.role.value, kind=post.agency.value))
        offered = client.get("/reports").text
        for code, kind in REPORTS.items():
            may = post in kind.readers
            status = client.get(f"/reports/{code}").status_code
            if (status == 200) != may or status not in (200, 404) or (f'"/reports/{code}"' in offered) != may:
                wrong.append((post, code, status))
    assert not wrong, wrong


@pytest.mark.parametrize("code", sorted(REPORTS))
def test_it_is_the_same_on_the_screen_in_a_file_and_on_paper(code: str, story: Story) -> None:
    story.up_to("department_review")
    client = story.people.client(story.people("dept_leader"))
    page = Page(client.get(f"/reports/{code}?{asked_for(code)}"))
    lines = list(csv.reader(io.StringIO(client.get(f"/reports/{code}.csv?{asked_for(code)}").text), delimiter=";"))
    assert lines[1][0] in page.text
    assert lines[2][0].split(";")[0][:15] in page.text, "the cut-off is on the page and in the file"
    with client.get(f"/reports/{code}.xlsx?{asked_for(code)}") as taken:
        book = CalamineWorkbook.from_filelike(io.BytesIO(taken.data))
    cells = {str(cell) for name in book.sheet_names for row in book.get_sheet_by_name(name).to_python() for cell in row}
    assert lines[1][0] in cells
    with client.get(f"/reports/{code}.pdf?{asked_for(code)}") as paper:
        assert paper.data.startswith(b"%PDF")
    assert client.get(f"/reports/{code}.docx").status_code == 404


def test_the_register_is_counted_and_listed_alike(app: Flask, people: People) -> None:
    with app.app_context():
        report = make_whole_report("recognised", Asked(today(), today()), on=today(), at=now())
        counts, listed = (section.table for section in report.sections)
        assert counts is not None
        assert listed is not None
        assert counts.totals is not None
        assert counts.totals[-1] == len({row[0] for row in listed}) == report.figures["units"] == 61
        assert make_whole_report("promotion", Asked(today(), today()), on=today(), at=now()).figures["units"] == 61


def test_a_past_day_gives_the_same_again_whatever_happens_after(app: Flask, story: Story) -> None:
    """Reports of the day before are the same after an office went on working and a unit was revoked today."""
    story.up_to("environmental_appraisal")
    eve = today() - timedelta(1)
    asked = Asked(eve - timedelta(30), eve)

    def told() -> dict[str, str]:
        reports = {code: make_whole_report(code, asked, on=today(), at=now()) for code in REPORTS}
        return {code: json.dumps(as_json(report), sort_keys=True) for code, report in reports.items()}

    with app.app_context():
        before = told()
        assert all(json.loads(one)["is_final"] for one in before.values())
    story.appraise()
    story.step("sign_off", "env_appraiser")
    with app.app_context():
        with writing() as session:
            session.execute(update(Unit).where(Unit.name.like("%a%")).values(status="revoked", revoked_on=today()))
        assert told() == before
        present = make_whole_report("recognised", Asked(today(), today()), on=today(), at=now())
        assert "chưa hết" in present.cut_off.words


def test_every_report_is_a_command_for_machines(app: Flask, story: Story) -> None:
    story.up_to("department_review")
    day = today().isoformat()
    for code, kind in REPORTS.items():
        span = ["--from", day, "--to", day] if kind.asks is Asks.PERIOD else ["--as-of", day]
        run = app.test_cli_runner().invoke(args=["report", code, *span, "--json"])
        assert run.exit_code == 0, run.output
        told = json.loads(run.output)
        assert (told["report"], told["cut_off"], bool(told["scope"])) == (code, day, True)
        words = app.test_cli_runner().invoke(args=["report", code, *span])
        assert kind.title in words.output


def test_text_is_text_in_a_spreadsheet_and_a_document_reads_back(app: Flask, tmp_path: Path) -> None:
    day = today()
    columns = Column("Tên"), Column("Ngày", Is.DAY), Column("Số", Is.WHOLE), Column("Tiền", Is.MONEY)
    rows = [("=1+1", day, 7, 12_000_000_000), ("@SUM(A1)", None, None, 0), ("-", day, 0, 1)]
    parts = Section("Một/hai: ba?", Table(columns, rows, ("Cộng", None, 7, 12_000_000_001))), Section("Một hai  ba ")
    report = Report("test", "Thử", "Phạm vi.", CutOff(day), parts)
    with app.app_context():
        path = tmp_path / "x.xlsx"
        assert write_xlsx(report, path) == 3
        book = CalamineWorkbook.from_path(str(path))
        lines = book.get_sheet_by_index(0).to_python()
        assert ["=1+1", day, 7.0, 12_000_000_000.0] in lines
        assert ["@SUM(A1)", "", "", 0.0] in lines
        assert len(set(book.sheet_names)) == 2
        told = as_json(report)
        assert as_json(from_json(json.loads(json.dumps(told)))) == told
        words = paper_of(report, now())
        assert print_report(words) == print_report(json.loads(json.dumps(words))), "one set of words, one paper"
