"""What README shows of an explanation is what the command prints."""

import re
from pathlib import Path

from pipelines.explain import main

ROOT = Path(__file__).parents[2]
SHOWN = re.compile(r"-m pipelines\.explain (\S+)\n```.*?```text\n(.*?)```", re.DOTALL)
SCORE = re.compile(r"\d\.\d{3}")


def test_readme_shows_lines_of_the_real_output_in_their_order(monkeypatch, capsys):
    monkeypatch.chdir(ROOT)
    page, shown = SHOWN.search((ROOT / "README.md").read_text(encoding="utf-8")).groups()
    assert main([page]) == 0
    printed = iter(SCORE.sub("#", capsys.readouterr().out).splitlines())
    for line in SCORE.sub("#", shown).splitlines():
        assert line == "…" or line in printed, line
