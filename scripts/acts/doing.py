"""What every act does: find a row, write a text, read what the page says."""

from playwright.sync_api import Page


def enter(page: Page, text: str, *, reads: str = "") -> None:
    """Writes the progress, and waits until the page has read ``reads`` out of it and kept the draft."""
    page.get_by_label("进展情况").fill(text)
    if reads:
        page.wait_for_function(
            "wanted => [...document.querySelectorAll('input.figure')].some(input => input.value === wanted)",
            arg=reads,
        )


def get_row(page: Page, words: str):
    return page.locator("tr[data-row]", has_text=words)


def open_mine(page: Page, words: str) -> None:
    """From 我的任务 to the item that says ``words``."""
    page.goto("/mine/")
    get_row(page, words).locator("td.do a").click()


def wait_for_message(page: Page, words: str) -> None:
    """Waits for a message at the top of the page."""
    page.locator("ul.messages", has_text=words).wait_for()


def take_pictures(stage, username: str, *pages: tuple[str, str, int]) -> None:
    """Pages as a person finds them: address, picture and its height in CSS pixels."""
    page = stage.open_signed_in(username)
    for address, picture, height in pages:
        page.goto(address)
        stage.take_picture(page, picture, height=height)
    page.context.close()
