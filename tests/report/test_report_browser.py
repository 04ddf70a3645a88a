"""The page in a real browser: Debian's chromium, headless. Screenshots go to `out/screenshots/`.

Skipped where chromium or playwright is not installed, unless SUKIEN_BROWSER=required.
"""

import os
import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from report_samples import event

from schemas.records import EventDate, EventType, Evidence, Participant, PersonRole, Section, Status
from transforms.report.gather import in_order, united
from transforms.report.pack import event_key, pack
from transforms.report.page import page as html_page

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser")
SCREENSHOTS = Path(__file__).parents[2] / "out" / "screenshots"
SWITCHES = (
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
EVENTS = 400
ATTACK = """</script><script>window.hacked = 1</script><img src="https://attack.example/x" onerror="window.hacked = 2">"""
SHAPES = {
    "desktop": {"viewport": {"width": 1360, "height": 900}},
    "phone": {"viewport": {"width": 360, "height": 740}, "is_mobile": True, "has_touch": True},
}

if os.environ.get("SUKIEN_BROWSER") == "required":
    from playwright.sync_api import expect, sync_playwright
else:
    playwright = pytest.importorskip("playwright.sync_api", reason="playwright is not installed: make web-test installs it")
    expect, sync_playwright = playwright.expect, playwright.sync_playwright
    pytestmark = pytest.mark.skipif(CHROMIUM is None, reason="chromium is not installed: make web-test installs it")


def hostile():
    """An event whose every text attacks the page."""
    first = event(9000)
    return replace(
        first,
        event_id=f"hostile {ATTACK}",
        event_type=EventType.SIGNING,
        trigger=ATTACK,
        summary=f"Tấn công {ATTACK}",
        date=EventDate(ATTACK, text=ATTACK),
        source=replace(first.source, title=ATTACK, url="javascript:window.hacked=3", publisher=ATTACK),
        participants=(Participant(ATTACK, ATTACK, (ATTACK,), ATTACK, None, PersonRole.LEAD),),
        place=replace(first.place, name=ATTACK, text=ATTACK, region=None),
        parties=tuple(replace(party, name=ATTACK, text=ATTACK, id=ATTACK) for party in first.parties),
        evidence=(Evidence(Section.TITLE, 0, 0, len(ATTACK), ATTACK),),
    )


@pytest.fixture(scope="module")
def file(tmp_path_factory):
    path = tmp_path_factory.mktemp("report") / "report.html"
    events = in_order(united([*(event(number) for number in range(EVENTS)), hostile()]))
    path.write_text("".join(html_page(pack(events))), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def browser():
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=CHROMIUM, args=SWITCHES)


@pytest.fixture
def visit(browser, file):
    """Opens the page at a fragment; at the end of the test, nothing has left the page and nothing went wrong in it."""
    troubles, contexts = [], []

    def visit(fragment="", locale="en-GB", shape="desktop", **options):
        contexts.append(browser.new_context(locale=locale, **SHAPES[shape], **options))
        page = contexts[-1].new_page()
        page.on("request", lambda request: request.url.startswith((file.as_uri(), "data:,")) or troubles.append(request.url))
        page.on("console", lambda message: message.type in ("error", "warning") and troubles.append(message.text))
        page.on("pageerror", lambda error: troubles.append(str(error)))
        page.on("dialog", lambda dialog: troubles.append(dialog.message))
        page.goto(f"{file.as_uri()}{fragment}")
        page.wait_for_selector("html[data-read]", state="attached")
        return page

    yield visit
    for context in contexts:
        context.close()
    assert troubles == []


def shown(page) -> int:
    return int(re.match(r"[\d,.]+", page.locator("#count").inner_text())[0].replace(",", "").replace(".", ""))


def first_row(page):
    return page.locator(".body .row").first


def sides(record) -> set[str]:
    return {party.id for party in record.parties}


COUNTS = {
    "type=AID": lambda record: record.event_type == EventType.AID,
    "type=AID,VISIT&status=PLANNED": lambda record: record.event_type in ("AID", "VISIT") and record.status == Status.PLANNED,
    "from=2020-01-01&to=2020-12-31": lambda record: record.date.start.year == 2020,
    "province=VN-23": lambda record: "VN-23" in sides(record),
    "province=VN-23,LA-KH": lambda record: {"VN-23", "LA-KH"} == sides(record),
    "q=ha+tinh": lambda record: "Hà Tĩnh" in record.summary,
    "q=hà+tĩnh": lambda record: "Hà Tĩnh" in record.summary,
    "q=hạ+tịnh": lambda record: False,
    'q="nghệ+an+ký"': lambda record: "Nghệ An ký" in record.summary,
    "q=đà": lambda record: "hội đàm" in record.summary,
    "type=NONSENSE": lambda record: False,
}


def test_fragment_restores_a_view(visit):
    page = visit()
    found = {}
    for fragment in COUNTS:
        page.evaluate("fragment => { location.hash = fragment }", fragment)
        page.wait_for_function("fragment => decodeURI(location.hash) === `#${fragment}`", arg=fragment)
        found[fragment] = shown(page)
    assert found == {fragment: sum(map(fits, map(event, range(EVENTS)))) for fragment, fits in COUNTS.items()}
    assert shown(visit("#type=AID")) == found["type=AID"]


def test_filters_change_counts_and_the_address(visit):
    page = visit()
    assert shown(page) == EVENTS + 1
    page.click("[data-value=AID]")
    aid = shown(page)
    assert 0 < aid < EVENTS and page.url.endswith("#type=AID")
    page.click("[data-value=PLANNED]")
    assert shown(page) < aid
    page.fill("#search", "Nghệ An")
    assert "q=Ngh" in page.url
    page.go_back()
    assert shown(page) == aid
    page.click("#clear")
    assert shown(page) == EVENTS + 1


def test_province_and_person_are_chosen_and_taken_out(visit):
    page = visit()
    page.select_option("#province", "VN-23")
    page.locator("#person").fill("Khăm Phăn")
    page.fill("#person", page.locator("#people option").first.get_attribute("value"))
    assert "province=VN-23" in page.url and "person=" in page.url
    for remaining in (1, 0):
        page.locator(".out").first.click()
        expect(page.locator(".out")).to_have_count(remaining)
    assert shown(page) == EVENTS + 1


def test_month_map_network_and_lists_filter(visit):
    page = visit()
    page.locator("#timeline-chart .surface").focus()
    for key in ("ArrowLeft", "Enter"):
        page.keyboard.press(key)
    assert re.search(r"#from=\d{4}-\d\d-01&to=\d{4}-\d\d-\d\d$", page.url)
    page.click("#clear")
    page.locator("[data-code=VN-23]").dispatch_event("click")
    assert page.url.endswith("#province=VN-23")
    page.click("#clear")
    page.click("#network-list button >> nth=0")
    assert "#person=" in page.url
    page.click("#clear")
    page.click("[data-by=offices]")
    page.click("#network-list button >> nth=0")
    assert "office=" in page.url and shown(page) < EVENTS


def test_row_opens_its_evidence_by_mouse_keys_and_address(visit):
    record = event(5)
    page = visit(f"#from={record.date.value}&to={record.date.value}")
    row = page.locator(f"[data-key='{event_key(record.event_id)}']")
    row.click()
    assert page.locator(".evidence p").inner_text() == record.evidence[0].text
    link = page.locator(".opened h4 a")
    assert (link.get_attribute("href"), link.get_attribute("rel")) == (record.source.url, "noopener noreferrer")
    row.locator("button").press("Enter")
    expect(page.locator(".opened")).to_have_count(0)
    key = event_key(event(200).event_id)
    assert event(200).summary in visit(f"#open={key}").locator(".evidence").inner_text()


def test_arrow_keys_walk_the_rows(visit):
    page = visit()
    first_row(page).locator("button").focus()
    for _ in range(60):
        page.keyboard.press("ArrowDown")
    assert page.evaluate("document.activeElement.closest('.row').getAttribute('aria-rowindex')") == "62"


def test_only_rows_in_sight_are_in_the_page(visit):
    page = visit()
    assert page.locator(".body .row").count() < 60
    page.evaluate("frame.scrollTop = frame.scrollHeight")
    expect(page.locator(f"[aria-rowindex='{EVENTS + 2}']")).to_be_visible()


def test_sorting(visit):
    page = visit("#type=AID")
    page.click("[data-sort=confidence]")
    assert "sort=-confidence" in page.url
    page.click("[data-sort=confidence]")
    expect(page.locator(".head .confidence")).to_have_attribute("aria-sort", "ascending")
    least = min(event(number).confidence for number in range(EVENTS) if event(number).event_type == EventType.AID)
    assert first_row(page).locator(".confidence").inner_text() == f"{round(least * 100)} %"


def test_text_of_an_article_is_never_markup(visit):
    page = visit(f"#q=tấn+công&open={event_key(hostile().event_id)}")
    assert shown(page) == 1
    assert ATTACK in page.locator(".evidence p").inner_text()
    assert page.locator(".opened a").count() == 0
    page.click("[data-by=offices]")
    page.wait_for_timeout(200)
    assert page.evaluate("window.hacked") is None and page.locator("img").count() == 0


def test_policy_refuses_requests_and_markup(browser, file):
    page = browser.new_page()
    page.goto(file.as_uri())
    assert page.evaluate("fetch('data:,x').then(() => 'fetched', () => 'refused')") == "refused"
    assert page.evaluate("(() => { try { document.body.innerHTML = '<b>x</b>' } catch (error) { return error.name } })()") == "TypeError"
    page.close()


TITLES = {"vi-VN": "Sự kiện đối ngoại địa phương", "en-GB": "Provincial diplomacy, event by event"}


@pytest.mark.parametrize("locale", TITLES)
def test_language_of_the_browser_and_the_other(visit, locale):
    page = visit(locale=locale)
    assert page.locator("h1").inner_text() == TITLES[locale]
    other = "en" if locale == "vi-VN" else "vi"
    page.click(f"[data-language={other}]")
    assert page.locator("h1").inner_text() != TITLES[locale] and page.evaluate("document.documentElement.lang") == other
    assert page.url.endswith(f"#lang={other}")


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("shape", SHAPES)
def test_fits_the_screen(visit, shape, scheme):
    page = visit(f"#open={event_key(event(5).event_id)}", shape=shape, color_scheme=scheme, locale="vi-VN")
    SCREENSHOTS.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=SCREENSHOTS / f"{shape}-{scheme}.png", full_page=True)
    assert page.evaluate("document.documentElement.scrollWidth") <= SHAPES[shape]["viewport"]["width"]


def test_prints_the_rows(visit):
    page = visit("#type=AID")
    page.emulate_media(media="print")
    page.evaluate("dispatchEvent(new Event('beforeprint'))")
    assert page.locator(".body .row").count() == shown(page)
    (SCREENSHOTS / "print.pdf").write_bytes(page.pdf(format="A4"))
