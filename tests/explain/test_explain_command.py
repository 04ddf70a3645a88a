"""The command: what it prints, in which form, and how it ends."""

import json
import re
import sys

import pytest
from explain_samples import LEAD, TITLE

from pipelines.explain import main

HOSTILE = "Nghệ An hội đàm với Xiêng Khoảng [bold red]đỏ[/bold red] [link=file:///etc]x[/link] :bomb: <script>alert(1)</script>"
STEERING = "\x9b31m\x1b]0;x\x07\u202e"
ESCAPE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e]")
EVENT_KEYS = {"number", "record", "answers", "weighing"}
STEP_KEYS = {"says", "words", "rules", "used"}
WORD_KEYS = {"section", "index", "start", "end", "text"}


@pytest.fixture
def article(tmp_path):
    path = tmp_path / "talks.txt"
    path.write_text(
        f"{TITLE}\n\n{LEAD}\n\nHai bên tiếp tục hợp tác.\n\nĐọc thêm\n\nGiá lúa tăng\nGiá lúa tăng\nVụ này được giá.\n", encoding="utf-8"
    )
    return path


@pytest.fixture
def several(tmp_path):
    path = tmp_path / "pages.jsonl"
    pages = [{"id": name, "text": f"{TITLE} {name}\n\n{LEAD}"} for name in ("a", "2", "c")]
    path.write_text("".join(json.dumps(page) + "\n" for page in pages), encoding="utf-8")
    return path


def said(capsys, *arguments: object) -> str:
    assert main([str(argument) for argument in arguments]) == 0
    output, errors = capsys.readouterr()
    assert errors == ""
    return output


def slices(value: object):
    """Every piece of JSON that names a slice of the story."""
    if isinstance(value, dict):
        if set(value) == WORD_KEYS:
            yield value
        for each in value.values():
            yield from slices(each)
    elif isinstance(value, list):
        for each in value:
            yield from slices(each)


def test_a_page_is_explained_on_80_columns_without_colour(article, capsys):
    output = said(capsys, article)
    assert "teaser     [1] Chiều 12/3, tại TP Vinh" in output
    assert "triggers.tsv: hội đàm → CONFERENCE, NOUN, MEETS, STRONG" in output
    assert "- another story: Giá lúa tăng" in output
    assert not ESCAPE.search(output)
    assert max(map(len, output.splitlines())) <= 80
    assert all(line == line.rstrip() for line in output.splitlines())


def test_a_terminal_gets_colour(article, capsys, monkeypatch):
    monkeypatch.setattr(sys.stdout, "isatty", lambda: True)
    monkeypatch.setenv("TERM", "xterm-256color")
    monkeypatch.delenv("NO_COLOR", raising=False)
    assert "\x1b[1;35mhội đàm\x1b[0m" in said(capsys, article)


def test_json_has_the_documented_keys_and_exact_slices(article, capsys):
    found = json.loads(said(capsys, article, "--json"))
    assert list(found) == ["explains", "story", "clock", "events", "dropped", "cut"]
    assert found["explains"] == "page"
    assert found["cut"] == {
        "titles": ["Giá lúa tăng"],
        "rules": [{"table": "page_marks", "row": "Đọc thêm", "says": "RELATED"}],
        "lines": [],
    }
    [event] = found["events"]
    assert set(event) == EVENT_KEYS
    assert event["record"]["event_type"] == "CONFERENCE" and "extracted_at" not in event["record"]
    assert set(event["weighing"]) == {"score", "needed", "contributions"}
    assert all(set(answer) == {"field", "value", "steps"} and set(answer["steps"][0]) == STEP_KEYS for answer in event["answers"])
    assert [item["why"] for item in found["dropped"]] == ["LOOKALIKE"]
    story = found["story"]
    texts = {"TITLE": [story["title"]], "TEASER": [story["teaser"]], "BODY": story["paragraphs"]}
    words = list(slices(found))
    assert len(words) > 8
    assert all(texts[each["section"]][each["index"]][each["start"] : each["end"]] == each["text"] for each in words)


def test_an_explanation_does_not_change_from_run_to_run(article, capsys):
    assert said(capsys, article, "--json") == said(capsys, article, "--json")


@pytest.mark.parametrize("form", [(), ("--json",)])
def test_a_hostile_article_is_shown_as_text(tmp_path, capsys, form):
    lead = LEAD.removeprefix("(Báo Mẫu) - ")
    page = json.dumps({"text": f"{HOSTILE} {STEERING}\n\n{lead}\n\nAnh {HOSTILE}.", "publisher": f"[red]{STEERING}"})
    (tmp_path / "hostile.jsonl").write_text(page, encoding="utf-8")
    output = said(capsys, tmp_path / "hostile.jsonl", *form)
    flat = re.sub(r"\s+", " ", output)
    assert "[bold red]đỏ[/bold red]" in flat and "<script>alert(1)</script>" in flat and ":bomb:" in flat and "[red]" in flat
    assert not ESCAPE.search(output)
    assert ("\\x9b31m" if not form else "\\u009b31m") in flat


@pytest.mark.parametrize("wanted", ["a", "2", "3", "#c"])
def test_one_of_several_pages_is_chosen_by_id_or_number(several, capsys, wanted):
    arguments = (f"{several}#c",) if wanted == "#c" else (several, "--story", wanted)
    title = {"a": "a", "2": "2", "3": "c", "#c": "c"}[wanted]
    assert said(capsys, *arguments).splitlines()[0] == f"{TITLE} {title}"


@pytest.mark.parametrize(
    ("arguments", "status", "says"),
    [
        ([], 2, "FILE"),
        (["{folder}/nothing.txt"], 2, "there is no file"),
        (["{folder}"], 2, "is a folder: name one file"),
        (["{several}"], 2, "pages.jsonl#ID or --story ID, a number from 1 or one of a, 2, c"),
        (["{several}", "--story", "9"], 2, "none of its 3 pages has the id or number 9"),
        (["{several}#9"], 2, "none of its 3 pages"),
        (["{several}#a", "--story", "a"], 2, "write"),
        (["{article}", "--with", "{folder}/nothing.txt"], 2, "there is no file"),
        (["{article}", "--with", "{several}"], 2, "pages.jsonl#ID"),
        (["{article}", "{several}"], 2, "talks.txt --with"),
        (["{article}", "--colour"], 2, "--colour"),
        (["s4://pages/one.txt"], 2, "cannot be reached"),
        ([""], 2, "there is no file"),
        (["{folder}/empty.txt"], 1, "EMPTY (READ)"),
        (["{folder}/image.png"], 1, "BINARY (READ): the file is binary data, not text"),
        (["{folder}/headless.txt"], 1, "NO_TITLE (PARSE): the page begins with its lead"),
    ],
)
def test_a_mistake_and_a_dead_letter_are_one_line(article, several, tmp_path, capsys, arguments, status, says):
    (tmp_path / "empty.txt").write_bytes(b"")
    (tmp_path / "image.png").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\r")
    (tmp_path / "headless.txt").write_text(LEAD, encoding="utf-8")
    assert main([argument.format(folder=tmp_path, several=several, article=article) for argument in arguments]) == status
    output, errors = capsys.readouterr()
    assert says in errors
    assert (output, errors.count("\n")) == ("", 1)
