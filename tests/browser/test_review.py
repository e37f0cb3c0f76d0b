"""The review as people use it, in Chromium: by keyboard, two at once, with hostile papers, and through a reload."""

from __future__ import annotations

import re

import pytest
from playwright.sync_api import Page, expect

from pipeline.review import audit

from .conftest import Served, axe
from .review_run import CLOSURE, HOSTILE, REPORT


def at_a_row(page: Page) -> None:
    """Wait until a row is shown and its keys work: the focus is on its heading."""
    expect(page.locator(".panel h1")).to_be_focused()


def test_by_keyboard_alone_from_the_first_page_to_a_decision_and_back(served: Served) -> None:
    page = served.open_as("R. Okafor")
    page.keyboard.press("Tab")
    expect(page.locator(".skip")).to_be_focused()
    page.goto(f"{served.url}/rows/figures?status=undecided")
    page.keyboard.press("n")
    at_a_row(page)
    first = page.url
    page.keyboard.press("a")
    expect(page.locator(".notice")).to_contain_text("Accepted: 7")
    assert page.url != first
    second = page.locator(".panel h1").inner_text()
    expect(page.locator(".panel h1")).to_be_focused()
    page.keyboard.press("r")
    expect(page.locator("#field-why")).to_be_focused()
    page.keyboard.type("a page number")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Rejected")
    page.keyboard.press("u")
    expect(page.locator(".notice")).to_contain_text("Taken back")
    assert page.locator(".panel h1").inner_text() == second
    page.keyboard.press("c")
    expect(page.locator("#field-value")).to_be_focused()
    page.keyboard.type("88")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Corrected")
    page.keyboard.press("p")
    expect(page.locator(".panel .tag").first).to_have_text("Corrected")
    actions = [event.action for event in served.desk.store.events()]
    assert actions == ["accept", "reject", "undo", "correct"]
    assert served.desk.store.verify() == []


def test_a_reload_keeps_the_place_and_the_decisions(served: Served) -> None:
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/rows/figures?status=undecided")
    page.keyboard.press("n")
    at_a_row(page)
    page.keyboard.press("a")
    expect(page.locator(".notice")).to_be_visible()
    heading = page.locator(".panel h1").inner_text()
    page.reload()
    assert page.locator(".panel h1").inner_text() == heading
    expect(page.locator(".crumbs")).to_contain_text("1 decided")
    page.go_back()
    page.wait_for_load_state()
    expect(page.locator(".crumbs, h1").first).to_be_visible()


def test_two_reviewers_at_once_are_told_of_each_other(served: Served) -> None:
    address = f"{served.url}/item/figures/{served.first('figures', REPORT)}"
    okafor, marsh = served.open_as("R. Okafor"), served.open_as("S. Marsh")
    for page in (okafor, marsh):
        page.goto(address)
        at_a_row(page)
    okafor.keyboard.press("a")
    expect(okafor.locator(".notice")).to_be_visible()
    marsh.keyboard.press("r")
    marsh.keyboard.type("not a figure")
    marsh.keyboard.press("Enter")
    expect(marsh.locator(".problems")).to_contain_text("R. Okafor: accept")
    assert [event.who for event in served.desk.store.events()] == ["R. Okafor"]
    assert marsh.locator("#field-why").input_value() == "not a figure"
    marsh.locator("#field-why").press("Enter")
    expect(marsh.locator(".notice")).to_contain_text("Rejected")
    assert [event.who for event in served.desk.store.events()] == ["R. Okafor", "S. Marsh"]


def test_the_printed_page_is_outlined_where_the_words_stand(served: Served) -> None:
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/item/figures/{served.first('figures', REPORT)}")
    expect(page.locator(".page img")).to_have_js_property("complete", True)
    assert page.evaluate("document.querySelector('.page img').naturalWidth") > 600
    number = page.locator("rect.number")
    expect(number).to_have_count(1)
    words = page.evaluate(
        """() => { const r = document.querySelector('rect.number').getBoundingClientRect();
        const line = [...document.querySelectorAll('.page text')].find(t => { const b = t.getBoundingClientRect();
        return b.top < r.bottom - 3 && b.bottom > r.top + 3; }); return line && line.textContent; }"""
    )
    assert page.locator(".panel h1").inner_text().split(" ")[0] in words
    page.get_by_role("link", name="As understood").click()
    expect(page.locator("mark.number")).to_have_count(1)


