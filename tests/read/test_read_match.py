"""Patterns to files, on a real folder."""

import pytest

from transforms.read.match import InputError, match_inputs


@pytest.fixture
def folder(tmp_path):
    for name in ("top.txt", "a/one.txt", "a/b/two.txt", ".hidden.txt", "a/page.html"):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("x")
    return tmp_path


@pytest.mark.parametrize(
    ("patterns", "expected"),
    [
        (["*.txt"], ["top.txt"]),
        (["**/*.txt"], ["a/b/two.txt", "a/one.txt", "top.txt"]),
        (["**.txt"], ["a/b/two.txt", "a/one.txt", "top.txt"]),
        (["a/*.txt", "a/one.txt", "a/*"], ["a/one.txt", "a/page.html"]),
        ([".hidden.txt"], [".hidden.txt"]),
        ([".*.txt"], [".hidden.txt"]),
        (["gone.txt"], []),
        (["gone/*.txt"], []),
        (["a/[op]*"], ["a/one.txt", "a/page.html"]),
    ],
)
def test_matches(folder, patterns, expected):
    assert match_inputs([f"{folder}/{pattern}" for pattern in patterns]) == tuple(f"{folder}/{name}" for name in expected)


@pytest.mark.parametrize("pattern", ["", "nosuch://bucket/*.txt"])
def test_says_what_cannot_be_looked_up(pattern):
    with pytest.raises(InputError):
        match_inputs([pattern])
