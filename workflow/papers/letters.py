"""Mẫu 02 to 05: what each says, in which words. Their facts are kept for ever and printed again whenever asked."""

import uuid
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from workflow.extensions import JsonDict
from workflow.papers.printing import Form, form_note, template_on, written_day
from workflow.papers.verification import verification
from workflow.wall_clock import HANOI

BLANK = "………"
NO_CODE = "chưa cấp (hồ sơ chưa được tiếp nhận)"


@dataclass(frozen=True, slots=True)
class Matter:
    """The dossier a letter is about, as papers name it. `code` is None before valid reception."""

    dossier_id: uuid.UUID
    code: str | None
    submitter: str
    procedure: str
    unit: str
    basis: str
    proposer: str = ""
    address: str = ""
    phone: str = ""
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Author:
    """Who writes: the agency (under which other), the person, and the words over the signature, one for each line."""

    agency: str
    name: str
    title: tuple[str, ...]
    parent: str = ""
    phone: str = ""


@dataclass(frozen=True, slots=True)
class Wanted:
    """One row of a request for supplements: which paper or point, what is wrong with it, what is to be done."""

    what: str
    fault: str
    note: str


def supplement_facts(
    matter: Matter, author: Author, wanted: Sequence[Wanted], *, message: str, answer_by: date | None, at: datetime
) -> JsonDict:
    """Mẫu 02. The number is given when it is issued. `answer_by` is the last day to answer, if one is set."""
    rows = [[row.what, row.fault, row.note] for row in wanted]
    more = {"wanted": rows, "message": message, "answer_by": answer_by.isoformat() if answer_by else None}
    return _facts("M02", matter, author, at) | more


def refusal_facts(matter: Matter, author: Author, *, reason: str, at: datetime) -> JsonDict:
    """Mẫu 03: the human reason why the dossier is not received."""
    return _facts("M03", matter, author, at) | {"reason": reason}


def extension_facts(
    matter: Matter, author: Author, *, due_on: date, extended_to: date, reason: str, at: datetime
) -> JsonDict:
    """Mẫu 04: the old day, why it will not be kept, the new day."""
    days = {"due_on": due_on.isoformat(), "extended_to": extended_to.isoformat()}
    return _facts("M04", matter, author, at) | days | {"reason": reason}


def stop_facts(matter: Matter, author: Author, *, ground: str, reason: str, at: datetime) -> JsonDict:
    """Mẫu 05. `ground` says who wished it or what happened, `reason` is what was typed, possibly nothing."""
    return _facts("M05", matter, author, at) | {"ground": ground, "reason": reason}


def _facts(form: str, matter: Matter, author: Author, at: datetime) -> JsonDict:
    local = at.astimezone(HANOI)
    received = matter.received_on.isoformat() if matter.received_on else None
    return {
        "version": template_on(form, local.date()).version, "made_at": local.isoformat(), "number": "",
        "dossier_id": str(matter.dossier_id), "code": matter.code, "submitter": matter.submitter,
        "proposer": matter.proposer, "address": matter.address, "phone": matter.phone, "procedure": matter.procedure,
        "unit": matter.unit, "basis": matter.basis, "received_on": received, "agency": author.agency,
        "parent": author.parent, "author": author.name, "title": list(author.title), "author_phone": author.phone,
    }  # fmt: skip


def _words(form: str, facts: JsonDict, draft: bool) -> JsonDict:
    """What all letters have in common."""
    made = datetime.fromisoformat(facts["made_at"]).date()
    who = [
        ["Hồ sơ của", facts["submitter"]], ["Người đề nghị", facts["proposer"]], ["Địa chỉ", facts["address"]],
        ["Số điện thoại", facts["phone"]],
        ["Nội dung yêu cầu giải quyết", f"{facts['procedure']}: {facts['unit']}"],
        ["Mã hồ sơ", facts["code"] or NO_CODE],
    ]  # fmt: skip
    return {
        "code": facts["code"] or "", "agency": facts["agency"], "parent": facts["parent"],
        "number": facts["number"] or f"{BLANK}/{BLANK}",
        "place_and_day": f"Lào Cai, {written_day(made)}", "who": [line for line in who if line[1]],
        "submitter": facts["submitter"], "reason": _ended(facts.get("reason", "")), "title": facts["title"],
        "author": facts["author"], "form_note": form_note(form, facts["version"]), **verification(facts, draft),
    }  # fmt: skip


