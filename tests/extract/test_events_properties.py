"""Whatever a story says: extraction ends, its records are whole and its evidence is exact; order of captions changes no id."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from short_stories import story

from schemas.avro import problems
from schemas.records import EventDate, Section, Story, Teaser
from transforms.extract import drafts
from transforms.extract.story import extract, read_story
from transforms.text import clean

NOW = datetime(2025, 1, 1, tzinfo=UTC)
WORDS = (
    'tỉnh|Hà Tĩnh|Khăm Muộn|Lào|tỉnh Nghệ An|UBND|Hội Chữ thập đỏ|ông|Lê Văn Cảnh|Bí thư|và|với|;|,|.|. |: |“|”|"|(|)|giữa|của|tại|từ|đến|'
    "sáng|chiều cùng ngày|ngày 5/3|5/3/2019|18/12 tới|tháng 2|năm 2021|hôm nay|Tết|hội nghị|hai hội nghị|hội đàm|thăm|tiếp đoàn|ký kết|"
    "hỗ trợ|trao tặng|nhận|được|500 triệu đồng|1.000 USD|đã|sẽ|không|hoãn|hủy|đang|mong muốn|nếu|hai bên|hai tỉnh|đoàn|biên bản|"
    "lễ khởi công|đại hội|bổ nhiệm|ban hành|Trước đó|Dịp này|nói|\n|1.|TP.|İ|ﷺ|\u0301|😀|\x00|Ngày|từ 27-28/6|ở|do|cho"
)
PIECES = st.sampled_from(WORDS.split("|"))
TEXTS = st.lists(PIECES, max_size=25).map(" ".join) | st.text(max_size=60)


@st.composite
def stories(draw: st.DrawFn) -> Story:
    parts = draw(st.lists(TEXTS, max_size=4))
    captions = draw(st.lists(TEXTS, max_size=3))
    text = " ¶ ".join(part.replace("¶", " ") for part in [draw(TEXTS), draw(TEXTS), *parts])
    day = draw(st.sampled_from(["", "2019-03-06", "2021-12-18"]))
    return with_captions(story(text, day), [clean(caption) for caption in captions])


def with_captions(base: Story, texts: list[str]) -> Story:
    plain = story(" ¶ ¶ " + " ¶ ".join("ảnh: x" for _ in texts)).captions
    return replace(base, captions=tuple(replace(caption, text=text) for caption, text in zip(plain, texts, strict=True)))


def slice_of(told: Story, section: Section, index: int) -> str:
    one = {Section.TITLE: (told.title,), Section.TEASER: (told.teaser,), Section.BODY: told.paragraphs}
    return one[section][index] if section in one else told.captions[index].text


@settings(max_examples=120, deadline=None)
@given(stories())
def test_any_story_gives_whole_records_with_exact_evidence(told):
    events = extract(told, NOW)
    assert events == extract(told, NOW)
    assert len({event.event_id for event in events}) == len(events)
    for event in events:
        assert problems(event) is None
        assert 0 <= event.confidence <= 1
        assert event.date.value is not None or event.date == EventDate()
        assert event.trigger in event.summary and event.summary in {evidence.text for evidence in event.evidence}
        assert all(slice_of(told, e.section, e.index)[e.start : e.end] == e.text for e in event.evidence)


@settings(max_examples=60, deadline=None)
@given(stories(), st.randoms(use_true_random=False))
def test_order_of_captions_changes_no_id(told, random):
    texts = [caption.text for caption in told.captions]
    random.shuffle(texts)
    shuffled = replace(told, captions=with_captions(told, texts).captions)
    assert {event.event_id for event in extract(told, NOW)} == {event.event_id for event in extract(shuffled, NOW)}


@settings(max_examples=60, deadline=None)
@given(stories(), TEXTS)
def test_related_teasers_change_nothing(told, text):
    assert extract(replace(told, related=(Teaser(clean(text), clean(text)),)), NOW) == extract(told, NOW)


@pytest.mark.parametrize("line", ["Ngày {d}/{m}/{y}, đoàn tỉnh Hà Tĩnh thăm tỉnh Khăm Muộn.", "Đoàn tỉnh Hà Tĩnh đã thăm tỉnh Khăm Muộn."])
def test_a_diary_is_folded_in_time_of_its_length(line, monkeypatch):
    """Counted, not timed: comparisons of two dates, for a diary of 150 days and one of 600."""
    counts = []
    for days in (150, 600):
        calls = 0

        def counted(one: EventDate, other: EventDate, agree=drafts.dates_agree) -> bool:
            nonlocal calls
            calls += 1
            return agree(one, other)

        entries = [line.format(d=1 + day % 28, m=1 + day // 28 % 12, y=1990 + day // 336) for day in range(days)]
        with monkeypatch.context() as patch:
            patch.setattr(drafts, "dates_agree", counted)
            read_story(story("Nhật ký ¶ " + " ¶ ".join(entries)))
        counts.append(calls)
    assert counts[1] <= 6 * counts[0]
