"""Every command that README shows is one that exists and is understood."""

import importlib
import re
import shlex

import pytest
from pipeline_runs import ROOT

BLOCKS = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text(encoding="utf-8"), re.DOTALL)
LINES = [line.split("#")[0].strip() for block in BLOCKS for line in block.splitlines() if line.strip()]


@pytest.mark.parametrize("line", LINES)
def test_a_command_of_the_readme_is_understood(line, monkeypatch):
    monkeypatch.chdir(ROOT)
    program, *arguments = shlex.split(line)
    if program == "make":
        targets = re.findall(r"^([\w-]+):", (ROOT / "Makefile").read_text(encoding="utf-8"), re.MULTILINE)
        assert arguments[0] in targets
    else:
        assert program == ".venv/bin/python"
        assert importlib.import_module(arguments[1]).parse(arguments[2:])
