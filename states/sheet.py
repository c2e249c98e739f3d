"""A procedure as a page that a jurist reads, in Markdown, made from the table alone.

`python -m states.sheet <folder>` writes the page and the DOT source of every procedure; drawing is not done here.
"""

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from states.actors import AGENCY_TITLES, ROLE_TITLES, Post
from states.basis import Basis
from states.diagram import dot, places
from states.forms_of_law import form_name
from states.kernel import Clock, Procedure, Rule, Step
from states.papers_out import papers_fixed_at
from states.procedures import PROCEDURES
from states.procedures.matters import MATTERS

CLOCK_WORDS = {
    Clock.START: "bắt đầu tính",
    Clock.PAUSE: "tạm dừng",
    Clock.RESUME: "tính tiếp",
    Clock.EXTEND: "gia hạn, ngày cũ vẫn giữ",
    Clock.STOP: "kết thúc",
}


@dataclass(frozen=True, slots=True)
class SheetTable:
    """One part of a sheet: a heading, a table, and a sentence below it. A cell may hold `names` in backticks."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]
    note: str = ""


def markdown(procedure: Procedure) -> str:
    """The whole procedure as Markdown, ending with a newline."""
    lines = [f"# {procedure.title}", "", *summary(procedure), ""]
    lines += [f"![Sơ đồ các bước]({file_name(procedure)}.svg)", ""]
    lines += ["Trang này được sinh ra từ bảng của quy trình; không sửa bằng tay.", ""]
    for part in parts(procedure):
        lines += [f"## {part.title}", "", *_table(part.head, part.rows)]
        if part.note:
            lines += [part.note, ""]
    return "\n".join(lines).rstrip() + "\n"


def summary(procedure: Procedure) -> tuple[str, ...]:
    """What stands at the head of a sheet, sentence by sentence."""
    if procedure.limit_is_target:
        term = f"Mục tiêu nội bộ: {procedure.legal_days} ngày làm việc (pháp luật không quy định thời hạn)."
    else:
        term = f"Thời hạn: {procedure.legal_days} ngày làm việc kể từ ngày nhận đủ hồ sơ hợp lệ."
    return (
        f"Quy trình `{procedure.code}`, phiên bản `{procedure.version}`. Căn cứ: {procedure.basis}.",
        term,
        f"Người lập: {post_name(procedure.opened_by)}.",
    )


def parts(procedure: Procedure) -> tuple[SheetTable, ...]:
    """The tables of a sheet, in the order in which a jurist reads them."""
    found = (_stages, _steps, _holds, _rules, _numbers, _matrix)
    return tuple(part for make in found if (part := make(procedure)).rows)


def _stages(procedure: Procedure) -> SheetTable:
    rows = tuple(
        (
            f"`{stage.name}`", stage.title, stage.public_title, stage.phase, str(stage.days or ""),
            "kết thúc" if stage.final else "", "có" if stage.editable else "",
            ", ".join(AGENCY_TITLES[kind] for kind in stage.seen_by),
        )
        for stage in procedure.stages
    )  # fmt: skip
    head = ("Mã", "Bước", "Công khai là", "Giai đoạn", "Ngày làm việc", "", "Được sửa hồ sơ", "Cơ quan được xem")
    total = sum(stage.days or 0 for stage in procedure.stages)
    return SheetTable("Các bước", head, rows, f"Tổng cộng {total} ngày làm việc.")


def _steps(procedure: Procedure) -> SheetTable:
    rows = tuple(
        (
            f"`{step.action}`", step.title, post_name(step.by), _from(procedure, step), _to(procedure, step),
            _conditions(step.when), _asks(step), _papers(procedure, step),
            CLOCK_WORDS[step.clock] if step.clock else "",
        )
        for step in procedure.steps
    )  # fmt: skip
    head = ("Mã", "Thao tác", "Ai", "Từ", "Đến", "Với điều kiện", "Phải nhập", "Giấy tờ", "Thời hạn")
    return SheetTable("Các thao tác", head, rows)


def _papers(procedure: Procedure, step: Step) -> str:
    """The form the step issues and the papers of officers it fixes."""
    forms = (step.paper,) if step.paper else ()
    return "; ".join(form_name(code) for code in (*forms, *papers_fixed_at(procedure.code, step.action)))


def _holds(procedure: Procedure) -> SheetTable:
    rows = tuple(
        (
            f"`{hold.action}`", hold.title, post_name(hold.by), _titles(procedure, hold.during), _conditions(hold.when),
            "có" if hold.pauses else "", f"`{hold.ends_with}`", hold.end_title, post_name(hold.ended_by),
            _conditions(hold.end_when), form_name(hold.paper) if hold.paper else "",
        )
        for hold in procedure.holds
    )  # fmt: skip
    head = (
        "Mã", "Thao tác", "Ai", "Trong bước", "Với điều kiện", "Ngừng tính thời hạn", "Kết thúc bằng", "Thao tác", "Ai",
        "Với điều kiện", "Giấy tờ",
    )  # fmt: skip
    return SheetTable("Tạm dừng", head, rows, "Trong khi tạm dừng, chỉ có những thao tác được nêu cho lần tạm dừng đó.")


def _rules(procedure: Procedure) -> SheetTable:
    rules = dict.fromkeys(rule for step in procedure.all_steps for rule in step.when)
    rows = tuple((f"`{rule.name}`", rule.sentence, citation(rule.basis)) for rule in rules)
    return SheetTable("Các điều kiện", ("Mã", "Điều kiện", "Căn cứ"), rows)


def _numbers(procedure: Procedure) -> SheetTable:
    rows = tuple(
        (f"`{number.name}`", number.title, f"{number.value} {number.unit}", citation(number.basis))
        for number in procedure.parameters
    )
    return SheetTable("Các con số do quy trình quy định", ("Mã", "Nội dung", "Giá trị", "Căn cứ"), rows)


def _matrix(procedure: Procedure) -> SheetTable:
    posts = _posts(procedure)
    rows = tuple(
        (
            procedure.title_at(*place),
            *(", ".join(_named(step) for step in steps if step.by == post) for post in posts),
        )
        for place, steps in places(procedure)
    )
    beside = any(step.beside for step in procedure.all_steps)
    note = "Trong ngoặc: thao tác được phép nhưng hồ sơ không chờ thao tác đó." if beside else ""
    return SheetTable("Ai làm được gì, ở đâu", ("Bước", *(post_name(post) for post in posts)), rows, note)


def _named(step: Step) -> str:
    return f"(`{step.action}`)" if step.beside else f"`{step.action}`"


def _posts(procedure: Procedure) -> tuple[Post, ...]:
    return tuple(dict.fromkeys(step.by for step in procedure.all_steps))


def matrix(procedure: Procedure) -> dict[tuple[Post, str, str | None, str], bool]:
    """For every post that acts × stage × hold × action: whether the table gives the action to the post there."""
    return {
        (post, stage, hold, action): any(step.action == action and step.by == post for step in steps)
        for post in _posts(procedure)
        for (stage, hold), steps in places(procedure)
        for action in procedure.actions
    }


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> Iterator[str]:
    yield "| " + " | ".join(head) + " |"
    yield "|" + " --- |" * len(head)
    for row in rows:
        yield "| " + " | ".join(cell.replace("|", "\\|") for cell in row) + " |"
    yield ""


def post_name(post: Post) -> str:
    """A post as a jurist reads it."""
    return ROLE_TITLES[post.role]


def _titles(procedure: Procedure, names: Sequence[str]) -> str:
    return ", ".join(procedure.stage(name).title for name in names)


def _conditions(rules: Sequence[Rule]) -> str:
    return "; ".join(rule.sentence for rule in rules)


def citation(basis: Basis | None) -> str:
    """The article, or that it is the office's own rule."""
    return basis.text if basis is not None and basis.citable else "quy tắc làm việc"


