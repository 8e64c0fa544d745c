"""The scenes of the units: sign in, see what is due, file, correct, request, fill in offline."""

import re
from pathlib import Path

from openpyxl import load_workbook

from acts.doing import enter, open_mine, take_pictures, wait_for_message

SEWERS = "新改建污水管网10公里以上"
SEWERS_TEXT = "①1—6月，新改建污水管网5.6公里，另有2.1公里完成沟槽开挖。\n②梨树湾片区排水管网已进场施工。"
RETURNED = "轨道7号线"
CLEAR_TEXT = (
    "①轨道7号线、15号线、27号线区内段均已开工，1—6月完成年度投资的53%。\n②9号线新桥车场14个单体中已完工9个，10月投用。"
)
DRAFT = "嘉陵江井双段岸线"
WAITING = "完成城市内涝点治理"
BRANDS = "中梁好物"
BRANDS_TEXT = "“中梁好物”新增认证企业6家，“巴味渝珍”申报2件。"


def show_sign_in(stage) -> None:
    page = stage.open_window()
    page.goto("/sign-in/")
    page.get_by_label("用户名").fill("tianbao")
    stage.take_picture(page, "sign-in", height=420)
    page.context.close()


def show_what_is_due(stage) -> None:
    take_pictures(
        stage,
        "tianbao",
        ("/board/", "clerk-board", 900),
        ("/notices/", "clerk-notices", 560),
        ("/mine/", "clerk-tasks", 740),
    )


def file_entry(stage) -> None:
    clerk = stage.open_signed_in("tianbao")
    open_mine(clerk, SEWERS)
    enter(clerk, SEWERS_TEXT, reads="5.6")
    clerk.get_by_label("下一步措施").fill("9月底前完成全部沟槽开挖。")
    clerk.locator("[data-saved]", has_text="已自动保存").wait_for()
    clerk.wait_for_timeout(600)
    stage.take_picture(clerk, "clerk-entry", height=1140)
    clerk.get_by_role("button", name="报送").click()
    wait_for_message(clerk, "已报送本单位审核人")
    clerk.context.close()


def save_conflicting_drafts(stage) -> None:
    clerk, head = stage.open_signed_in("tianbao"), stage.open_signed_in("shenhe")
    open_mine(clerk, DRAFT)
    open_mine(head, DRAFT)
    enter(head, "岸线治理已完成可研批复，6月底启动施工招标。")
    head.get_by_role("button", name="存草稿").click()
    wait_for_message(head, "已存草稿")
    enter(clerk, "夏大湾公园完成场平，岸线治理正在招标。")
    clerk.get_by_role("button", name="存草稿").click()
    clerk.locator("[role=alert]", has_text="其他人已保存新内容").wait_for()
    stage.take_picture(clerk, "clerk-conflict", height=900)
    clerk.context.close()
    head.context.close()


def correct_returned_entry(stage) -> None:
    phone = stage.open_signed_in("tianbao", width=390)
    phone.goto("/mine/")
    stage.take_picture(phone, "clerk-returned-phone", height=860)
    phone.context.close()
    clerk = stage.open_signed_in("tianbao")
    open_mine(clerk, RETURNED)
    enter(clerk, CLEAR_TEXT)
    clerk.get_by_role("button", name="报送").click()
    wait_for_message(clerk, "已报送本单位审核人")
    clerk.context.close()


def confirm_entries(stage) -> None:
    head = stage.open_signed_in("shenhe")
    open_mine(head, WAITING)
    stage.take_picture(head, "head-confirm", height=720)
    for words in (WAITING, RETURNED, SEWERS):
        open_mine(head, words)
        head.get_by_role("button", name=re.compile("审核通过")).click()
        wait_for_message(head, "已审核通过，报送督查办")
    head.context.close()


def show_own_request(stage) -> None:
    clerk = stage.open_signed_in("tianbao")
    clerk.goto("/requests/")
    clerk.locator("tr[data-row] a").first.click()
    stage.take_picture(clerk, "clerk-request", height=620)
    clerk.context.close()


def fill_in_offline(stage) -> None:
    """Downloads the workbook, fills in one cell, and uploads it."""
    clerk, path = stage.open_signed_in("tianbao2"), stage.folder / "离线填报.xlsx"
    clerk.goto("/mine/offline/")
    with clerk.expect_download() as download:
        clerk.get_by_role("link", name=re.compile("下载")).first.click()
    download.value.save_as(path)
    write_into(path, BRANDS, BRANDS_TEXT)
    clerk.locator("input[type=file]").set_input_files(path)
    clerk.get_by_role("button", name="上传核对").click()
    clerk.wait_for_url("**/preview/**")
    stage.take_picture(clerk, "clerk-offline", height=700)
    clerk.context.close()


def write_into(path: Path, words: str, text: str) -> None:
    """Writes ``text`` as the progress of the item with ``words``, as a person with Excel would."""
    workbook = load_workbook(path)
    sheet = workbook.worksheets[0]
    rows = list(sheet.iter_rows())
    head = next(cells for cells in rows if any(cell.value == "任务内容" for cell in cells))
    place = next(cell.column for cell in head if str(cell.value).startswith("进展情况"))
    row = next(cells for cells in rows if any(words in str(cell.value) for cell in cells))
    sheet.cell(row[0].row, place).value = text
    workbook.save(path)


ACTS = (
    show_sign_in,
    show_what_is_due,
    file_entry,
    save_conflicting_drafts,
    correct_returned_entry,
    confirm_entries,
    show_own_request,
    fill_in_offline,
)
