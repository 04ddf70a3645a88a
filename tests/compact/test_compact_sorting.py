"""Sorting beyond memory."""

import random

import pytest

from transforms.compact import sorting
from transforms.compact.sorting import ExternalSort, pack, unpack


@pytest.mark.parametrize(("items", "run_bytes"), [(0, 1000), (1, 1000), (100, 1 << 20), (1000, 2000), (3000, 1)])
def test_items_come_back_sorted_and_nothing_is_left(tmp_path, monkeypatch, items, run_bytes):
    monkeypatch.setattr(sorting, "FAN_IN", 8)
    numbers = list(range(items)) + list(range(0, items, 7))
    random.Random(1).shuffle(numbers)
    sort = ExternalSort(tmp_path / "runs", run_bytes)
    for number in numbers:
        sort.add((f"{number % 10}", number), pack({"number": number, "text": "ước"}))
    found = [(key, unpack(data)["number"]) for key, data in sort.sorted()]
    assert found == sorted(((f"{number % 10}", number), number) for number in numbers)
    assert list((tmp_path / "runs").iterdir()) == []