def _from(procedure: Procedure, step: Step) -> str:
    held = procedure.hold_of(step.sources[0], step.hold_before)
    return _titles(procedure, step.sources) + (f" ({held.waiting})" if held else "")


def _to(procedure: Procedure, step: Step) -> str:
    if step.dest is not None:
        return procedure.stage(step.dest).title
    held = procedure.hold_of(step.sources[0], step.hold_after)
    return f"giữ nguyên bước, {held.waiting}" if held else "giữ nguyên bước"


def _asks(step: Step) -> str:
    return ", ".join(ask.label + ("" if ask.required else " (nếu có)") for ask in step.asks)


def file_name(procedure: Procedure) -> str:
    """The name of a sheet without its ending, e.g. `recognition-2026.1`."""
    return f"{procedure.code}-{procedure.version}"


def sheets() -> dict[str, str]:
    """Every sheet that is committed, by file name: the page and the DOT source of each procedure."""
    return {
        f"{file_name(procedure)}{ending}": write(procedure)
        for procedure in (*PROCEDURES.values(), *MATTERS.values())
        for ending, write in ((".md", markdown), (".dot", dot))
    }


def write(folder: Path) -> list[Path]:
    """Write every sheet into a folder; returns the files."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in sheets().items():
        (folder / name).write_text(text, encoding="utf-8")
    return [folder / name for name in sheets()]


if __name__ == "__main__":  # pragma: no cover - a line for the shell
    write(Path(sys.argv[1]))
