"""What a reader is told of a hand-in: days, sums and places in words, and the answer to each thing that was asked."""

from tests.story import Story
from tests.supplements.desk import Desk


def test_what_was_received_is_told_in_words(story: Story) -> None:
    desk = Desk(story)
    story.up_to("environmental_appraisal")
    desk.ask()
    text = desk.page("env_appraiser").text
    for said in ("12/03/2025", "doanh thu 900.000.000 đồng", "41 hộ", "Thôn Nậm Pung · Nậm Pung · Xã Mường Hum"):
        assert said in text
    assert "2025-03-12" not in text


def test_the_answer_to_each_gap_is_read_beside_what_was_asked(story: Story) -> None:
    desk = Desk(story)
    story.up_to("environmental_appraisal")
    desk.ask()
    desk.reply("Đã thay phương án cũ bằng phương án năm nay")
    story.step("supplement", "commune_officer")
    text = desk.page("env_appraiser", desk.url("changes")).text
    assert "Nộp phương án bảo vệ môi trường còn hiệu lực" in text
    assert "Đã thay phương án cũ bằng phương án năm nay" in text
