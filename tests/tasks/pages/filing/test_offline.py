"""离线填报: own rows only, only what changed, what somebody else changed beside it, nothing half done."""

import re
import subprocess
from decimal import Decimal
from pathlib import Path

import pytest
from django.core.files.storage import default_storage
from django.urls import reverse

from tasks.converting.libreoffice import find_libreoffice
from tasks.enums import EntryState, EventKind, IndicatorKind, IndicatorState, PeriodState, ResponsibilityRole
from tasks.importing.waiting import FOLDER
from tasks.models import Government, Indicator, ProgressEntry
from tests.acts import give_back, kinds_of_events, save, submit
from tests.cast import EntryFactory, TaskFactory, name_units
from tests.pages import errors, found, said
from tests.tables import heads_of
from tests.tasks.pages.filing.filled_in import (
    PREVIEW,
    RESULT,
    brought_back,
    confirmed,
    counts,
    filled_in,
    forms_in,
    groups,
    taken_out,
)


def item(cast, number: int, **wording) -> ProgressEntry:
    given = {"text": f"办成第{number}件事", "lead": [cast.lead_unit]} | wording
    task = TaskFactory(plan=cast.plan, number=number, **{f"edition__{name}": value for name, value in given.items()})
    return EntryFactory(task=task, period=cast.period)


def indicator(entry: ProgressEntry, measure: str = "新增学位") -> Indicator:
    return Indicator.objects.create(
        task=entry.task,
        position=1,
        measure=measure,
        comparison=">=",
        value=3000,
        unit="个",
        kind=IndicatorKind.CUMULATIVE,
        state=IndicatorState.CONFIRMED,
    )


def now(entry: ProgressEntry) -> tuple[str, str, int]:
    """State, text and revision as they are stored."""
    entry.refresh_from_db()
    return entry.state, entry.text, entry.revision


def test_forty_items_three_of_them_changed_by_somebody_else_meanwhile(cast, sign_in):
    """Taken out, filled in, brought back: the three are chosen one by one, everything else is written."""
    entries = {number: item(cast, number) for number in range(101, 138)}
    figure = indicator(entries[101])
    client = sign_in(cast.clerk)
    content = taken_out(client)

    def fill(texts, figures):
        for number in entries:
            if number < 131:
                texts(number, "进展情况").value = f"①第{number}件事已开工。\n②正在推进。"
        texts(102, "存在问题").value = "用地未批"
        figures(101, "本期完成值").value = 900

    # the head of the unit writes three of them, one of which the clerk has not touched and one in another cell
    save(entries[105], cast.unit_head, "审核人写的第105件事。")
    save(entries[106], cast.unit_head, "", problem="审核人提的问题")
    save(entries[136], cast.unit_head, "审核人写的第136件事。")
    preview = brought_back(client, filled_in(content, fill))
    # 37 made here and the cast's three
    assert counts(preview) == {"冲突": 2, "将存草稿": 28, "未改动": 10}
    conflicts = [re.sub(r"\d\d:\d\d", "", row["改动"]) for row in groups(preview)["冲突 2 项"]]
    told = "区教委 周强 4月2日  改过 您下载以后，这一事项已有改动。"
    choice = "保留现有 以我的为准"
    assert conflicts == [
        f"{told} 现有的进展情况（对方已改） 审核人写的 第105件事 。 我的进展情况 ① 第105件事 已开工。 ②正在推进。 {choice}",
        f"{told} 现有的进展情况 （空） 我的进展情况 ①第106件事已开工。 ②正在推进。"
        f" 现有的存在问题（对方已改） 审核人提的问题 我的存在问题 （您没有改，保留左边的） {choice}",
    ]
    assert ProgressEntry.objects.filter(revision__gt=0).count() == 3

    result = confirmed(client, preview, button="files", pick=[entries[101].pk], **{f"choice-{entries[106].pk}": "mine"})
    assert counts(result) == {"已报送": 1, "已存草稿": 28, "保留现有": 1, "未改动": 10}
    assert now(entries[101]) == (EntryState.SUBMITTED, "①第101件事已开工。\n②正在推进。", 1)
    assert entries[101].readings.get(indicator=figure).value == 900
    assert now(entries[102]) == (EntryState.DRAFT, "①第102件事已开工。\n②正在推进。", 1)
    assert entries[102].problem == "用地未批"
    assert now(entries[105]) == (EntryState.DRAFT, "审核人写的第105件事。", 1)
    assert now(entries[106]) == (EntryState.DRAFT, "①第106件事已开工。\n②正在推进。", 2)
    assert entries[106].problem == "审核人提的问题"
    assert now(entries[136]) == (EntryState.DRAFT, "审核人写的第136件事。", 1)
    assert now(entries[137]) == (EntryState.BLANK, "", 0)
    kinds = kinds_of_events()
    assert [kinds.count(kind) for kind in (EventKind.EXPORTED, EventKind.ENTRY_SAVED, EventKind.ENTRY_SUBMITTED)] == [
        1,
        31,
        1,
    ]


