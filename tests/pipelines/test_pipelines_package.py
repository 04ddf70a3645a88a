"""What `pip install .` brings along."""

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).parents[2]
PACKAGES = ("pipelines", "schemas", "seeds", "transforms")


def test_a_wheel_carries_all_modules_schemas_and_tables(tmp_path):
    source = tmp_path / "source"
    source.mkdir()
    shutil.copy(ROOT / "setup.py", source)
    for package in PACKAGES:
        shutil.copytree(ROOT / package, source / package, ignore=shutil.ignore_patterns("__pycache__", "articles"))
    build = [
        sys.executable,
        "-m",
        "pip",
        "wheel",
        "--quiet",
        "--no-deps",
        "--no-build-isolation",
        "--wheel-dir",
        str(tmp_path),
        str(source),
    ]
    subprocess.run(build, check=True, timeout=120)
    [wheel] = tmp_path.glob("sukien-*.whl")
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if ".dist-info/" not in name}
    expected = {path.relative_to(source).as_posix() for package in PACKAGES for path in (source / package).rglob("*") if path.is_file()}
    assert carried == expected
    assert {"schemas/v1/event_record.avsc", "seeds/lexicon/provinces.tsv"} <= carried
