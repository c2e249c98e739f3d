"""P10: the receipt (Mẫu 01) as PDF/A, and a commune's submission as PDF/A and as a Word draft, all warm."""

from bench.measure import Work, alone
from bench.office import Office
from bench.report import Line, at_most, told
from workflow.extensions import JsonDict
from workflow.papers import blocks
from workflow.papers.official import EMPTY
from workflow.papers.printed import render
from workflow.papers.samples import AT, DOSSIER, SAMPLES
from workflow.papers.word import render_docx

TIMES, ROUNDS, LIMIT = 5, 7, 60


def printed(office: Office) -> list[Line]:
    """The lines of P10. Every paper differs a little, so that no cache of the compiler answers."""
    receipt, letter, count = SAMPLES["M01"](), _letter(), iter(range(1_000_000))

    def mau_01() -> None:
        render("M01", receipt | {"unit": f"Làng nghề số {next(count)}"})

    def submission() -> None:
        render("TTR-XA", letter | {"subject": f"Về việc đề nghị lần {next(count)}"})

    def word() -> None:
        render_docx("TTR-XA", letter | {"subject": f"Về việc đề nghị lần {next(count)}"})

    with office.app.app_context():
        for work in (mau_01, submission, word):
            work()
        return [
            at_most("P10", "Mẫu 01 as PDF/A-2b, tagged", _cost(mau_01), LIMIT, "ms"),
            told("P10", "a commune's submission as PDF/A-2b, tagged", _cost(submission), "ms"),
            at_most("P10", "the same as a Word draft", _cost(word), LIMIT, "ms"),
        ]


def _cost(work: Work) -> float:
    return alone(lambda: [work] * TIMES, ROUNDS).cpu / 1000


def _letter() -> JsonDict:
    """A submission of two pages."""
    rows = [[str(year), "41", "82", "900.000.000", "Gùi, mâm, rổ"] for year in range(2016, 2026)]
    body = [
        *(blocks.paragraph("Ủy ban nhân dân xã Mường Hum kính trình. " * 6) for _ in range(6)),
        blocks.table(("Năm", "Số hộ", "Lao động", "Doanh thu", "Sản phẩm"), rows, (14, 16, 23, 36, 1), "crrrl"),
    ]
    return EMPTY | {
        "form": "TTR-XA", "version": "v1", "made_at": AT.isoformat(), "base_url": "https://langnghe.example",
        "agency": ["Ủy ban nhân dân", "xã Mường Hum"], "place": "Mường Hum", "symbol": "TTr-UBND", "number": "05",
        "day": "2026-11-24", "paper": str(DOSSIER), "kind": "TỜ TRÌNH", "blocks": blocks.ended(body),
        "signatures": [{"lines": ["CHỦ TỊCH"], "name": "Vàng A Chú", "hint": ""}],
    }  # fmt: skip
