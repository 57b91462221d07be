"""The web chat as people meet it: in light, dark and on a phone; by mouse, keyboard and screen reader."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

import httpx
import pytest
from playwright.sync_api import Browser, expect

from tests.bot.web.browser import Person, chromium, mock_server, screenshots_in, served

pytestmark = pytest.mark.timeout(180)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


@pytest.fixture
def mock() -> Iterator[str]:
    with mock_server(tempo=0.4) as address:
        yield address


@pytest.fixture
def at(mock: str) -> Iterator[str]:
    with served(mock) as address:
        yield address


def arrive(
    browser: Browser, at: str, tmp_path: Path, scheme: Literal["light", "dark"] = "light", width: int = 1280
) -> Person:
    context = browser.new_context(
        viewport={"width": width, "height": 860 if width > 500 else 800},
        color_scheme=scheme,
        permissions=["clipboard-read", "clipboard-write"],
    )
    return Person(context.new_page(), at, screenshots_in(tmp_path))


@pytest.mark.parametrize(("scheme", "width"), [("light", 1280), ("dark", 1280), ("light", 390)])
def test_a_day_at_the_desk(
    browser: Browser, at: str, tmp_path: Path, scheme: Literal["light", "dark"], width: int
) -> None:
    person = arrive(browser, at, tmp_path, scheme, width)
    look = f"{scheme}-{width}"
    barriers = []

    def stop(name: str) -> None:
        person.shoot(f"{look}-{name}")
        barriers.extend(f"{name}: {found}" for found in person.barriers())

    person.page.goto(at)
    person.sees("Look around as somebody from the demo company")
    stop("01-sign-in")
    person.sign_in("Lena Brandt")
    person.sees("what can I do for you?")
    person.page.get_by_role("button", name="I need Friday off").wait_for()
    stop("02-welcome")
    person.say("How many vacation days do I have left?")
    person.sees("Leave ledger · as of 22 Nov 2026")
    stop("03-balance")
    person.say("What is the remote work policy?")
    person.sees("agreed with your manager in writing")
    person.say("I need Friday off")
    person.sees("Kind of leave")
    stop("04-form")
    person.page.get_by_role("button", name="Ask for leave").click()
    person.sees("Please choose one.")
    stop("05-form-faults")
    person.page.get_by_role("radio", name="Vacation").check()
    person.page.get_by_label("My team knows").check()
    person.page.get_by_role("button", name="Ask for leave").click()
    person.sees("Asked for Friday, 27 November")
    stop("06-asked")
    person.say("Find Python developers")
    person.sees("Yuki Tanabe")
    stop("07-candidates")
    person.page.get_by_role("button", name="Reject").click()
    person.page.get_by_role("dialog").wait_for()
    stop("08-reason")
    person.page.keyboard.press("Escape")
    person.say("What is my colleague's salary?")
    person.sees("Pay is private")
    person.say("passport")
    person.sees("expires soon")
    stop("09-tones")
    if width < 500:
        person.page.get_by_role("button", name="Conversations").click()
        person.page.get_by_role("dialog").wait_for()
        stop("10-drawer")
        person.page.keyboard.press("Escape")
    assert barriers == []
    assert person.complaints == []


def test_a_request_is_decided_in_the_inbox(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    person.sign_in("Mara Lindqvist")
    person.page.get_by_role("button", name="Inbox 1 unread").click()
    person.sees("Nobody else in the team is away")
    person.shoot("inbox-open")
    expect(person.page.get_by_role("button", name="Inbox", exact=True)).to_be_visible()
    person.page.get_by_role("button", name="Decline").click()
    dialog = person.page.get_by_role("dialog")
    expect(dialog.get_by_role("button", name="Decline")).to_be_disabled()
    dialog.get_by_label("Reason").fill("The release is on that day.")
    dialog.get_by_role("button", name="Decline").click()
    person.sees("You declined this. Reason: The release is on that day.")
    expect(person.page.get_by_role("button", name="Approve")).to_have_count(0)
    person.shoot("inbox-decided")
    assert person.complaints == []


def test_files_go_up_together_and_one_of_them_is_refused(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    person.sign_in("Ines Marchetti")
    files = [
        {"name": name, "mimeType": "application/pdf", "buffer": b"%PDF-1.7 " * 9000}
        for name in ("anneke-vos.pdf", "castellanos-cv.docx", "order-form.docm")
    ]
    with person.page.expect_file_chooser() as chooser:
        person.page.get_by_role("button", name="Add files").click()
    chooser.value.set_files(files)
    person.sees("carries macros")
    person.shoot("upload-chosen")
    send = person.page.get_by_role("button", name="Send")
    expect(send).to_be_disabled()
    person.page.get_by_role("button", name="Remove order-form.docm").click()
    expect(send).to_be_enabled()
    send.click()
    person.page.get_by_role("progressbar").wait_for()
    person.shoot("upload-reading")
    person.sees("All read")
    person.shoot("upload-read")
    assert person.page.get_by_role("progressbar").count() == 1
    assert person.complaints == []


def test_a_dropped_file_is_added(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    person.sign_in("Ines Marchetti")
    person.sees("what can I do for you?")
    data = person.page.evaluate_handle(
        "() => { const d = new DataTransfer();"
        " d.items.add(new File(['words'], 'dropped.txt', {type: 'text/plain'})); return d; }"
    )
    thread = person.page.get_by_role("main")
    thread.dispatch_event("dragenter", {"dataTransfer": data})
    person.shoot("drop")
    expect(person.page.get_by_text("Drop files to add them")).to_be_visible()
    thread.dispatch_event("drop", {"dataTransfer": data})
    person.sees("dropped.txt")
    expect(person.page.get_by_text("Drop files to add them")).to_be_hidden()


def test_a_cut_stream_loses_and_doubles_nothing(browser: Browser, at: str, mock: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    person.sign_in("Lena Brandt")
    person.say("What is the remote work policy?")
    person.sees("three days a week")
    httpx.post(f"{mock}/mock/cut")
    person.sees("agreed with your manager in writing")
    person.sees("Remote work policy v3 §2")
    lines = person.page.locator("[data-message-id]")
    assert lines.count() == 2
    assert lines.last.inner_text().count("three days a week") == 1
    person.page.reload()
    person.sees("Remote work policy v3 §2")
    assert person.page.locator("[data-message-id]").count() == 2


def test_an_ended_session_leads_back_to_the_sign_in(
    browser: Browser, at: str, mock: str, tmp_path: Path
) -> None:
    person = arrive(browser, at, tmp_path)
    person.sign_in("Lena Brandt")
    person.sees("Show my last payslip")
    person.page.get_by_role("button", name="I need Friday off").wait_for()
    httpx.post(f"{mock}/mock/expire")
    person.say("How many vacation days do I have left?")
    person.sees("Your session has ended. Please sign in again.")
    person.shoot("session-ended")
    assert person.page.evaluate("sessionStorage.length") == 0


def test_everything_can_be_done_by_keyboard(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    page = person.page
    person.sign_in("Lena Brandt")
    box = page.get_by_label("Message to Peopledesk")
    expect(box).to_be_focused()
    page.keyboard.type("I need")
    page.keyboard.press("Shift+Enter")
    page.keyboard.type("Friday off")
    expect(box).to_have_value("I need\nFriday off")
    page.keyboard.press("Enter")
    person.sees("Kind of leave")
    expect(page.get_by_role("radio", name="Vacation")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("radio", name="Vacation")).to_be_focused()
    page.keyboard.press("Space")
    page.get_by_label("My team knows").press("Space")
    page.keyboard.press("Enter")
    person.sees("Asked for Friday, 27 November")
    expect(page.get_by_role("log", name="News")).to_contain_text("Mara Lindqvist decides")
    skip = page.get_by_role("link", name="Skip to the message box")
    skip.focus()
    expect(skip).to_be_in_viewport()
    page.keyboard.press("Enter")
    expect(box).to_be_focused()


def test_an_answer_is_rated_and_copied(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    page = person.page
    person.sign_in("Lena Brandt")
    person.say("How many vacation days do I have left?")
    person.sees("Leave ledger · as of 22 Nov 2026")
    page.get_by_role("button", name="Bad answer").click()
    page.get_by_label("Reason (optional)").fill("It forgot the half day.")
    page.keyboard.press("Enter")
    person.sees("Thank you for the feedback.")
    expect(page.get_by_role("button", name="Bad answer")).to_have_attribute("aria-pressed", "true")
    page.get_by_role("button", name="Copy").click()
    page.get_by_role("button", name="Copied").wait_for()
    assert "Vacation\t30\t13.5\t2\t14.5" in page.evaluate("navigator.clipboard.readText()")
    assert person.complaints == []


def test_a_chosen_theme_stays(browser: Browser, at: str, tmp_path: Path) -> None:
    person = arrive(browser, at, tmp_path)
    page = person.page
    person.sign_in("Lena Brandt")
    page.get_by_role("button", name="Colour theme").click()
    page.get_by_role("menuitemradio", name="Dark").click()
    page.reload()
    person.sees("what can I do for you?")
    assert page.evaluate("getComputedStyle(document.body).backgroundColor") == "rgb(23, 24, 23)"
    page.get_by_role("button", name="Signed in as Lena Brandt").click()
    page.get_by_role("menuitem", name="Sign out").click()
    person.sees("Look around as somebody from the demo company")
    assert page.evaluate("sessionStorage.length") == 0
