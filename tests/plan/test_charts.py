"""Charts: lengths in proportion, nothing outside the picture, every figure in the table below."""

from decimal import Decimal

from flask import Flask, render_template_string

from workflow.charts import FIELD, WIDTH, bars, beside, lines

DRAW = '{% from "macros/charts.html" import bar_chart, line_chart %}'


def test_bars_are_as_long_as_their_numbers(app: Flask) -> None:
    chart = bars(
        "a", "Theo năm", ["xong", "chưa"], [("2026", (3, 9), "/x"), ("2027", (0, 0), ""), ("2028", (6, 0), "")]
    )
    first, _none, third = chart.bars
    assert [part.width for part in third.segments] == [first.segments[0].width * 2, 0]
    assert first.segments[1].x == first.segments[0].width, "the parts of a bar follow each other"
    assert max(mark.x for bar in chart.bars for mark in bar.marks) < WIDTH
    pair = beside("b", "Theo tháng", ["đến", "đi"], [("06/2026", (4, 2), "")])
    come, gone = pair.bars[0].segments
    assert (come.width, come.x) == (gone.width * 2, gone.x)
    assert gone.y > come.y + come.height
    with app.test_request_context():
        drawn = render_template_string(DRAW + "{{ bar_chart(chart) }}{{ bar_chart(pair) }}", chart=chart, pair=pair)
    assert 'aria-label="Theo năm"' in drawn
    assert '<a href="/x">2026</a></th><td class="num">3</td><td class="num">9</td><td class="num">12</td>' in drawn
    assert '06/2026</th><td class="num">4</td><td class="num">2</td></tr>' in drawn, "what does not add up is not added"


def test_lines_leave_out_what_is_not_known(app: Flask) -> None:
    chart = lines("c", "Các năm", ["2025", "2026", "2027"], [("đạt", (Decimal(0), Decimal("150.0"), None))])
    left, top, right, bottom = FIELD
    assert [(point.x, point.y) for point in chart.lines[0].points] == [(left, bottom), ((left + right) / 2, top)]
    with app.test_request_context():
        drawn = render_template_string(DRAW + "{{ line_chart(chart) }}", chart=chart)
    assert drawn.count("<circle") == 2
    assert '<td class="num">150,0 %</td><td class="num">chưa có</td>' in drawn