def test_an_untouched_file_changes_nothing(cast, sign_in):
    save(
        cast.key_entry,
        cast.clerk,
        "　　建成一所。\n\n另一所在建。",
        needs_coordination=True,
        coordination="用地",
    )
    client = sign_in(cast.clerk)
    preview = brought_back(client, filled_in(taken_out(client), lambda texts: None))
    assert (counts(preview), found(preview, "p.sub")[0]) == (
        {"未改动": 3},
        "填报表.xlsx：没有可以写入的内容。文件中没有的事项不受影响。",
    )
    assert 'id="picked"' not in preview.content.decode()


def test_sorted_shortened_and_enlarged_it_is_still_understood(cast, sign_in):
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, "进展情况").value = "建成一所。"
        texts(1, "进展情况", kind="民生实事").value = "新增学位900个。"
        sheet, task = texts.sheet, texts.columns["任务内容"]
        rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=5, max_row=6)]
        sheet.title = "李静的"
        sheet.delete_rows(4, 3)
        sheet.insert_cols(task)
        for at, row in enumerate(reversed(rows), start=4):
            for column, value in enumerate(row, start=1):
                sheet.cell(at, column + (column >= task), value)
        # a head moves with its column
        assert heads_of(sheet)[task - 1 : task + 1] == ["", "任务内容"]

    preview = brought_back(client, filled_in(taken_out(client), fill))
    assert [(row["工作任务"], row["改动"]) for row in groups(preview)["将存草稿 2 项"]] == [
        (
            "2024年一季度 · 重点工作任务 · 第 1 项 建成小学两所，投用中学一所 “李静的”第 4 行",
            "进展情况 建成一所。",
        ),
        (
            "2024年一季度 · 民生实事 · 第 1 项 学位扩容：新增普惠性学位3000个 “李静的”第 5 行",
            "进展情况 新增学位900个。",
        ),
    ]
    assert counts(confirmed(client, preview)) == {"已存草稿": 2}


def test_what_cannot_be_filled_in_now_says_why(cast, sign_in):
    client = sign_in(cast.clerk)
    content = taken_out(client)
    submit(cast.key_entry, cast.clerk, "已报的。")

    def fill(texts):
        texts(1, "进展情况").value = "改过的。"

    preview = brought_back(client, filled_in(content, fill))
    assert [row["原因"] for row in groups(preview)["不可填报 1 项"]] == ["已报送督查办，撤回后可以修改。"]
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    later = client.get(PREVIEW)
    assert [row["原因"] for row in groups(later)["不可填报 1 项"]] == ["一季度填报已截止，如需补报请联系督查办。"]
    assert now(cast.key_entry) == (EntryState.SUBMITTED, "已报的。", 1)


def test_a_cell_that_cannot_be_kept_is_named_and_keeps_its_row_back(cast, sign_in):
    indicator(cast.livelihood_entry)
    client = sign_in(cast.clerk)

    def fill(texts, figures):
        texts(1, "进展情况").value = "长" * 20_001
        texts(1, "进展情况", kind="民生实事").value = "新增学位900个。"
        figures(1, "本期完成值", kind="民生实事").value = "约九百"
        texts(1, "需区领导协调", kind="预期目标").value = "也许"

    content = filled_in(taken_out(client), fill)
    preview = brought_back(client, content)
    texts, figures = forms_in(content)
    wish = texts.address(1, "需区领导协调", kind="预期目标")
    value = figures.address(1, "本期完成值", kind="民生实事")
    assert [row["原因"] for row in groups(preview)["出错 3 项"]] == [
        f"{wish} 需区领导协调：请填“是”或“否”，或留空，现为“也许”。",
        f"“指标完成值”{value} 新增学位：“约九百”不是一个数。请只填数字，单位为个；未报请留空。",
        f"{texts.address(1, '进展情况')} 进展情况：进展情况至多 20,000 字，现有 20,001 字，请精简。",
    ]
    assert "存草稿" not in preview.content.decode()
    assert now(cast.livelihood_entry) == (EntryState.BLANK, "", 0)