def test_a_row_is_added_from_selected_and_from_typed_words(served: Served) -> None:
    key = next(key for key, row in served.desk.material.documents.items() if row["path"] == CLOSURE)
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/document/{key}?add=needs")
    words = page.locator("[data-selectable] [data-at]", has_text="sleeping badly").first
    box = words.bounding_box()
    assert box is not None
    words.click(click_count=3)
    expect(page.locator("[data-quote]")).to_have_value(re.compile("sleeping badly"))
    page.locator("#field-quote").fill("She was sleeping badly.")
    page.get_by_role("button", name="Add the need").click()
    expect(page.locator(".problems")).to_contain_text("Category is empty")
    for name, value in (("category", "health"), ("person", "child"), ("status", "current"), ("stage", "presenting")):
        page.locator(f"#field-{name}").select_option(value)
    page.get_by_role("button", name="Add the need").click()
    expect(page.locator(".panel .tag").first).to_have_text("Added")
    (event,) = served.desk.store.events()
    assert event.after is not None and event.after["evidence"]["quote"] == "She was sleeping badly."
    expect(page.locator("mark")).to_have_text("She was sleeping badly.")


def test_keys_can_be_changed_and_switched_off(served: Served) -> None:
    item = f"{served.url}/item/figures/{served.first('figures', REPORT)}"
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/keys")
    page.locator("#field-accept").fill("y")
    page.get_by_role("button", name="Keep", exact=True).click()
    page.goto(item)
    page.keyboard.press("a")
    page.wait_for_timeout(200)
    assert page.url == item
    page.keyboard.press("y")
    expect(page.locator(".notice")).to_contain_text("Accepted")
    page.goto(f"{served.url}/keys")
    page.get_by_role("button", name="Switch all keys off").click()
    page.goto(item)
    assert page.locator("kbd").count() == 0
    page.keyboard.press("y")
    page.wait_for_timeout(200)
    assert page.url == item
    page.goto(f"{served.url}/keys")
    page.locator("#field-accept").fill("x")
    page.locator("#field-reject").fill("x")
    page.get_by_role("button", name="Keep", exact=True).click()
    expect(page.locator(".problems")).to_contain_text("no other action has")


def fill(page: Page, *, consent: str, grade: str) -> None:
    """Answer every question of a case with yes, but consent."""
    for group in page.locator("fieldset .choices").all():
        group.locator("input[value=yes]").check()
    page.locator(f"input[name='answer.consent'][value={consent}]").check()
    page.locator(f"input[name=grade][value={grade}]").check()
    page.locator("#field-why").fill("The help fitted the needs.")


def test_a_whole_audit_of_a_case_by_two_blind_auditors(served: Served) -> None:
    case = served.first("cases", CLOSURE)
    moderator = served.open_as("M. Adeyemi")
    moderator.goto(f"{served.url}/audit")
    moderator.locator("#field-size").fill("2")
    moderator.get_by_role("button", name="Draw").click()
    expect(moderator.locator("table tbody tr")).to_have_count(2)
    address = f"{served.url}/audit/case/{case}"
    for who, consent, grade in (("R. Okafor", "yes", "good"), ("S. Marsh", "no", "inadequate")):
        page = served.open_as(who)
        page.goto(address)
        expect(page.locator("form").first).to_contain_text("Suggested: No, from “24 days, limit 20”")
        assert "R. Okafor" not in page.locator("main").inner_text()
        page.get_by_role("button", name="Finish").click()
        expect(page.locator(".problems")).to_contain_text("has no answer")
        assert axe(page) == []
        fill(page, consent=consent, grade=grade)
        page.get_by_role("button", name="Finish").click()
        expect(page.locator("tr", has_text=CLOSURE)).to_contain_text("Finished")
        if who == "R. Okafor":
            moderator.goto(f"{address}/moderate")
            expect(moderator.locator("main")).to_contain_text("once two auditors have finished")
            page.goto(f"{served.url}/trail")
            moderator.goto(f"{served.url}/trail")
            assert "The help fitted" in page.content() and "The help fitted" not in moderator.content()
    moderator.goto(f"{served.url}/audit/agreement")
    expect(moderator.locator("tr", has_text="consent")).to_contain_text("0%")
    assert axe(moderator) == []
    moderator.goto(f"{address}/moderate")
    expect(moderator.locator("fieldset", has_text="consent").first).to_contain_text("S. Marsh: No")
    assert moderator.locator("input[name='answer.consent']:checked").count() == 0
    assert moderator.locator("input[name='answer.needs']:checked").count() == 1
    assert axe(moderator) == []
    moderator.locator("input[name='answer.consent'][value=no]").check()
    moderator.locator("input[name=grade][value=inadequate]").check()
    moderator.locator("#field-why").fill("No consent after the transfer.")
    moderator.get_by_role("button", name="Keep the moderated result").click()
    expect(moderator.locator("tr", has_text=CLOSURE)).to_contain_text("Audit again")
    moderator.goto(f"{address}/moderate")
    for name, value in (("what", "Ask the family for consent"), ("owner", "Team manager"), ("due", "2024-12-01")):
        moderator.locator(f"#field-{name}").fill(value)
    moderator.get_by_role("button", name="Add the action").click()
    moderator.goto(f"{served.url}/audit")
    expect(moderator.locator("tr", has_text=CLOSURE)).to_contain_text(
        "Ask the family for consent (Team manager, by 2024-12-01)"
    )
    assert axe(moderator) == []
    actions = [event.action for event in served.desk.store.events()]
    assert actions == ["sample", "answer", "answer", "moderate", "action"]
    assert served.desk.store.verify() == []


