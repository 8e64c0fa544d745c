"""The office's own wordings of paragraphs, and its templates: kept, taken back, never overwritten unseen."""

import pytest

from tasks.enums import Audience, EventKind, PeriodState
from tasks.issuing.correction_actions import begin_correction
from tasks.issuing.publication_actions import issue
from tasks.issuing.report_actions import (
    TextChangedMeanwhile,
    edit_paragraph,
    restore_paragraph,
    restore_template,
    save_template,
)
from tasks.models import Event, NarrativeTemplate, ReportParagraph
from tasks.permissions import Refused

GENERATED = "4项任务正常推进。"


def edit(cast, wording: str, **given) -> ReportParagraph | None:
    usual = {"plan": cast.plan, "number": 1, "key": "重点", "generated": GENERATED, "seen": GENERATED}
    return edit_paragraph(**usual | {"wording": wording, "by": cast.office} | given)


def restore(cast, **given) -> None:
    restore_paragraph(**{"plan": cast.plan, "number": 1, "key": "重点", "by": cast.office} | given)


def stored() -> list[tuple]:
    return [(row.number, row.key, row.generated, row.wording) for row in ReportParagraph.objects.all()]


def test_a_wording_is_kept_with_the_generated_one_that_it_replaced(cast):
    edit(cast, " 4项任务按计划推进。\r\n")
    assert stored() == [(1, "重点", GENERATED, "4项任务按计划推进。")]
    event = Event.objects.get()
    assert (event.kind, event.period, event.actor_name, event.before, event.after) == (
        EventKind.PARAGRAPH_REWORDED,
        "2024年一季度",
        "陈红",
        {"段落": GENERATED},
        {"段落": "4项任务按计划推进。"},
    )


def test_a_second_wording_replaces_the_first(cast):
    edit(cast, "甲。")
    edit(cast, "乙。", seen="甲。", by=cast.second_office)
    assert stored() == [(1, "重点", GENERATED, "乙。")]


def test_a_wording_on_an_outdated_one_is_refused_and_shows_the_newer(cast):
    edit(cast, "甲。", by=cast.second_office)
    with pytest.raises(TextChangedMeanwhile) as refused:
        edit(cast, "乙。")
    assert (str(refused.value), refused.value.theirs) == (
        "另一位同事刚刚修改了这一段，您的修改没有覆盖它。",
        "甲。",
    )
    assert stored() == [(1, "重点", GENERATED, "甲。")]


def test_nothing_is_recorded_where_nothing_changes(cast):
    assert edit(cast, GENERATED) is None
    assert (stored(), Event.objects.count()) == ([], 0)


def test_typing_the_generated_words_again_takes_the_wording_back(cast):
    edit(cast, "甲。")
    assert edit(cast, GENERATED, seen="甲。") is None
    assert stored() == []


def test_an_emptied_paragraph_is_a_wording(cast):
    edit(cast, "")
    assert stored() == [(1, "重点", GENERATED, "")]


def test_restored_the_generated_paragraph_holds_again(cast):
    edit(cast, "甲。")
    restore(cast)
    assert stored() == []
    event = Event.objects.first()
    assert (event.kind, event.before, event.after) == (
        EventKind.PARAGRAPH_RESTORED,
        {"段落": "甲。"},
        {"段落": GENERATED},
    )


def test_what_is_not_reworded_cannot_be_restored(cast):
    with pytest.raises(Refused, match="这一段没有改写"):
        restore(cast)


@pytest.mark.parametrize("who", ["clerk", "leader", "administrator", "stranger"])
def test_only_the_office_of_the_government_writes(cast, who):
    for act in (lambda by: edit(cast, "甲。", by=by), lambda by: restore(cast, by=by)):
        with pytest.raises(Refused, match="不能进行此项操作"):
            act(cast.person(who))
    assert stored() == []


def test_a_wording_has_an_end(cast):
    with pytest.raises(Refused, match="一个段落最多 20000 字"):
        edit(cast, "长" * 20_001)


def issued(cast):
    cast.period.state = PeriodState.CLOSED
    cast.period.save()
    return issue(
        period=cast.period,
        files=[("报告.docx", b"words", Audience.INTERNAL)],
        data={},
        title="报告",
        approved_by_name="王明",
        approved_on=cast.period.opens_on,
        seen=0,
        by=cast.office,
    )


def test_an_issued_report_is_not_reworded_before_a_correction_begins(cast):
    issued(cast)
    with pytest.raises(Refused, match="报告已印发"):
        edit(cast, "甲。")
    begin_correction(period=cast.period, reason="附件2有误", by=cast.office)
    edit(cast, "甲。")
    assert stored() == [(1, "重点", GENERATED, "甲。")]


def keep(cast, text: str, **given) -> NarrativeTemplate:
    usual = {"government": cast.government, "layout": "progress", "seen": "", "by": cast.office}
    return save_template(**usual | {"text": text} | given)


def test_a_template_is_kept_for_its_layout(cast):
    keep(cast, "【正文】甲")
    keep(cast, "【正文】乙", seen="【正文】甲")
    assert [(row.layout, row.text) for row in NarrativeTemplate.objects.all()] == [("progress", "【正文】乙")]
    assert [event.kind for event in Event.objects.all()] == [EventKind.TEMPLATE_SAVED] * 2


def test_a_template_is_not_overwritten_unseen(cast):
    keep(cast, "【正文】甲", by=cast.second_office)
    with pytest.raises(TextChangedMeanwhile) as refused:
        keep(cast, "【正文】乙")
    assert refused.value.theirs == "【正文】甲"


def test_a_restored_template_is_the_one_that_comes_with_the_layout(cast):
    keep(cast, "【正文】甲")
    restore_template(government=cast.government, layout="progress", by=cast.office)
    assert NarrativeTemplate.objects.count() == 0
    with pytest.raises(Refused, match="这一版式用的就是自带模板"):
        restore_template(government=cast.government, layout="progress", by=cast.office)


@pytest.mark.parametrize("text", ["", "  \n"])
def test_an_empty_template_is_refused(cast, text):
    with pytest.raises(Refused, match="模板应有内容"):
        keep(cast, text)


def test_a_template_is_the_business_of_the_government_s_own_office(cast):
    for who in (cast.clerk, cast.stranger):
        with pytest.raises(Refused, match="不能进行此项操作"):
            keep(cast, "【正文】甲", by=who)
