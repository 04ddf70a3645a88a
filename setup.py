from setuptools import find_packages, setup

setup(
    name="sukien",
    version="0.1.0",
    description="Turns Vietnamese news into event records with dates, places, sides, people, sums and evidence",
    license="Apache-2.0",
    python_requires=">=3.11,<3.14",
    packages=find_packages(include=["pipelines*", "schemas*", "seeds*", "transforms*"]),
    package_data={"schemas": ["v*/*.avsc", "published.tsv", "CHANGELOG.md"], "seeds": ["lexicon/*"], "transforms.report": ["*.html"]},
    install_requires=[
        "ahocorasick_rs>=1.0,<2",
        "apache-beam==2.77.0",
        "beautifulsoup4>=4.14,<5",
        "fastavro>=1.12,<2",
        "FastWARC>=2,<3",
        "feedparser>=6,<7",
        "filelock>=3.20",
        "ftfy>=6,<7",
        "httpcore>=1,<2",
        "lunar-vn>=1.4,<2",
        "pyarrow>=16",
        "pycountry>=24",
        "rich>=14",
        "selectolax>=1,<2",
        "trafilatura>=2,<3",
        "underthesea==9.5.0",
    ],
    extras_require={
        "bench": ["datasketch>=1.6", "rensa>=0.3"],
        "lineage": ["openlineage-python>=1.40,<2"],
        "test": ["duckdb>=1.4", "hypothesis>=6", "openlineage-python>=1.40,<2", "pandas>=2", "polars-fastavro>=0.7", "pytest>=9", "ruff"],
    },
)
