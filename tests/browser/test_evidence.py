"""Files at the browser: chosen, dropped and pasted, each with its progress and its own answer; a passage marked."""

import re
from collections.abc import Callable
from pathlib import Path

from playwright.sync_api import Locator, Page, expect
from tests.browser.contexts import Contexts
from tests.browser.doing import check_it, choose, enter, offered, press, sign_in, words, write
from tests.evidence import files

HEAD = "j.satterthwaite@oak.example.org"
SLOW = 400_000  # bytes a second

DROP = """(area, [name, text, kind]) => {
  const all = new DataTransfer()
  all.items.add(new File([text], name, {type: kind}))
  for (const type of ["dragenter", "dragover", "drop"])
    area.dispatchEvent(new DragEvent(type, {dataTransfer: all, bubbles: true, cancelable: true}))
}"""

PASTE = """async () => {
  const canvas = document.createElement("canvas")
  canvas.width = canvas.height = 40
  canvas.getContext("2d").fillRect(0, 0, 20, 20)
  const blob = await new Promise((resolve) => canvas.toBlob(resolve, "image/png"))
  const all = new DataTransfer()
  all.items.add(new File([blob], "image.png", {type: "image/png"}))
  document.dispatchEvent(new ClipboardEvent("paste", {clipboardData: all, bubbles: true, cancelable: true}))
}"""


def line(page: Page, name: str) -> Locator:
    return page.locator(".fg-upload").filter(has_text=name)


def at_the_form(page: Page) -> None:
    sign_in(page, HEAD, "/cases")
    page.locator("main table a, main li a").filter(has_text=re.compile("[A-Za-z]")).first.click()
    page.get_by_role("button", name="Add evidence").click()


def test_files_come_by_every_way_and_each_says_what_became_of_it(
    page: Page, tmp_path: Path, look: Callable[[Page, str], None]
) -> None:
    at_the_form(page)
    large = tmp_path / "film.jpg"
    with large.open("wb") as file:
        file.truncate(51 * 1024**2)
    page.get_by_label("Files", exact=True).set_input_files(
        [{"name": "gate.jpg", "mimeType": "image/jpeg", "buffer": files.picture(size=(400, 300))}]
    )
    page.get_by_label("Files", exact=True).set_input_files(large)
    page.locator("[data-drop]").evaluate(DROP, ["run.exe", "MZ" + "\0" * 100, "application/octet-stream"])
    page.evaluate(PASTE)
    expect(page.locator(".fg-upload")).to_have_count(4)
    expect(line(page, "film.jpg")).to_contain_text("This file is larger than 50 MB, the most that is taken.")
    press(page, "Add to the case")
    expect(page.get_by_role("alert")).to_contain_text("There is a problem")
    expect(line(page, "gate.jpg")).to_contain_text("Waits: the form is not complete")
    look(page, "evidence-not-complete")
    write(page, "What is it?", "What the camera at the gate saw")
    press(page, "Add to the case")
    expect(line(page, "gate.jpg")).to_contain_text("Added.")
    expect(line(page, "image.png")).to_contain_text("Added.")
    expect(line(page, "run.exe")).to_contain_text("This file is a program, which is not taken.")
    expect(page.get_by_role("alert")).to_have_count(0)
    look(page, "evidence-some-refused")
    for name in ("film.jpg", "run.exe"):
        line(page, name).get_by_role("button").press("Enter")
    expect(page.locator(".fg-upload")).to_have_count(2)
    line(page, "gate.jpg").get_by_role("link").click()
    assert "What the camera at the gate saw" in words(page)
    expect(page.locator("main img")).to_have_js_property("complete", True)
    look(page, "evidence-picture")


def test_a_file_on_its_way_shows_how_far_it_is_and_can_be_stopped(page: Page) -> None:
    at_the_form(page)
    write(page, "What is it?", "A letter of hers")
    network = page.context.new_cdp_session(page)
    slow = {"offline": False, "latency": 0, "downloadThroughput": -1, "uploadThroughput": SLOW}
    network.send("Network.emulateNetworkConditions", slow)
    page.get_by_label("Files", exact=True).set_input_files(
        [{"name": "letter.txt", "mimeType": "text/plain", "buffer": b"It was so. " * 200_000}]
    )
    press(page, "Add to the case")
    one = line(page, "letter.txt")
    page.wait_for_function(
        "() => { const bar = document.querySelector('progress'); return 0 < bar.value && bar.value < 100 }"
    )
    one.get_by_role("button", name="Stop").click()
    expect(one).to_contain_text("Stopped, and not added.")
    network.send("Network.emulateNetworkConditions", slow | {"uploadThroughput": -1})
    press(page, "Add to the case")
    expect(one).to_contain_text("Added.")
    expect(page.locator("[data-done]")).to_contain_text("The file is added.")
    expect(page.locator("[data-done]")).to_be_focused()
    page.get_by_role("link", name="Back to the case", exact=True).last.click()
    expect(page.get_by_role("heading", name="Evidence added: Text")).to_have_count(1)


def test_a_passage_is_marked_on_a_phone_and_masked(contexts: Contexts, look: Callable[[Page, str], None]) -> None:
    page = contexts.new(320)
    at_the_form(page)
    page.get_by_label("Files", exact=True).set_input_files(
        [
            {
                "name": "mail.eml",
                "mimeType": "message/rfc822",
                "buffer": files.eml(b"I saw Ben Carter at the gate.\r\n"),
            },
            {"name": "sheet.pdf", "mimeType": "application/pdf", "buffer": files.pdf()},
        ]
    )
    look(page, "evidence-chosen")
    write(page, "What is it?", "Sent to the office")
    press(page, "Add to the case")
    expect(page.locator("[data-done]")).to_contain_text("2 files are added.")
    line(page, "mail.eml").get_by_role("link").click()
    page.get_by_role("link", name="Mask a passage").click()
    page.locator("[data-quote]").evaluate("""(area) => {
      const [text] = area.childNodes, from = text.data.indexOf("Ben Carter"), marked = getSelection()
      marked.setBaseAndExtent(text, from, text, from + "Ben Carter".length)
    }""")
    expect(page.get_by_label("Which passage?")).to_have_value("Ben Carter")
    write(page, "Why?", "He is another parent's child")
    look(page, "mask-words")
    check_it(page)
    look(page, "mask-check")
    enter(page, "It is masked.")
    offered(page, "See it", "Evidence added: E-mail").click()
    assert "I saw ██████████ at the gate." in words(page)
    assert "He is another parent's child" in words(page)
    look(page, "mask-shown")
    page.go_back()
    offered(page, "See it", "Evidence added: PDF").click()
    page.get_by_role("link", name="Mask a passage").click()
    expect(page.locator(".fg-grid img")).to_have_js_property("complete", True)
    box = page.locator(".fg-grid").bounding_box()
    assert box is not None
    page.mouse.move(box["x"] + box["width"] * 0.1, box["y"] + 10)
    page.mouse.down()
    page.mouse.move(box["x"] + box["width"] * 0.5, box["y"] + 60)
    page.mouse.up()
    expect(page.get_by_label("It begins, from the left edge, at")).to_have_value("10")
    expect(page.locator(".fg-grid__box")).to_be_visible()
    write(page, "and ends, from the left edge, at", "80")
    write(page, "Why?", "Another child's name")
    look(page, "mask-box")
    check_it(page)
    enter(page, "It is masked.")
    offered(page, "See it", "Evidence added: PDF").click()
    page.get_by_role("link", name="Remove it for good").click()
    choose(page, "On which ground?", "It has nothing to do with the case")
    look(page, "removal")
