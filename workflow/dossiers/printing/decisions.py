# ruff: noqa: E501, ISC004 - sentences of papers are read whole
"""What the province decides: recognition with its list and certificate, revocation, support, correction, refusal."""

from collections.abc import Sequence
from datetime import date

from sqlalchemy import select

from states.actors import AgencyKind, Role
from states.kinds import KIND_TITLES, Kind
from states.paper_words import GOVERNMENT, authority
from states.papers_out import FOLLOWS
from workflow.council.queries import council_of
from workflow.decisions.corrections import get_correction
from workflow.decisions.models import DecisionDossier
from workflow.decisions.queries import find_signed
from workflow.dossiers.case import DossierCase
from workflow.dossiers.models import Dossier
from workflow.dossiers.printing.making import Making, cited, head, last_facts, signed_by
from workflow.dossiers.printing.matters import commune_of, matter_of, money, where_of
from workflow.dossiers.printing.submissions import PROVINCE, grounds_of
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.blocks import Blocks
from workflow.papers.numbering import next_paper_number
from workflow.papers.printing import written_day
from workflow.papers.queries import agency_names
from workflow.register.queries import get_unit

LISTED, DOSSIER = DecisionDossier.__table__, Dossier.__table__
OFFICE = "Chánh Văn phòng Ủy ban nhân dân tỉnh"
_ARCHIVED = ("Như Điều 3;", "Bộ Nông nghiệp và Môi trường;", "Chủ tịch, các Phó Chủ tịch UBND tỉnh;", "Cổng thông tin điện tử tỉnh;", "Lưu: VT, NLN.")  # fmt: skip


def _decision(making: Making, code: str, subject: str, proposals: Sequence[str] = ()) -> JsonDict:
    """A decision of the province as far as it has come: signed, numbered, dated."""
    facts = head(making, code) | {"day": None} | _signed(making, code)
    bases = [f"Căn cứ {GOVERNMENT};", *grounds_of(making, *proposals)]
    return facts | {
        "kind": "QUYẾT ĐỊNH", "subject": subject, "issuer": PROVINCE, "bases": bases, "recipients": list(_ARCHIVED),
    }  # fmt: skip


def _signed(making: Making, code: str) -> JsonDict:
    """Signature, number and day, as far as the decision has come; before anybody signed, of who is about to."""
    signed = find_signed(making.case.id)
    if signed is None:
        return _typed(making, code) if making.action in FOLLOWS else {}
    lines = authority(AgencyKind.PROVINCE, Role.PROVINCE_LEADER, signed.signer_title)
    facts: JsonDict = {"signatures": [signed_by(lines, signed.signer_name)]}
    return facts | (_numbered(signed.symbol, signed.dated_on or signed.signed_on) if signed.symbol else {})


def _typed(making: Making, code: str) -> JsonDict:
    """The same under the first version of the law, where number and day are typed when the decision goes out."""
    last = last_facts(making, code)
    signatures = {"signatures": last["signatures"]} if last else {}
    number, day = (making.inputs.get(name, "").strip() for name in ("decision_number", "decided_on"))
    return signatures | (_numbered(number, date.fromisoformat(day)) if number and day else {})


def _numbered(whole: str, day: date) -> JsonDict:
    number, _slash, symbol = whole.partition("/")
    return {"number": number, "day": day.isoformat()} | ({"symbol": symbol} if symbol else {})


def _proposals(making: Making, lead: str) -> list[str]:
    """The last two grounds: what the council found, and who proposes."""
    council, found = council_of(making.case.id), []
    if council is not None:
        found.append(f"Căn cứ kết quả họp Hội đồng xét duyệt {written_day(council.held_on)}")
    return [*found, f"Theo đề nghị của {lead} tại {cited(making, 'TTR-SO', 'Tờ trình')}"]


def _decided(articles: Sequence[str]) -> Blocks:
    numbered = [blocks.article(f"Điều {number}.", text) for number, text in enumerate(articles, start=1)]
    return blocks.ended([blocks.centred("QUYẾT ĐỊNH:"), *numbered])


