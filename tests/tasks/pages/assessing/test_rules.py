"""The settings of the lagging rules as a page."""

from tasks.assessing.standing_actions import assess_period
from tasks.enums import EntryState, Outcome
from tasks.models import Government, Judgement, Plan


def form_of(client, address) -> dict:
    form = client.get(address).context["form"]
    return {field.html_name: field.value() for field in form}


def test_the_page_opens_with_what_holds_now_and_saving_it_changes_nothing(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post("/rules/", form_of(client, "/rules/"), follow=True)
    assert "没有改动。" in answer.content.decode()
    assert Government.objects.get(pk=cast.government.pk).lagging_rules == {}


def test_only_what_differs_is_stored(cast, sign_in):
    client = sign_in(cast.office)
    client.post("/rules/", form_of(client, "/rules/") | {"yellow": "5", "disabled": ["pace"]})
    assert Government.objects.get(pk=cast.government.pk).lagging_rules == {
        "yellow": "5",
        "disabled": ["pace"],
    }


def test_a_plan_stores_what_differs_from_its_government(cast, sign_in):
    client = sign_in(cast.office)
    client.post("/rules/", form_of(client, "/rules/") | {"yellow": "5"})
    address = f"/rules/plan/{cast.plan.pk}/"
    client.post(address, form_of(client, address) | {"red": "20"})
    assert Plan.objects.get(pk=cast.plan.pk).lagging_rules == {"red": "20"}


def test_thresholds_that_contradict_each_other_are_refused_in_words(cast, sign_in):
    client = sign_in(cast.office)
    page = client.post("/rules/", form_of(client, "/rules/") | {"yellow": "50"}).content.decode()
    assert "黄灯界限（50）应小于红灯界限（30）。" in page


def test_a_threshold_that_is_no_number_is_refused_beside_its_field(cast, sign_in):
    client = sign_in(cast.office)
    answer = client.post("/rules/", form_of(client, "/rules/") | {"yellow": "很多"})
    assert answer.context["form"].errors == {"yellow": ["输入一个数字。"]}


def test_the_agreement_page_counts_how_often_each_rule_met_a_judgement(cast, sign_in):
    entry = cast.other_entry
    entry.text, entry.state = "新增公共停车位100个。", EntryState.ACCEPTED
    entry.save()
    assess_period(period=cast.period, on=cast.period.due_on, by=None)
    entry.refresh_from_db()
    entry.judgement = Judgement.objects.create(
        entry=entry,
        outcome=Outcome.LAGGING,
        reason="进度慢",
        judged_at="2024-04-03T09:00+08:00",
        judged_by=cast.office,
    )
    entry.save()
    context = sign_in(cast.office).get("/rules/agreement/").context
    counted = [(one.what.label, one.raised, one.behind) for one, _ in context["by_rule"] if one.raised]
    assert ("落后于时间进度", 1, 1) in counted
    assert [(one.what.label, one.raised, one.behind) for one in context["by_standing"]] == [
        ("正常", 0, 0),
        ("关注", 0, 0),
        ("预警滞后", 1, 1),
        ("无法判断", 0, 0),
    ]


def test_every_number_says_in_a_sentence_what_it_does(cast, sign_in):
    form = sign_in(cast.office).get("/rules/").context["form"]
    assert [field.label for field in form.numbers() if not field.help_text.endswith("。")] == []