def _supplement(facts: JsonDict, draft: bool) -> JsonDict:
    answer_by = facts["answer_by"]
    until = (
        f"Đề nghị Ông/Bà gửi nội dung bổ sung chậm nhất {written_day(date.fromisoformat(answer_by))}. Thời gian chờ bổ "
        "sung không tính vào thời hạn giải quyết; quá ngày nêu trên mà không nhận được nội dung bổ sung, hồ sơ được "
        "dừng giải quyết."
        if answer_by
        else "Thời hạn giải quyết được tính khi nhận đủ hồ sơ hợp lệ."
    )
    contact = f"{facts['author']}, {facts['agency']}, số điện thoại {facts['author_phone'] or BLANK * 2}"
    why = f"các nội dung trên để có căn cứ xem xét, giải quyết theo {facts['basis']}."
    return _words("M02", facts, draft) | {
        "wanted": facts["wanted"], "until": until,
        "why": f"{_ended(facts['message'])} {why[:1].upper()}{why[1:]}" if facts["message"] else why,
        "help": f"Trong khi hoàn thiện hồ sơ, nếu có vướng mắc, Ông/Bà liên hệ với {contact} để được hướng dẫn.",
    }  # fmt: skip


def _refusal(facts: JsonDict, draft: bool) -> JsonDict:
    return _words("M03", facts, draft)


def _extension(facts: JsonDict, draft: bool) -> JsonDict:
    due, new = date.fromisoformat(facts["due_on"]), date.fromisoformat(facts["extended_to"])
    return _words("M04", facts, draft) | {
        "told": f"{_reception(facts)} Thời hạn trả kết quả là {written_day(due)}.",
        "sorry": "Đến nay hồ sơ chưa giải quyết xong và sẽ chưa trả được kết quả đúng hạn.",
        "until": f"{facts['agency']} xin lỗi Ông/Bà và đề nghị gia hạn thời gian giải quyết hồ sơ; "
        f"kết quả được trả {written_day(new)}.",
    }


def _stop(facts: JsonDict, draft: bool) -> JsonDict:
    made = datetime.fromisoformat(facts["made_at"]).date()
    return _words("M05", facts, draft) | {
        "told": _reception(facts),
        "stopped": f"{facts['agency']} thông báo dừng giải quyết hồ sơ nêu trên kể từ {written_day(made)}.",
        "ground": facts["ground"],
    }


def _reception(facts: JsonDict) -> str:
    matter = f"về việc {facts['procedure'][:1].lower()}{facts['procedure'][1:]}: {facts['unit']}"
    if not facts["received_on"]:
        return f"{facts['agency']} đã nhận được hồ sơ của {facts['submitter']} {matter}."
    day = written_day(date.fromisoformat(facts["received_on"]))
    coded = f" (mã hồ sơ {facts['code']})" if facts["code"] else ""
    return f"Hồ sơ của {facts['submitter']}{coded} {matter}, được tiếp nhận {day}."


def _ended(text: str) -> str:
    """A sentence with its capital and its full stop."""
    text = text.strip()
    text = text[:1].upper() + text[1:]
    return text if not text or text.endswith((".", "!", "?", "…", ":", ";")) else f"{text}."


LETTERS = (
    Form("M02", "made_at", _supplement),
    Form("M03", "made_at", _refusal),
    Form("M04", "made_at", _extension),
    Form("M05", "made_at", _stop),
)
