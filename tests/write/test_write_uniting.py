import pytest
from write_samples import LATER, THEN, letter

from schemas.records import Reason
from transforms.write.uniting import unite_dead_letters

OLD = [letter("a.txt"), letter("b.txt", Reason.NOT_UTF8)]


@pytest.mark.parametrize(
    ("letters", "tried", "left"),
    [
        ([], [], OLD),
        ([], ["a.txt"], OLD[1:]),
        ([letter("a.txt", at=LATER)], ["a.txt", "b.txt"], OLD[:1]),
        ([letter("a.txt", Reason.BINARY, at=LATER)], ["a.txt"], [letter("a.txt", Reason.BINARY, at=LATER), OLD[1]]),
        ([letter("c.txt")], ["c.txt"], [*OLD, letter("c.txt")]),
        (
            [letter("a.txt", at=LATER, tries=2, message="still empty")],
            ["a.txt"],
            [letter("a.txt", at=THEN, tries=2, message="still empty"), OLD[1]],
        ),
        ([letter("a.txt", message="x"), letter("a.txt", message="y")], [], [letter("a.txt", message="y"), OLD[1]]),
    ],
    ids=["nothing-read", "read-well", "again", "other-reason", "new", "tried-again", "twice-in-a-run"],
)
def test_unite_dead_letters(letters, tried, left):
    assert unite_dead_letters(OLD, letters, set(tried)) == left
    assert unite_dead_letters(OLD, letters[::-1], set(tried)) == left
