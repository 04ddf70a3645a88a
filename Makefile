# `make run` and `make test` need Python 3.11 and nothing else; the first of them sets up .venv.
PYTHON ?= $(shell command -v python3.11 || command -v python3)
VENV ?= .venv
OUT ?= out
RUN := $(VENV)/bin/python
READY := $(VENV)/.ready
PLAYWRIGHT := playwright==1.65.2

CACHE ?= $(HOME)/.cache/sukien
N ?= 200

.PHONY: run test bench lint lock airflow faults flink prism kills schemas web web-check web-test

PAGES := seeds/articles
INPUTS := $(foreach kind,txt html jsonl jsonl.gz warc.gz,--input '$(PAGES)/*.$(kind)') $(foreach feed,$(wildcard $(PAGES)/*.xml),--feed $(feed))

run: $(READY)
	@$(RUN) -m pipelines.ingest $(INPUTS) --output $(OUT)
	@$(RUN) -m pipelines.table --output $(OUT)
	@$(RUN) -m pipelines.report --output $(OUT) --html $(OUT)/report.html

test: $(READY)
	$(RUN) -m pytest

bench: $(READY)
	$(RUN) -m benchmarks

lint: $(READY)
	$(RUN) -m ruff check .
	$(RUN) -m ruff format --check .

# Counts what is lost, doubled and torn when `watch` is killed N times while pages arrive. As root also with a full and a read-only disk.
faults: $(READY)
	$(RUN) -m faults --kills $(N) --pages $$(($(N) * 25))

# The unbounded `watch` on Prism, which is built with Go on first use, against `ingest`.
prism: $(READY) $(CACHE)/prism
	$(RUN) -m faults.streams --runner=PrismRunner --prism_location=$(CACHE)/prism

$(CACHE)/prism:
	GOBIN=$(CACHE) go install github.com/apache/beam/sdks/v2/go/cmd/prism@v2.77.0

# `ingest` and `watch` on a Flink cluster of this machine, against `ingest` in one process. Status 77: the job server cannot be had.
flink: $(READY)
	$(RUN) -m faults.flink --cache $(CACHE) $(FLINK)

# Builds the page that `pipelines.report` fills from web/. Needs Node 20.
web:
	cd web && npm ci --silent && npm run --silent check && npm run --silent build

# Fails where the committed page is not what web/ builds.
web-check: web
	git diff --stat --exit-code -- transforms/report/page.html

# The page in a real browser. Installs Debian's chromium where there is none (as root).
web-test: $(READY)
	command -v chromium > /dev/null || { apt-get update -qq && apt-get install -qq -y chromium; }
	$(RUN) -m pip install --quiet --constraint constraints.txt '$(PLAYWRIGHT)'
	SUKIEN_BROWSER=required $(RUN) -m pytest tests/report/test_report_browser.py

# Loads the DAGs in an environment of Airflow's own, which is large.
airflow:
	$(PYTHON) -m venv .airflow
	.airflow/bin/python -m pip install --quiet 'apache-airflow>=3.1,<4' 'apache-airflow-providers-apache-beam[google]>=6.2,<7' apache-airflow-providers-standard
	.airflow/bin/python scheduling/airflow/check_dags.py

# Shares a backfill between processes, and kills backfill and compact at random moments: `make kills KILLS=5` for a short form.
KILLS ?= 50
kills: $(READY)
	$(RUN) -m pytest -m long
	$(RUN) tests/backfill/kill_harness.py backfill --kills $(KILLS)
	$(RUN) tests/backfill/kill_harness.py compact --kills $(KILLS)

schemas: $(READY)
	$(RUN) -m pipelines.schema --check

# Writes constraints.txt anew from what setup.py asks for, in a clean environment.
lock:
	rm -rf .lock && $(PYTHON) -m venv .lock
	.lock/bin/python -m pip install --quiet --upgrade pip setuptools wheel
	.lock/bin/python -m pip install --quiet '.[test]'
	.lock/bin/python -m pip freeze --all --exclude sukien > constraints.txt
	rm -rf .lock build sukien.egg-info

$(READY): constraints.txt
	$(PYTHON) -m venv $(VENV)
	$(RUN) -m pip install --quiet --requirement constraints.txt
	touch $@