PAGES = [
    "/",
    "/rows/figures",
    "/rows/needs?search=nothing-like-this",
    "/rows/findings",
    "/item/figures/{figure}",
    "/item/figures/{figure}?view=text",
    "/item/figures/{figure}?open=correct",
    "/item/figures/{hostile}",
    "/item/needs/{need}",
    "/item/findings/{finding}?open=reject",
    "/document/{document}",
    "/document/{document}?add=figures",
    "/trail",
    "/keys",
    "/audit",
    "/audit/case/{case}",
    "/audit/agreement",
    "/item/figures/none",
]


def addresses(served: Served) -> list[str]:
    """Every kind of page, with the hostile paper on most of them and its case in a sample."""
    cases = dict.fromkeys(served.desk.material.entries("cases"), "")
    served.desk.store.append(audit.draw(served.desk.state, cases, size=2, seed=1, by="", who="R. Okafor"))
    documents = {row["path"]: key for key, row in served.desk.material.documents.items()}
    names = {
        "figure": served.first("figures", REPORT),
        "hostile": served.first("figures", HOSTILE),
        "need": served.first("needs", HOSTILE),
        "case": served.first("cases", HOSTILE),
        "finding": served.first("findings", HOSTILE),
        "document": documents[HOSTILE],
    }
    return [served.url + address.format(**names) for address in PAGES]


def test_no_page_breaks_an_accessibility_rule(served: Served) -> None:
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/item/figures/{served.first('figures', REPORT)}")
    page.keyboard.press("a")
    page.wait_for_selector(".notice")
    faults = {}
    for address in addresses(served):
        page.goto(address)
        if found := axe(page):
            faults[address.removeprefix(served.url)] = found
    assert faults == {}


def test_hostile_words_are_words_in_every_view(served: Served) -> None:
    page = served.open_as("R. Okafor")
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text) if "Content Security" in message.text else None)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    seen = 0
    for address in addresses(served):
        page.goto(address)
        assert page.evaluate("window.hurt") is None, address
        assert page.locator("img[src='x'], main script, svg[onload]").count() == 0, address
        seen += "<script>window.hurt=1</script>" in page.locator("main").inner_text()
        assert "\u202e" not in page.content(), address
    assert seen >= 5
    assert complaints == []
    assert [url for url in asked if not url.startswith(served.url)] == []


def test_at_twice_the_size_nothing_scrolls_sideways_but_tables(served: Served) -> None:
    page = served.open_as("R. Okafor")
    page.set_viewport_size({"width": 640, "height": 480})
    for address in addresses(served):
        page.goto(address)
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width <= 640, (address, width)


def test_it_works_without_scripts(served: Served) -> None:
    page = served.open_as("R. Okafor")
    cookies = page.context.cookies()
    browser = page.context.browser
    assert browser is not None
    context = browser.new_context(java_script_enabled=False)
    context.add_cookies([{name: cookie[name] for name in ("name", "value", "domain", "path")} for cookie in cookies])
    plain = context.new_page()
    plain.goto(f"{served.url}/item/figures/{served.first('figures', REPORT)}")
    plain.get_by_role("button", name=re.compile("^Accept")).click()
    expect(plain.locator(".notice")).to_contain_text("Accepted")
    context.close()


@pytest.mark.parametrize("table", ["figures", "needs", "findings"])
def test_every_list_ends_where_all_is_decided(served: Served, table: str) -> None:
    key = next(key for key, row in served.desk.material.documents.items() if row["path"] == HOSTILE)
    page = served.open_as("R. Okafor")
    page.goto(f"{served.url}/rows/{table}?document={key}")
    page.keyboard.press("n")
    page.wait_for_url("**/item/**")
    for _ in range(40):
        if "/rows/" in page.url:
            break
        at_a_row(page)
        before = page.url
        page.keyboard.press("a")
        page.wait_for_url(lambda url, before=before: url != before)
    expect(page.locator("main")).to_contain_text("Nothing in this list waits for a decision")
