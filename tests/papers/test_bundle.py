"""The whole dossier as one ZIP: complete, in order, streamed, and checked without the database."""

import json
import uuid
from collections.abc import Callable
from pathlib import Path
from unittest import mock

import pytest
from click.testing import CliRunner
from sqlalchemy import select

from tests.pages import Page
from tests.papers.bundles import (
    JOURNAL,
    MANIFEST,
    Members,
    change_json,
    members,
    rehashed,
    repacked,
    taken,
    with_bytes,
)
from tests.people import People
from tests.story import Story
from workflow.audit.models import Event
from workflow.dossiers.bundle.cli import bundle_cli
from workflow.dossiers.bundle.verify import verify
from workflow.dossiers.journal import digest_of_reason
from workflow.extensions import db
from workflow.papers.models import Attachment
from workflow.papers.storage import store


@pytest.fixture
def whole(story: Story) -> Members:
    return members(taken(with_bytes(story).up_to("recognised")))


def test_the_bundle_of_a_dossier_that_walked_the_whole_road_is_whole_without_the_database(
    story: Story, tmp_path: Path
) -> None:
    file = tmp_path / "ho-so.zip"
    file.write_bytes(taken(with_bytes(story).up_to("recognised")))
    with mock.patch("sqlalchemy.engine.Engine.connect", side_effect=AssertionError("asked a database")):
        report = verify(file)
        said = CliRunner().invoke(bundle_cli, ["verify", str(file)])
    assert (report.faults, report.notes) == ([], [])
    assert (said.exit_code, report.last_hash) == (0, story.row.entry_hash.hex())
    assert report.last_hash in said.output


def test_everything_is_there_in_order_with_vietnamese_names(whole: Members) -> None:
    names = list(whole)
    assert names[:2] == ["Hồ sơ.json", JOURNAL]
    assert names[-2:] == ["index.html", MANIFEST]
    kinds = [name.split("/")[0] for name in names if "/" in name]
    assert list(dict.fromkeys(kinds)) == ["Giấy tờ", "Nội dung", "Tệp"]
    assert sum(name.startswith("Tệp/") for name in names) == 5
    assert {"Thẩm định môi trường.json", "Hội đồng.json", "Quyết định.json"} <= set(names)
    assert any("Phiếu kiểm soát.pdf" in name for name in names)
    assert all(whole[name].startswith(b"%PDF-1.7") for name in names if name.startswith(("Giấy tờ/", "Tệp/")))
    assert "Ly Giờ Xá 41" in whole["Nội dung/Danh sách hộ nộp lần 1.csv"].decode("utf-8-sig")
    assert [entry["number"] for entry in json.loads(whole[JOURNAL])] == list(
        range(1, len(json.loads(whole[JOURNAL])) + 1)
    )


def test_the_index_is_a_page_that_needs_nothing_else(whole: Members) -> None:
    response = mock.Mock(status_code=200, get_data=lambda as_text: whole["index.html"].decode())
    page = Page(response)
    assert page.h1 == "Làng nghề mây tre đan dân tộc Hà Nhì, Nậm Pung"
    assert not page.all("script")
    assert not page.all("img")
    hrefs = [a.get("href") or "" for a in page.all("a") if a.get("href") != "manifest.json"]
    manifest = json.loads(whole[MANIFEST])
    assert len(hrefs) == len(manifest["files"]) - 1
    assert all("http" not in href and " " not in href for href in hrefs)
    assert all(one["sha256"] in page.text for one in manifest["files"] if one["path"] != "index.html")
    assert json.loads(whole[JOURNAL])[-1]["hash"] in page.text


def edited_file(held: Members) -> str:
    name = next(name for name in held if name.startswith("Tệp/"))
    held[name] += b" "
    return f"tệp đã bị sửa: {name}"


def missing_file(held: Members) -> str:
    name = next(name for name in held if name.startswith("Tệp/"))
    del held[name]
    return f"thiếu tệp: {name}"


def extra_file(held: Members) -> str:
    held["Tệp/thêm.pdf"] = b"%PDF-1.7"
    return "thừa tệp: Tệp/thêm.pdf"


def edited_line(held: Members) -> str:
    change_json(held, JOURNAL, lambda entries: entries[2].update(on="2020-01-01"))
    return f"tệp đã bị sửa: {JOURNAL}"


def edited_line_and_manifest(held: Members) -> str:
    edited_line(held)
    rehashed(held, JOURNAL)
    return "nội dung dòng 3 không khớp với mã băm"


def edited_reason_and_manifest(held: Members) -> str:
    change_json(held, JOURNAL, lambda entries: entries[1].update(reason="khác"))
    rehashed(held, JOURNAL)
    return "nội dung dòng 2 không khớp với mã băm"


def erased_reason_and_manifest(held: Members) -> str:
    """The chain alone would not notice: the digest is the right one."""

    def erase(entries: list[dict[str, str]]) -> None:
        digest = digest_of_reason(uuid.UUID(entries[1]["id"]), entries[1]["reason"])
        entries[1].update(reason="", reason_digest=digest.hex())

    change_json(held, JOURNAL, erase)
    rehashed(held, JOURNAL)
    return "lý do của dòng 2 đã mất"