@pytest.mark.parametrize(("picked", "kept"), [("有困难", "difficult"), ("", ""), ("很好", "")])
def test_a_rating_that_is_no_choice_is_chosen_on_the_page_and_keeps_nothing_back(cast, sign_in, picked, kept):
    Government.objects.filter(pk=cast.government.pk).update(asks_self_rating=True)
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, "进展情况").value = "建成一所。"
        texts(1, "自评").value = "良好"

    preview = brought_back(client, filled_in(taken_out(client), fill))
    assert "自评写作“良好”，不在可选之列，请选： 不改（现为空） 正常 有困难 滞后" in " ".join(found(preview, "p.why"))
    confirmed(client, preview, **{f"cell-{cast.key_entry.pk}-self_rating": picked})
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.text, cast.key_entry.self_rating) == ("建成一所。", kept)


@pytest.mark.parametrize(
    ("wants", "matter", "kept"),
    [
        ("是", "用地", (True, "用地")),
        ("√", "用地", (True, "用地")),
        (None, "用地", (True, "用地")),
        ("是", None, (True, "")),
        ("否", None, (False, "")),
    ],
)
def test_who_writes_what_needs_coordination_asks_for_it(cast, sign_in, wants, matter, kept):
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, "进展情况").value = "建成一所。"
        texts(1, "需区领导协调").value = wants
        texts(1, "协调事项").value = matter

    confirmed(client, brought_back(client, filled_in(taken_out(client), fill)))
    cast.key_entry.refresh_from_db()
    assert (cast.key_entry.needs_coordination, cast.key_entry.coordination) == kept


def test_no_and_a_matter_contradict_each_other(cast, sign_in):
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(1, "需区领导协调").value = "否"
        texts(1, "协调事项").value = "用地"

    content = filled_in(taken_out(client), fill)
    preview = brought_back(client, content)
    (texts,) = forms_in(content)
    told = f"{texts.address(1, '需区领导协调')} 需区领导协调：已写协调事项"
    assert groups(preview)["出错 1 项"][0]["原因"].startswith(told)


def test_rows_without_their_own_key_lead_nowhere(cast, sign_in):
    """A key of another unit, a changed one, one used twice, and a row that somebody added."""
    client, other = sign_in(cast.clerk), sign_in(cast.other_clerk)
    theirs = {}
    filled_in(taken_out(other), lambda texts: theirs.update(key=texts(2, "编号（请勿改动）").value))

    def fill(texts):
        texts(1, "进展情况", kind="预期目标").value = "别人的事"
        texts(1, "编号（请勿改动）", kind="预期目标").value = theirs["key"]
        texts(1, "编号（请勿改动）", kind="民生实事").value += "x"
        texts.at(7, "进展情况").value = "抄的一行"
        texts.at(7, "编号（请勿改动）").value = texts.at(6, "编号（请勿改动）").value
        texts.at(8, "进展情况").value = "新增的一行"

    preview = brought_back(client, filled_in(taken_out(client), fill))
    unknown = "隐藏的编号缺失或被改动，对应不到事项。请在下载的原表中填写，不要新增或改动编号。"
    assert [(row["工作任务"].split("“")[-1], row["原因"]) for row in groups(preview)["出错 4 项"]] == [
        ("进展情况”第 4 行", "不是本单位能看到的事项。"),
        ("进展情况”第 6 行", "“进展情况”第 6 行和“进展情况”第 7 行是同一事项，请只保留一行。"),
        ("进展情况”第 5 行", unknown),
        ("进展情况”第 8 行", unknown),
    ]
    assert ProgressEntry.objects.filter(revision__gt=0).count() == 0


def test_a_cooperating_unit_has_nothing_to_take_out_and_cannot_bring_anything_in(cast, sign_in):
    content = filled_in(taken_out(sign_in(cast.clerk)), lambda texts: setattr(texts(1, "进展情况"), "value", "代填"))
    client = sign_in(cast.cooperating_clerk)
    answer = client.get(reverse("offline_workbook"), follow=True)
    assert said(answer) == ["现在没有可以填报的事项，未下载。"]
    preview = brought_back(client, content)
    assert [row["原因"] for row in groups(preview)["不可填报 1 项"]] == ["本单位不是该事项的牵头单位，只能查看。"]


