"""位次 and 另一口径 of a reading: read with the text, corrected by the unit, kept by every revision."""

from decimal import Decimal

import pytest

from tasks.enums import IndicatorKind, IndicatorState
from tasks.models import Event, Indicator, QuotedNumbers
from tasks.permissions import Refused
from tasks.visible_words import read_filed_figures
from tests.acts import WHY, give_back, save, submit

TEXT = "税收收入增长-19%（扣除留抵退税因素后增长-15.6%，居主城区第5位）。"
READ = QuotedNumbers("主城区", 5, None, False, Decimal("-15.6"), "扣除留抵退税因素后")


@pytest.fixture
def indicator(cast) -> Indicator:
    return Indicator.objects.create(
        task=cast.target,
        position=1,
        measure="税收收入",
        comparison=">=",
        value=6,
        unit="%",
        kind=IndicatorKind.GROWTH,
        state=IndicatorState.CONFIRMED,
    )


def write(cast, indicator: Indicator, text: str, **given) -> QuotedNumbers:
    """Saves the text as a draft and returns what is stored of the indicator."""
    save(cast.target_entry, cast.clerk, text, readings={indicator.pk: Decimal(-19)}, **given)
    return cast.target_entry.readings.get().quoted


def test_rank_and_second_basis_are_kept_as_the_text_says_them(cast, indicator):
    assert write(cast, indicator, TEXT) == READ


def test_they_are_printed_in_one_way(cast, indicator):
    write(cast, indicator, "税收收入增长-19%，剔除减税后增长1.50%，在全市38个区县中并列第3。")
    reading = cast.target_entry.readings.get()
    assert (reading.quoted.rank, reading.second) == ("全市38个区县第3位（并列）", "剔除减税后 1.5%")
    assert QuotedNumbers("全市", 3, 38).rank == "全市第3位（共38个）"
    assert QuotedNumbers("全市", 3, 38, rank_shared=True).rank == "全市第3位（并列，共38个）"
    assert (QuotedNumbers().rank, QuotedNumbers().format_second("%")) == ("", "")


def test_what_the_unit_corrected_stays_until_the_text_says_another_rank(cast, indicator):
    write(cast, indicator, TEXT)
    corrected = QuotedNumbers("主城区", 6, 9)
    assert write(cast, indicator, TEXT, quoted={indicator.pk: corrected}) == corrected
    assert write(cast, indicator, TEXT + "下一步抓好征管。") == corrected
    assert write(cast, indicator, "税收收入增长-19%，居主城区第4位。") == QuotedNumbers("主城区", 4)


def test_what_the_text_says_no_more_is_gone(cast, indicator):
    write(cast, indicator, TEXT)
    assert write(cast, indicator, "税收收入增长-19%。") == QuotedNumbers()


def test_a_correction_alone_is_a_revision_and_is_told(cast, indicator):
    write(cast, indicator, TEXT)
    write(cast, indicator, TEXT, quoted={indicator.pk: QuotedNumbers("主城区", 6)})
    assert Event.objects.order_by("id").last().after == {"版本": 2, "修改": "位次与口径"}
    write(cast, indicator, TEXT, quoted={indicator.pk: QuotedNumbers("主城区", 6)})
    assert cast.target_entry.revisions.count() == 2


def test_a_zero_on_the_second_basis_is_kept(cast, indicator):
    zero = QuotedNumbers(second_value=Decimal(0), second_basis="按可比口径")
    write(cast, indicator, TEXT, quoted={indicator.pk: zero})
    assert QuotedNumbers.from_cells(cast.target_entry.revisions.get().readings[0]) == zero


def test_while_the_unit_writes_anew_others_read_the_numbers_of_the_returned_revision(cast, indicator):
    submit(cast.target_entry, cast.clerk, TEXT, readings={indicator.pk: Decimal(-19)}, **WHY)
    give_back(cast.target_entry, cast.office)
    write(cast, indicator, "税收收入增长-19%，居主城区第1位。")
    cast.target_entry.refresh_from_db()
    assert [(one.value, one.quoted) for one in read_filed_figures(cast.target_entry)] == [(Decimal(-19), READ)]


def test_a_revision_older_than_the_numbers_has_none():
    assert QuotedNumbers.from_cells({"指标": "税收收入", "完成值": "6", "单位": "%"}) == QuotedNumbers()


def test_who_does_not_lead_the_item_corrects_nothing(cast, indicator):
    with pytest.raises(Refused):
        save(cast.target_entry, cast.other_clerk, TEXT, quoted={indicator.pk: QuotedNumbers("全市", 1)})
    assert not cast.target_entry.readings.exists()
