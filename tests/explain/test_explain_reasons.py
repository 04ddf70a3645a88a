"""Why a field has its value: words and rows, from short pages."""

import pytest
from explain_samples import LEAD, explained, field, lines

from schemas.records import Section
from transforms.explain.reasons import Why

TALKS = "Kết thúc hội đàm, hai bên đã ký biên bản ghi nhớ. Dịp này, tỉnh Nghệ An đã trao tặng tỉnh Xiêng Khoảng 200 triệu đồng."

WISH = "Ông mong muốn hai tỉnh sớm ký thỏa thuận về du lịch."


@pytest.mark.parametrize(
    ("name", "says"),
    [
        ("event_type", "hội đàm | names CONFERENCE | triggers.tsv: hội đàm → CONFERENCE, NOUN, MEETS, STRONG"),
        ("event_type", "PLOVER CONSULT | event_types.tsv: CONFERENCE → CONSULT"),
        ("status", "its date lies before or after the day of writing"),
        ("date", "Chiều 12/3 | in the event's own clause: day 12, month 3, no year | date_parts_of_day.tsv: chiều → AFTERNOON"),
        ("date", "completed from the publication date 2023-03-13"),
        ("date", "đã | told as past: a missing year is sought back from it | modality.tsv: đã → PAST, EITHER"),
        ("date", "→ 2023-03-12, DAY, AFTERNOON, 2023-03-12, basis PUBLISHED"),
        ("place", "TP Vinh | vn_districts.tsv: Vinh"),
        ("parties", "tỉnh Xiêng Khoảng | LA-XI, PARTICIPANT: before “hội đàm” (MEETS) | provinces.tsv: Xiêng Khoảng → LA-XI"),
        ("fields", "an ninh biên giới | SECURITY | field_words.tsv: an ninh biên giới → SECURITY"),
        ("event_id", "the same in every story that says CONFERENCE · 2023-03-12 · LA-XI · VN-22"),
    ],
)
def test_a_field_names_its_words_and_rows(name, says):
    assert says in field(explained(), name)


@pytest.mark.parametrize(
    ("lead", "name", "says"),
    [
        (LEAD.replace("Chiều 12/3", "Ngày 20/3 tới").replace("đã", "sẽ"), "date", "its own words look forward"),
        (LEAD.replace("Chiều 12/3", "Ngày 12/3/2023"), "date", "day 12, month 3, year 2023"),
        (LEAD.replace("Chiều 12/3", "Hôm qua"), "date", "-1 day from the day of writing | date_relative.tsv: hôm qua → DAY, -1, WRITING"),
        (LEAD.replace("đã hội đàm", "hoãn cuộc hội đàm"), "status", "hoãn | POSTPONED | modality.tsv: hoãn → POSTPONED"),
    ],
)
def test_other_words_give_other_reasons(lead, name, says):
    assert says in field(explained(lead=lead), name)


@pytest.mark.parametrize(
    ("paragraph", "clock", "date"),
    [
        (
            "Kế hoạch hợp tác năm 2019 được triển khai từ đầu năm.",
            "2019: the year that the story plans for",
            "Kế hoạch hợp tác năm 2019 | the year 2019",
        ),
        ("Ngày 12/3/2018, hai bên từng gặp nhau.", "2018-03-12: the latest day known to have passed", "the year 2018 is inferred"),
        ("Hai bên hài lòng về kết quả.", "it states no year", "→ XXXX-03-12, DAY, AFTERNOON, basis NONE"),
    ],
)
def test_a_story_without_publication_date_says_what_tells_its_year(paragraph, clock, date):
    explanation = explained(paragraph, published=None)
    assert any(clock in line for line in lines(explanation.clock))
    assert date in field(explanation, "date")