def test_a_further_lead_unit_keeps_drafts_and_does_not_file(cast, sign_in):
    name_units(cast.other_key.current, ResponsibilityRole.COOPERATE, [])
    cast.other_key.current.responsibilities.create(unit=cast.lead_unit, role="lead", position=2, label="区教委")
    client = sign_in(cast.clerk)

    def fill(texts):
        texts(2, "进展情况").value = "配建车位已开工。"

    preview = brought_back(client, filled_in(taken_out(client), fill))
    assert groups(preview)["将存草稿 1 项"][0]["改动"].endswith("只能存草稿：由第一牵头单位统一报送")
    result = confirmed(client, preview, button="files", pick=[cast.other_entry.pk])
    assert groups(result)["已存草稿 1 项"][0]["说明"] == "未报送：由第一牵头单位统一报送"
    assert now(cast.other_entry) == (EntryState.DRAFT, "配建车位已开工。", 1)


def test_somebody_who_writes_between_the_preview_and_the_yes_is_not_overwritten(cast, sign_in):
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "进展情况"), "value", "我的。"))
    preview = brought_back(client, content)
    save(cast.key_entry, cast.unit_head, "审核人的。")
    result = confirmed(client, preview)
    assert groups(result)["未写入 1 项"][0]["说明"] == "核对之后该事项又有变化，没有写入，请重新上传核对。"
    assert now(cast.key_entry) == (EntryState.DRAFT, "审核人的。", 1)


def test_a_returned_item_is_explained_and_filed_anew(cast, sign_in):
    submit(cast.key_entry, cast.clerk, "建成一所。")
    give_back(cast.key_entry, cast.office)
    client = sign_in(cast.clerk)

    def fill(texts):
        assert texts(1, "退回意见").value == "请写明面积。\n（督查办 陈红）"
        texts(1, "进展情况").value = "建成一所，3000平方米。"

    preview = brought_back(client, filled_in(taken_out(client), fill))
    assert groups(preview)["将存草稿 1 项"][0]["改动"] == "进展情况 建成一所 ，3000平方米 。"
    confirmed(client, preview, button="files", pick=[cast.key_entry.pk])
    assert now(cast.key_entry)[:2] == (EntryState.SUBMITTED, "建成一所，3000平方米。")


def test_where_the_head_reads_first_the_result_says_so(cast, sign_in):
    cast.lead_unit.needs_confirmation = True
    cast.lead_unit.save()
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "进展情况"), "value", "建成一所。"))
    result = confirmed(client, brought_back(client, content), button="files", pick=[cast.key_entry.pk])
    assert groups(result)["已报送 1 项"][0]["说明"] == "待本单位审核人审核，通过后报送督查办。"
    assert now(cast.key_entry)[0] == EntryState.CONFIRMING


def test_what_is_ticked_is_only_filed_with_the_button_for_it(cast, sign_in):
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "进展情况"), "value", "我的。"))
    confirmed(client, brought_back(client, content), pick=[cast.key_entry.pk])
    assert now(cast.key_entry) == (EntryState.DRAFT, "我的。", 1)


def test_an_indicator_that_the_office_took_back_is_told(cast, sign_in):
    figure = indicator(cast.livelihood_entry)
    client = sign_in(cast.clerk)

    def fill(texts, figures):
        figures(1, "本期完成值", kind="民生实事").value = 900

    content = filled_in(taken_out(client), fill)
    Indicator.objects.filter(pk=figure.pk).update(state=IndicatorState.REJECTED)
    preview = brought_back(client, content)
    value = forms_in(content)[1].address(1, "本期完成值", kind="民生实事")
    assert groups(preview)["出错 1 项"][0]["原因"] == f"“指标完成值”{value}：这一指标已由督查办调整，请重新下载填报表。"


def test_the_yes_is_for_the_file_that_was_looked_at(cast, sign_in):
    client = sign_in(cast.clerk)
    content = taken_out(client)
    first = brought_back(client, filled_in(content, lambda texts: setattr(texts(1, "进展情况"), "value", "一。")))
    brought_back(client, filled_in(content, lambda texts: setattr(texts(1, "进展情况"), "value", "二。")))
    assert said(confirmed(client, first)) == ["您在另一个窗口上传了新的文件，这里显示的是新文件的预览，请重新核对。"]
    assert now(cast.key_entry) == (EntryState.BLANK, "", 0)