def recognition(making: Making) -> JsonDict:
    """QD-CN: what is recognised, in its list; several dossiers may stand on one decision."""
    kind, listed = Kind(making.case.row.kind), _listed(making)
    kinds = {one.row.kind for one in listed}
    what = KIND_TITLES[kind].lower() if len(kinds) == 1 else "nghề truyền thống, làng nghề"
    matter, one = matter_of(making.case), listed[0]
    named = f": {one.row.title} ({where_of(one)})," if len(listed) == 1 else f" đối với {len(listed):02d} đơn vị"
    articles = (
        f"Công nhận {what}{named} theo danh sách kèm theo.",
        f"Sở Nông nghiệp và Môi trường hướng dẫn, kiểm tra việc duy trì các tiêu chí; {matter.commune} quản lý, giúp đỡ "
        "các hộ, cơ sở sản xuất giữ gìn và phát triển nghề, thực hiện quy định về bảo vệ môi trường.",
        f"{OFFICE}, Giám đốc Sở Nông nghiệp và Môi trường, Chủ tịch {_committees(listed)} và các tổ chức, cá nhân có liên "
        "quan chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    facts = _decision(making, "QD-CN", f"Về việc công nhận {what}", _proposals(making, "Sở Nông nghiệp và Môi trường"))
    return facts | {"blocks": _decided(articles), "annex": _annex(facts, what, listed)}


def _committees(listed: Sequence[DossierCase]) -> str:
    return ", ".join(dict.fromkeys(commune_of(each) for each in listed))


def _listed(making: Making) -> list[DossierCase]:
    """The dossiers on the list of the decision; before it has a number, this one alone."""
    signed = find_signed(making.case.id)
    if signed is None or signed.decision_id is None:
        return [making.case]
    wanted = (
        select(DOSSIER)
        .join(LISTED, LISTED.c.dossier_id == DOSSIER.c.id)
        .where(LISTED.c.decision_id == signed.decision_id, LISTED.c.is_live)
        .order_by(LISTED.c.id)
    )
    return [DossierCase(making.session, row, making.on) for row in making.session.execute(wanted)]


def _annex(facts: JsonDict, what: str, listed: Sequence[DossierCase]) -> Blocks:
    day = written_day(date.fromisoformat(facts["day"])) if facts["day"] else "ngày … tháng … năm …"
    under = f"(Kèm theo Quyết định số {facts['number'] or '……'}/{facts['symbol']} {day} của {PROVINCE})"
    rows = [
        [each.row.title, KIND_TITLES[Kind(each.row.kind)], each.answers.trade, _capital(where_of(each))]
        for each in listed
    ]
    titles = ("STT", "Tên", "Loại hình", "Ngành nghề", "Địa điểm")
    table = blocks.table(titles, blocks.numbered(rows), (11, 1.3, 24, 1, 1.3), "clcll")
    return [blocks.page("DANH SÁCH", f"Được công nhận {what}", under), table]


def certificate(making: Making) -> JsonDict:
    """BANG-CN: one for each unit, numbered in the order of issue."""
    case, kind = making.case, Kind(making.case.row.kind)
    decided = _decision(making, "QD-CN", "")
    day = written_day(date.fromisoformat(decided["day"])) if decided["day"] else "ngày … tháng … năm …"
    number, year = decided["number"] or "……", making.on.year
    facts = head(making, "BANG-CN") | {name: decided[name] for name in ("day", "signatures")}
    trade = case.answers.trade
    return facts | {
        "kind": "BẰNG CÔNG NHẬN", "issuer": PROVINCE, "what": KIND_TITLES[kind], "unit": case.row.title,
        "lines": [_capital(where_of(case)), *([f"Ngành nghề: {trade}"] if trade else [])],
        "ground": f"Theo Quyết định số {number}/{decided['symbol']} {day} của {PROVINCE}", "symbol": f"BCN-{year}",
    }  # fmt: skip


def _capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def with_number(making: Making, facts: JsonDict) -> JsonDict:
    """A certificate takes the next number of the year when it is fixed. Runs inside the caller's transaction."""
    taken = next_paper_number(making.session, making.seat.agency_id, "BANG-CN", making.on.year)
    return facts | {"number": f"{taken:02d}"}


def revocation(making: Making) -> JsonDict:
    """QD-TH: what is taken back, why, from when, and that the certificate has no value any more."""
    matter, unit = matter_of(making.case), get_unit(making.case.row.unit_id)
    earlier = next((each for each in unit.decisions if each.kind == "recognise"), None)
    by = (
        f" được công nhận tại Quyết định số {earlier.number} {written_day(earlier.decided_on)}"
        if earlier
        else f" được công nhận năm {unit.recognised_year}"
    )
    articles = (
        f"{_capital(matter.ask)}: {matter.unit}{by}.",
        "Bằng công nhận đã cấp hết giá trị kể từ ngày Quyết định này có hiệu lực. Sở Nông nghiệp và Môi trường cập nhật "
        "danh bạ và công bố theo quy định.",
        f"{OFFICE}, Giám đốc Sở Nông nghiệp và Môi trường, Chủ tịch {matter.commune} và các tổ chức, cá nhân có liên quan "
        "chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    subject = f"Về việc {matter.ask}"
    return _decision(making, "QD-TH", subject, _proposals(making, "Sở Nông nghiệp và Môi trường")) | {
        "blocks": _decided(articles)
    }


def support(making: Making) -> JsonDict:
    """QD-HT: who gets how much, from which money, for what; or who is honoured."""
    matter, fact = matter_of(making.case), making.case.support
    typed = making.inputs.get("granted", "").strip()
    granted = fact.granted if fact and fact.granted is not None else int(typed) if typed.isdecimal() else None
    lead = commune_of(making.case) if not making.case.row.lead_agency_id else _lead(making)
    sum_of = f" với số tiền {money(granted)}" if granted is not None else ""
    articles = (
        f"{_capital(matter.ask)} cho {matter.unit}{sum_of}, theo các nội dung sau:",
        f"{lead} hướng dẫn, kiểm tra việc thực hiện, nghiệm thu, thanh quyết toán theo quy định.",
        f"{OFFICE}, Giám đốc các sở: Tài chính, Nông nghiệp và Môi trường; Thủ trưởng {lead}; Chủ tịch {matter.commune} và "
        f"{matter.unit} chịu trách nhiệm thi hành Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    body = _decided(articles)
    facts = _decision(making, "QD-HT", f"Về việc {matter.ask}", _proposals(making, lead))
    return facts | {"blocks": [*body[:2], *matter.facts, *body[2:]]}


def _lead(making: Making) -> str:
    lead = making.case.row.lead_agency_id
    return str(agency_names([lead])[lead]).removesuffix(" tỉnh Lào Cai")


def correction(making: Making) -> JsonDict:
    """QD-DC: a new decision that names the old one and says what it should have said."""
    matter, written = matter_of(making.case), get_correction(making.case.id)
    unit = get_unit(making.case.row.unit_id)
    name = next((change.before for change in written.changes if change.field == "name"), unit.name)
    old = next((each for each in unit.decisions if each.id == written.corrects_id), None)
    named = (
        f"Quyết định số {old.number} {written_day(old.decided_on)} của {PROVINCE}"
        if old
        else f"quyết định công nhận {name} (năm {unit.recognised_year})"
    )
    articles = (
        f"Đính chính {named} đối với {name}, cụ thể như sau:",
        f"Các nội dung khác của {named} không thay đổi.",
        f"{OFFICE}, Giám đốc Sở Nông nghiệp và Môi trường và các tổ chức, cá nhân có liên quan chịu trách nhiệm thi hành "
        "Quyết định này. Quyết định có hiệu lực kể từ ngày ký.",
    )  # fmt: skip
    body = _decided(articles)
    proposals = [f"Xét {written.ground}"] if written.ground else []
    facts = _decision(making, "QD-DC", f"Về việc đính chính {named[:1].lower()}{named[1:]}", proposals)
    return facts | {"blocks": [*body[:2], *matter.facts, *body[2:]], "replaces": {"named": named}}
