"""The frame around every page, in a real browser."""


def test_an_unknown_address_answers_in_chinese_and_fits_the_window(browse, cast, width, fits):
    page = browse(cast.clerk, width)
    page.goto("/")
    assert page.locator("html").get_attribute("lang") == "zh-Hans"
    assert fits(page)
