"""Helpers of the scenes: find a row, write a text, wait for a message, take pictures."""

from playwright.sync_api import Page


def enter(page: Page, text: str, *, reads: str = "") -> None:
    """Writes the progress, and waits until the page has read the figure ``reads`` from it."""
    page.get_by_label("进展情况").fill(text)
    if reads:
        page.wait_for_function(
            "wanted => [...document.querySelectorAll('input.figure')].some(input => input.value === wanted)",
            arg=reads,
        )


def get_row(page: Page, words: str):
    return page.locator("tr[data-row]", has_text=words)


def open_mine(page: Page, words: str) -> None:
    """Opens the item with ``words`` from 我的任务."""
    page.goto("/mine/")
    get_row(page, words).locator("td.do a").click()


def wait_for_message(page: Page, words: str) -> None:
    page.locator("ul.messages", has_text=words).wait_for()


def take_pictures(stage, username: str, *pages: tuple[str, str, int]) -> None:
    """Takes pictures of pages as one user sees them: address, picture name and height in CSS pixels."""
    page = stage.open_signed_in(username)
    for address, picture, height in pages:
        page.goto(address)
        stage.take_picture(page, picture, height=height)
    page.context.close()