def test_a_yes_that_cannot_be_read_writes_nothing(cast, sign_in):
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "进展情况"), "value", "我的。"))
    answer = confirmed(client, brought_back(client, content), pick=["x"])
    assert said(answer) == ["勾选的事项无法识别，请刷新列表后重新勾选。"]
    assert now(cast.key_entry) == (EntryState.BLANK, "", 0)


def test_the_file_is_gone_after_the_yes_and_the_result_can_be_read_again(cast, sign_in):
    client = sign_in(cast.clerk)
    content = filled_in(taken_out(client), lambda texts: setattr(texts(1, "进展情况"), "value", "我的。"))
    confirmed(client, brought_back(client, content))
    assert default_storage.listdir(FOLDER)[1] == []
    assert [counts(client.get(RESULT)) for _ in range(2)] == [{"已存草稿": 1, "未改动": 2}] * 2
    assert said(client.get(PREVIEW, follow=True)) == ["没有等待核对的填报表，请重新上传。"]


@pytest.mark.office
@pytest.mark.parametrize("by_way_of", ["xlsx", "ods"])
def test_saved_by_another_program_it_says_the_same(cast, sign_in, tmp_path, by_way_of):
    """LibreOffice opens it, saves it in its own format or in that of Excel, and saves it as Excel in the end."""
    indicator(cast.livelihood_entry)
    save(
        cast.key_entry,
        cast.clerk,
        "　　①建成一所；\n　　②另一所在建。",
        needs_coordination=True,
        coordination="用地",
    )
    client = sign_in(cast.clerk)

    def fill(texts, figures):
        texts(1, "进展情况", kind="民生实事").value = "①新增学位900个。\n②另有300个在建。"
        figures(1, "本期完成值", kind="民生实事").value = 900.5

    untouched, touched = resaved([taken_out(client), filled_in(taken_out(client), fill)], tmp_path, by_way_of)
    assert counts(brought_back(client, untouched)) == {"未改动": 3}
    preview = brought_back(client, touched)
    assert counts(preview) == {"将存草稿": 1, "未改动": 2}
    confirmed(client, preview)
    assert now(cast.livelihood_entry) == (EntryState.DRAFT, "①新增学位900个。\n②另有300个在建。", 1)
    assert cast.livelihood_entry.readings.get().value == Decimal("900.5")


def resaved(contents: list[bytes], folder: Path, by_way_of: str) -> list[bytes]:
    """The bytes after LibreOffice has opened and saved them, in both formats one after the other; all in one start."""
    paths = [folder / f"taken{number}.xlsx" for number in range(len(contents))]
    for path, content in zip(paths, contents, strict=True):
        path.write_bytes(content)
    for step, ending in enumerate((by_way_of, "xlsx")):
        out = folder / f"{step}"
        command = [find_libreoffice(), f"-env:UserInstallation=file://{folder}/profile", "--headless"]
        subprocess.run(
            [*command, "--convert-to", ending, "--outdir", out, *paths],
            check=True,
            capture_output=True,
            timeout=120,
        )
        paths = [out / f"{path.stem}.{ending}" for path in paths]
    return [path.read_bytes() for path in paths]


@pytest.mark.parametrize(
    ("content", "said_of_it"),
    [(b"%PDF-1.7", "是 PDF"), (b"", "文件是空的"), (b"PK\x03\x04 broken", "已损坏或不完整")],
)
def test_a_file_that_is_none_of_ours_stays_on_the_form(cast, sign_in, content, said_of_it):
    answer = brought_back(sign_in(cast.clerk), content)
    assert (answer.status_code, said_of_it in errors(answer)[0]) == (422, True)


def test_the_number_of_queries_does_not_grow_with_the_rows(cast, sign_in, count_queries):
    client = sign_in(cast.clerk)
    for number in (201, 211):
        for more in range(1 if number == 201 else 5):
            indicator(item(cast, number + more))

        def fill(texts, figures):
            for row in range(4, texts.sheet.max_row + 1):
                texts.at(row, "进展情况").value = "已开工。"

        content = filled_in(taken_out(client), fill)
        brought_back(client, content)
        with count_queries(10):
            assert client.get(PREVIEW).status_code == 200
        with count_queries(12):
            taken_out(client)