def truncated_journal(held: Members) -> str:
    change_json(held, JOURNAL, lambda entries: entries.pop())
    rehashed(held, JOURNAL)
    return "nhật ký bị cắt hoặc nối thêm"


def truncated_journal_and_manifest(held: Members) -> str:
    truncated_journal(held)
    last = json.loads(held[JOURNAL])[-1]
    change_json(held, MANIFEST, lambda told: told["journal"].update(entries=last["number"], last_hash=last["hash"]))
    return "dòng cuối không phải dòng mà Hồ sơ.json ghi"


def line_taken_out(held: Members) -> str:
    change_json(held, JOURNAL, lambda entries: entries.pop(3))
    rehashed(held, JOURNAL)
    return "thiếu hoặc thừa dòng 4"


def edited_content_and_manifest(held: Members) -> str:
    name = "Nội dung/Nội dung nộp lần 1.json"
    change_json(held, name, lambda version: version["content"]["facts"].update(total_households=1000))
    rehashed(held, name)
    return "nội dung không khớp với nhật ký"


def file_taken_out_of_the_manifest_too(held: Members) -> str:
    name = next(name for name in held if name.startswith("Tệp/"))
    del held[name]
    change_json(held, MANIFEST, lambda told: told.update(files=[one for one in told["files"] if one["path"] != name]))
    return "thiếu tệp đã nộp"


def no_manifest(held: Members) -> str:
    del held[MANIFEST]
    return "thiếu hoặc không đọc được manifest.json"


def a_nonsense_manifest(held: Members) -> str:
    held[MANIFEST] = b'{"format": "lang-nghe-bundle/1", "files": 7}'
    return "manifest.json không đọc được"


TAMPERINGS: tuple[Callable[[Members], str], ...] = (
    edited_file, missing_file, extra_file, edited_line, edited_line_and_manifest, edited_reason_and_manifest,
    erased_reason_and_manifest,
    truncated_journal, truncated_journal_and_manifest, line_taken_out, edited_content_and_manifest,
    file_taken_out_of_the_manifest_too, no_manifest, a_nonsense_manifest,
)  # fmt: skip


def test_each_kind_of_tampering_is_named_and_exits_one(whole: Members, tmp_path: Path) -> None:
    assert verify(repacked(whole, tmp_path / "whole.zip")).faults == []
    for tamper in TAMPERINGS:
        held = dict(whole)
        said = tamper(held)
        found = CliRunner().invoke(bundle_cli, ["verify", str(repacked(held, tmp_path / "bad.zip"))])
        assert (found.exit_code, said in found.output) == (1, True), (tamper.__name__, found.output)


@pytest.mark.parametrize("at", [0.2, 0.5, 0.9])
def test_a_bundle_cut_off_or_with_a_flipped_byte_is_damaged(whole: Members, tmp_path: Path, at: float) -> None:
    file = repacked(whole, tmp_path / "ho-so.zip")
    content = bytearray(file.read_bytes())
    file.write_bytes(content[: int(len(content) * at)])
    assert verify(file).faults
    content[int(len(content) * at)] ^= 0xFF
    file.write_bytes(content)
    assert verify(file).faults


def test_a_file_lost_from_the_store_is_told_and_not_passed_over(story: Story, tmp_path: Path) -> None:
    with_bytes(story).up_to("department_review")
    with story.app.app_context():
        digest = db.session.scalars(select(Attachment.digest).where(Attachment.part_code == "CV-ENV")).one()
        store().path(digest).unlink()
    held = members(taken(story))
    assert digest.hex() in held["index.html"].decode()
    assert any("không có trong kho" in fault for fault in verify(repacked(held, tmp_path / "b.zip")).faults)


def test_who_sees_part_of_a_dossier_gets_no_bundle_of_it(story: Story, people: People) -> None:
    story.up_to("department_review")
    address = f"/dossiers/{story.id}/bundle"
    for role in ("commune_officer", "commune_leader"):
        browser = people.client(story.who(role))
        assert browser.post(address).status_code == 404
        assert "Tải trọn bộ" not in Page(browser.get(f"/dossiers/{story.id}")).text
    for role in ("consulted_officer", "consulted_leader", "administrator"):
        assert people.client(people(role)).post(address).status_code == 404
    assert people.client(story.who("dept_leader")).get(address).status_code == 405
    assert "Tải trọn bộ" in Page(people.client(story.who("dept_leader")).get(f"/dossiers/{story.id}")).text


def test_taking_a_bundle_is_written_down(story: Story) -> None:
    held = members(taken(with_bytes(story).up_to("department_review"), "env_appraiser"))
    with story.app.app_context():
        noted = db.session.scalars(select(Event).where(Event.kind == "dossier:bundle:taken")).one()
    assert (noted.subject, noted.actor_id) == (str(story.id), story.who("env_appraiser").id)
    assert noted.detail == {"entries": story.row.entry_count, "files": len(held) - 2}


def test_what_is_still_being_written_is_not_in_it(story: Story) -> None:
    with_bytes(story).up_to("environmental_appraisal")
    story.appraise()
    assert "Thẩm định môi trường.json" not in members(taken(story))
