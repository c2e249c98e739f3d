"""The minutes of a meeting, written from its facts: a document, so in Vietnamese whatever the reader's language."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from typing import Any

from states.voting import (
    BALLOT_TITLES,
    CHOICE_TITLES,
    OUTCOME_TITLES,
    SEAT_TITLES,
    TIE_TITLES,
    BallotMode,
    Choice,
    CouncilSeat,
    Outcome,
    TieRule,
)
from workflow.formats import vndate, vndatetime

Facts = Mapping[str, Any]


def minutes_text(facts: Facts) -> str:
    """The whole text, paragraph by paragraph, without the remark that a person adds."""
    return "\n".join([*_head(facts), "", *_people(facts), "", *_votes(facts)])


def _head(facts: Facts) -> Iterator[str]:
    decided = vndate(date.fromisoformat(facts["decided_on"]))
    held = vndatetime(datetime.fromisoformat(facts["held_at"]))
    yield f"{facts['council']} (thành lập theo {facts['decision']} ngày {decided}) họp lúc {held} tại {facts['place']}."
    yield (
        f"Hình thức biểu quyết: {BALLOT_TITLES[BallotMode(facts['ballot_mode'])].lower()}. "
        f"Phải có mặt ít nhất {facts['quorum']} số thành viên được biểu quyết. "
        f"Số phiếu ngang nhau: {TIE_TITLES[TieRule(facts['tie_rule'])].lower()}."
    )


def _people(facts: Facts) -> Iterator[str]:
    there = [one for one in facts["members"] if one["present"]]
    away = [one for one in facts["members"] if not one["present"]]
    yield f"I. Thành phần: có mặt {len(there)} trên {len(facts['members'])} thành viên."
    yield from (f"- {_somebody(one)}" for one in there)
    if away:
        yield "Vắng mặt:"
        yield from (f"- {_somebody(one)}" for one in away)


def _somebody(one: Facts) -> str:
    return f"{one['name']}, {one['agency']}: {SEAT_TITLES[CouncilSeat(one['seat'])]}"


def _votes(facts: Facts) -> Iterator[str]:
    yield f"II. Nội dung: xem xét {len(facts['items'])} hồ sơ."
    for number, item in enumerate(facts["items"], start=1):
        yield ""
        yield f"{number}. {item['title']}, {item['commune']}" + (f" ({item['code']})." if item["code"] else ".")
        if item["finding"]:
            yield f"- {item['finding']}."
        for one in item["recused"]:
            yield f"- {one['name']} không tham gia biểu quyết: {one['ground'].rstrip(' .')}."
        yield from _result(item)


def _result(item: Facts) -> Iterator[str]:
    if item["state"] == "postponed":
        yield f"- Chuyển sang phiên họp khác: {item['reason'].rstrip(' .')}."
        return
    yield (
        f"- Có mặt được biểu quyết {item['present']}/{item['members']} thành viên (cần {item['quorum']}). "
        f"Đồng ý {item['votes_for']}, không đồng ý {item['votes_against']}, không có ý kiến {item['abstained']}"
        + (f", không hợp lệ {item['invalid']}." if item["invalid"] else ".")
    )
    if item["ballots"]:
        told = (f"{one['name']}: {CHOICE_TITLES[Choice(one['choice'])].lower()}" for one in item["ballots"])
        yield f"- Ý kiến từng thành viên: {'; '.join(told)}."
    if item["counters"]:
        yield f"- Kiểm phiếu giấy: {' và '.join(item['counters'])}."
    if item["word"]:
        word = CHOICE_TITLES[Choice(item["word"])].lower()
        yield f"- Số phiếu ngang nhau; người chủ trì ({item['presider']}) quyết định: {word}."
    yield f"- Kết quả: {OUTCOME_TITLES[Outcome(item['result'])].lower()}."
