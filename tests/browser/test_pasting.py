"""What Word, WPS, LibreOffice and Excel put on the clipboard becomes lines as people read them: numbers kept, formats dropped."""

import pytest
from playwright.sync_api import Page, expect

pytestmark = pytest.mark.django_db(transaction=True)

#: as Word gives a paragraph of a list: the number that it counts itself in a span of its own, lines broken anywhere
WORD = """<html xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word">
<head><meta name=Generator content="Microsoft Word 15"><style><!-- p.MsoListParagraph {{mso-style-priority:34;}} --></style></head>
<body lang=ZH-CN style='tab-interval:21.0pt'><!--StartFragment-->{}<!--EndFragment--></body></html>"""
WORD_ITEM = """<p class=MsoListParagraph style='margin-left:18.0pt;text-indent:-18.0pt;mso-list:l0 level1 lfo1'><![if !supportLists]><span
lang=EN-US style='font-family:{font};mso-bidi-font-family:{font}'><span style='mso-list:Ignore'>{number}<span
style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp; </span></span></span><![endif]><b><span
style='font-family:宋体;color:red'>{text}</span></b><span lang=EN-US><o:p></o:p></span></p>
"""
EXCEL = """<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><style><!--td {mso-number-format:General;}--></style></head>
<body><!--StartFragment--><table border=0 style='border-collapse:collapse'>
 <tr height=19><td height=19 align=right>1</td><td>新建<font color=red>道路</font></td><td align=right>3公里</td></tr>
 <tr><td align=right>2</td><td>改造管网<br>
  （二期）</td><td></td></tr>
<!--EndFragment--></table></body></html>"""
#: LibreOffice and Word in the browser give a list, which has lost how its numbers are written
LISTED = "<ol start=3><li><p>新建道路3公里。</p></li>\n<li><p>改造管网。</p></li></ol>"
NESTED = "<p>一季度：</p><ol><li>新建道路<ul><li>东段</li><li>西段</li></ul></li><li>5公里改造</li></ol>"


def word(*items, font: str = "Calibri") -> str:
    return WORD.format("".join(WORD_ITEM.format(font=font, number=number, text=text) for number, text in items))


@pytest.fixture
def page(browse, cast) -> Page:
    page = browse(cast.clerk)
    page.goto(f"/entries/{cast.key_entry.pk}/")
    return page


def paste(page: Page, html: str, plain: str) -> str:
    """As a program outside gives it to the browser, into the empty text; what stands there then.

    ``(nothing)`` where it is left to the browser itself, which a made event does not move.
    """
    field = page.get_by_label("进展情况")
    field.fill("")
    left = field.evaluate(
        """(field, [html, plain]) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            clipboardData.setData("text/plain", plain);
            field.focus();
            return field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        [html, plain],
    )
    return "(nothing)" if left else field.input_value()


@pytest.mark.parametrize(
    ("html", "plain", "text"),
    [
        (
            word(("①", "新建道路3公里；"), ("②", "改造管网。")),
            "①\t新建道路3公里；\n②\t改造管网。",
            "①新建道路3公里；\n②改造管网。",
        ),
        # the numbers are nowhere but in the spans
        (
            word(("（一）", "新建道路"), ("（二）", "改造\n管网")),
            "新建道路\n改造管网",
            "（一）新建道路\n（二）改造管网",
        ),
        (word(("1.", "新建道路"), ("2.", "5公里改造")), "新建道路\n5公里改造", "1.新建道路\n2. 5公里改造"),
        (
            word(("l", "新建道路"), ("", "改造管网"), font="Wingdings"),
            "新建道路\n改造管网",
            "·新建道路\n·改造管网",
        ),
        (
            EXCEL,
            '1\t新建道路\t3公里\r\n2\t"改造管网\n（二期）"\t\r\n',
            "1\t新建道路\t3公里\n2\t改造管网 （二期）",
        ),
        (
            "<table><tr><td>新建道路。<br>已完工。</td></tr></table>",
            '"新建道路。\n已完工。"',
            "新建道路。\n已完工。",
        ),
        (LISTED, "新建道路3公里。\n改造管网。", "3.新建道路3公里。\n4.改造管网。"),
        (
            NESTED,
            "一季度：\n新建道路\n东段\n西段\n5公里改造",
            "一季度：\n1.新建道路\n·东段\n·西段\n2. 5公里改造",
        ),
    ],
)
def test_numbers_stay_and_formats_go(page, html, plain, text):
    assert paste(page, html, plain) == text


@pytest.mark.parametrize(
    ("html", "plain"),
    [
        ("<p><b>①新建</b>道路</p>", "①新建道路"),
        (LISTED, "    ③ 新建道路3公里。\n    ④ 改造管网。"),
        ("", "①新建道路"),
    ],
)
def test_where_the_plain_text_says_as_much_it_is_the_browsers_own(page, html, plain):
    assert paste(page, html, plain) == "(nothing)"


def test_a_piece_is_put_where_the_text_stands_kept_as_a_draft_and_undone(page, cast):
    field = page.get_by_label("进展情况")
    field.fill("一季度：。")
    field.press("ArrowLeft")
    field.evaluate(
        """(field, html) => {
            const clipboardData = new DataTransfer();
            clipboardData.setData("text/html", html);
            field.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
        }""",
        word(("①", "新建道路"), ("②", "改造管网")),
    )
    expect(field).to_have_value("一季度：①新建道路\n②改造管网。")
    page.get_by_label("存在问题").focus()
    expect(page.locator("[data-saved]")).to_contain_text("已自动保存")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "一季度：①新建道路\n②改造管网。"
    field.press("Control+z")
    expect(field).to_have_value("一季度：。")


def test_a_plain_text_from_the_clipboard_of_the_machine_is_tidied_by_the_save(page, cast):
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page.evaluate("navigator.clipboard.writeText('①\\t新建道路\\r\\n②\\t改造管网\\r\\n')")
    field = page.get_by_label("进展情况")
    field.press("Control+v")
    page.get_by_role("button", name="存草稿").click()
    expect(page.get_by_label("进展情况")).to_have_value("①新建道路\n②改造管网")
    cast.key_entry.refresh_from_db()
    assert cast.key_entry.text == "①新建道路\n②改造管网"