def test_what_is_taken_from_the_main_event_is_said():
    explanation = explained(TALKS)
    [signing] = [event.number for event in explanation.events if event.record.event_type == "SIGNING"]
    assert "the story's main event gives it" in field(explanation, "date", signing)
    assert "a side of the story's main event" in field(explanation, "parties", signing)
    assert "biên bản ghi nhớ | MEMORANDUM | document_words.tsv: biên bản ghi nhớ → MEMORANDUM" in field(explanation, "documents", signing)
    [aid] = [event.number for event in explanation.events if event.record.event_type == "AID"]
    assert "200 triệu đồng | handed over | currencies.tsv: đồng → VND | money_words.tsv: trao tặng → GIFT, BEFORE" in field(
        explanation, "amounts", aid
    )


@pytest.mark.parametrize(
    ("sentence", "why", "words", "says"),
    [
        (WISH, Why.UNREAL, "ký thỏa thuận", "mong muốn | WISHED | modality.tsv: mong muốn → WISHED"),
        ("Những năm qua, hai xã thường xuyên thăm nhau.", Why.UNLIKELY, "thăm", "names VISIT | HABIT"),
        ("Ông Nguyễn Đại Hội chúc mừng hai bên.", Why.IN_NAME, "Đại Hội", "Nguyễn Đại Hội | a person's name"),
        ("Hai tỉnh tiếp tục phát triển du lịch.", Why.LOOKALIKE, "tiếp tục", "hides “tiếp” | triggers.tsv: tiếp tục → no event"),
        ("Đoàn đến chào xã giao và làm việc với UBND tỉnh.", Why.NAMED_ALREADY, "làm việc với", "names VISIT | triggers.tsv: làm việc với"),
    ],
)
def test_what_is_dropped_says_why(sentence, why, words, says):
    dropped = [item for item in explained(sentence).dropped if item.why is why and item.words.section is Section.BODY]
    assert [item.words.text for item in dropped] == [words]
    told = "\n".join(lines(dropped[0].steps))
    assert all(part in told for part in says.split(" | "))
    assert (dropped[0].weighing is not None) == (why in (Why.UNLIKELY, Why.UNREAL))


def test_a_day_may_count_from_the_one_told_before():
    explanation = explained("Sáng cùng ngày, tỉnh Nghệ An đã trao tặng tỉnh Xiêng Khoảng 200 triệu đồng.")
    [aid] = [event.number for event in explanation.events if event.record.event_type == "AID"]
    assert "counted from the day that the story spoke of before" in field(explanation, "date", aid)


@pytest.mark.parametrize(
    ("sentence", "name", "left_out"),
    [
        ("Hội đàm ghi nhận thu ngân sách đạt 145 tỷ đồng.", "amounts", "145 tỷ đồng"),
        ("Hội đàm đánh giá kế hoạch hợp tác năm 2022.", "date", "năm 2022"),
    ],
)
def test_words_that_were_left_out_are_not_marked_as_used(sentence, name, left_out):
    [event] = explained(sentence).events
    steps = [step for answer in event.answers if answer.field == name for step in answer.steps if step.words]
    assert [step.words.text for step in steps if not step.used] == [left_out]


def test_scores_are_the_sum_of_what_features_add():
    explanation = explained(TALKS, WISH)
    weighings = [event.weighing for event in explanation.events] + [item.weighing for item in explanation.dropped if item.weighing]
    assert len(weighings) >= 2
    for weighing in weighings:
        for name in ("confidence", "relevance"):
            odds = sum(getattr(part, name) for part in weighing.contributions)
            assert getattr(weighing.score, name) == pytest.approx(1 / (1 + 2.718281828**-odds))


def test_the_related_block_and_loose_lines_are_listed():
    explanation = explained(
        "anh-1-2033.jpg", "Cán bộ hai bên trao đổi.", "Đọc thêm", "Giá lúa tăng", "Giá lúa tăng", "Vụ mùa năm nay được giá."
    )
    assert explanation.cut.titles == ("Giá lúa tăng",)
    assert [str(rule) for rule in explanation.cut.rules] == ["page_marks.tsv: Đọc thêm → RELATED"]
    assert explanation.cut.lines == ("anh-1-2033.jpg",)
