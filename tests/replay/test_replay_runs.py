"""Dead letters that are run again."""

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from pipelines import ingest, replay
from schemas.records import DeadLetter, Reason, Stage, Story
from transforms.extract import story, transform
from transforms.read.fetch import Client, FetchOptions
from transforms.read.limits import Limits
from transforms.read.transform import open_file
from transforms.replay.again import Selection, histories, once_more, pages_again
from transforms.write.files import find_files, read_records, write_records

TITLE = "Hội nghị thường niên giữa Nghệ An và Xiêng Khoảng đã diễn ra"
PAGE = f"{TITLE}\n\nNgày 5/6, hội nghị giữa hai tỉnh đã diễn ra tại Vinh.\n\nHai bên ký biên bản.\n".encode()
THEN = datetime(2024, 5, 1, 18, tzinfo=UTC)  # 2 May in Viet Nam
MAY = {day: datetime(2024, 5, day).date() for day in (1, 2, 3)}


def letter(uri="a.txt", reason=Reason.NO_TEXT, payload=PAGE, **changed):
    values = {"stage": Stage.PARSE, "message": "no text", "payload_truncated": False, "occurred_at": THEN, "tries": 1}
    return DeadLetter(uri=uri, reason=reason, payload=payload, **(values | changed))


def records(output, kind, cls):
    return [each for path in sorted(find_files(str(output), f"{kind}/**.avro")) for each in read_records(str(output), path, cls)]


def letters_in(output):
    return {each.uri.rsplit("/")[-1]: each for each in records(output, "dead_letters", DeadLetter)}


@pytest.mark.parametrize(
    ("selection", "taken"),
    [
        (Selection(), True),
        (Selection(reasons=frozenset({Reason.NO_TEXT, Reason.EMPTY})), True),
        (Selection(reasons=frozenset({Reason.EMPTY})), False),
        (Selection(since=MAY[2], until=MAY[2]), True),
        (Selection(since=MAY[3]), False),
        (Selection(until=MAY[1]), False),
    ],
)
def test_letters_are_chosen_by_reason_and_local_day(selection, taken):
    assert selection.takes(letter()) is taken


def test_pages_come_from_the_letter_or_from_where_they_were_read(tmp_path):
    lines = tmp_path / "lines.jsonl"
    lines.write_text('{"id": "x", "text": "một"}\n{"id": "y", "text": "hai"}\n', encoding="utf-8")
    whole = letter("gone.txt", payload=b"tin")
    cut = letter(f"{lines}#y", payload=b"h", payload_truncated=True)
    unwritten = letter(f"{lines}#x", payload=b"[{}]", stage=Stage.WRITE)
    client = Client(FetchOptions())
    found = [list(pages_again(each, open_file, client, Limits())) for each in (whole, cut, unwritten)]
    assert [[(page.uri, page.content) for page in pages] for pages in found] == [
        [("gone.txt", "tin")],
        [(f"{lines}#y", "hai")],
        [(f"{lines}#x", "một")],
    ]
    [missing] = pages_again(letter(str(tmp_path / "none.txt"), payload=b""), open_file, client, Limits())
    assert missing.reason == Reason.UNREADABLE


def test_a_failure_keeps_its_first_time_and_counts_its_tries():
    known = histories([letter(tries=3), letter(reason=Reason.EMPTY, occurred_at=THEN.replace(year=2023))])
    again = once_more(letter(reason=Reason.NO_TITLE, occurred_at=THEN.replace(year=2025)), known)
    assert (again.occurred_at.year, again.tries, again.reason) == (2023, 4, Reason.NO_TITLE)
    assert once_more(letter("b.txt"), known) == letter("b.txt")


def test_what_passes_leaves_and_what_fails_stays(tmp_path, monkeypatch, capsys):
    (tmp_path / "broken.txt").write_bytes(PAGE)
    (tmp_path / "empty.txt").write_text("", encoding="utf-8")
    output = tmp_path / "out"

    def refuse(*_):
        raise ValueError("not yet")

    monkeypatch.setattr(transform, "extract", refuse)
    assert ingest.main(["--input", f"{tmp_path}/*.txt", "--output", str(output)]) == 0
    assert {name: each.reason for name, each in letters_in(output).items()} == {"broken.txt": Reason.INTERNAL, "empty.txt": Reason.EMPTY}
    first = letters_in(output)
    monkeypatch.setattr(transform, "extract", story.extract)
    assert replay.main(["--output", str(output), "--reason", "EMPTY"]) == 0
    again = letters_in(output)
    assert again["broken.txt"] == first["broken.txt"]
    assert again["empty.txt"] == replace(first["empty.txt"], tries=2)
    assert replay.main(["--output", str(output)]) == 0
    assert {name: each.tries for name, each in letters_in(output).items()} == {"empty.txt": 3}
    assert len(records(output, "stories", Story)) == 1
    assert find_files(str(output), "events/**.avro")
    capsys.readouterr()
    assert replay.main(["--output", str(output), "--reason", "BAD_FEED"]) == 0
    assert capsys.readouterr().out == "replayed           0\n"


def test_a_letter_of_the_past_is_replayed_from_its_payload(tmp_path):
    (tmp_path / "page.txt").write_text("Một dòng", encoding="utf-8")
    output = tmp_path / "out"
    assert ingest.main(["--input", f"{tmp_path}/page.txt", "--output", str(output)]) == 0
    [(path, before)] = [(path, read_records(str(output), path, DeadLetter)) for path in find_files(str(output), "dead_letters/*.avro")]
    write_records(str(output), path, DeadLetter, [replace(before[0], payload=PAGE)])
    (tmp_path / "page.txt").unlink()
    assert replay.main(["--output", str(output)]) == 0
    assert letters_in(output) == {}
    assert [each.uri for each in records(output, "stories", Story)] == [f"{tmp_path}/page.txt"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        ([], "--output"),
        (["--output", "{out}"], "nothing was written"),
        (["--output", "{out}", "--reason", "BORING"], "invalid choice"),
        (["--output", "{out}", "--since", "gestern"], "invalid"),
        (["--output", "{out}", "--max-page-bytes", "0"], "above 0"),
    ],
)
def test_wrong_usage_is_one_line_and_status_2(tmp_path, capsys, arguments, says):
    assert replay.main([each.format(out=tmp_path) for each in arguments]) == 2
    output, errors = capsys.readouterr()
    assert says in errors
    assert (output, errors.count("\n")) == ("", 1)
