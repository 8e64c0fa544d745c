"""No text and no file that bears a mark of secrecy comes in, whichever way it takes."""

from io import BytesIO

import openpyxl
import pytest
from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from tasks.importing.opening import open_safe_file
from tasks.importing.raw import Unreadable
from tasks.issuing.report_actions import edit_paragraph, save_template
from tasks.models import NarrativeTemplate, ProgressEntry, ReportParagraph, Unit
from tasks.permissions import Refused
from tasks.secrecy.bar import describe_marked_text
from tests.pages import errors, said

MARK = "机密★20年"
TOLD = "涉密信息不得录入本系统，请删去涉密内容，按保密规定另行报送；确实不涉密的，请改写这几个字。"


def list_form_classes(root: type = forms.BaseForm) -> list[type]:
    """Every form class of the product, as far as the addresses of the product have loaded it."""
    reverse("home")
    found = [each for sub in root.__subclasses__() for each in (sub, *list_form_classes(sub))]
    return [each for each in found if each.__module__.split(".")[0] in ("tasks", "reports", "tracker")]


def excel(cell: str) -> bytes:
    book = openpyxl.Workbook()
    book.active["C9"] = cell
    stream = BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_a_text_with_a_mark_is_told_with_its_place_and_the_words():
    assert describe_marked_text("存在问题", f"见{MARK}文件") == f"存在问题中有密级标志“{MARK}”，没有保存。{TOLD}"
    assert describe_marked_text("存在问题", "保守工作秘密") == ""


def test_every_text_field_of_every_form_refuses_a_mark():
    taking, asked = [], 0
    for form in list_form_classes():
        for name, field in form.base_fields.items():
            if not isinstance(field, forms.CharField) or isinstance(field.widget, forms.PasswordInput):
                continue
            asked += 1
            with pytest.raises(ValidationError) as refusal:
                field.run_validators(MARK)
            if "中有密级标志" not in refusal.value.messages[0]:
                taking.append(f"{form.__name__}.{name}")
    assert (taking, asked > 60) == ([], True)


def test_a_field_made_at_run_time_asks_too_and_a_password_does_not():
    with pytest.raises(ValidationError, match=f"依据中有密级标志“{MARK}”"):
        forms.CharField(label="依据").clean(MARK)
    assert forms.CharField(widget=forms.PasswordInput).clean(MARK) == MARK


@pytest.mark.parametrize("name", ["text", "problem", "next_step"])
def test_a_marked_field_of_an_entry_is_not_saved_and_stays_on_the_page(cast, sign_in, name):
    page = reverse("entry_page", args=[cast.key_entry.pk])
    answer = sign_in(cast.clerk).post(page, {name: MARK, "base_revision": "0", "do": "save"})
    assert answer.status_code == 422
    assert any(f"中有密级标志“{MARK}”" in error for error in errors(answer))
    assert (MARK in answer.content.decode(), getattr(ProgressEntry.objects.get(pk=cast.key_entry.pk), name)) == (
        True,
        "",
    )


def test_a_short_field_of_an_administrator_asks_too(cast, sign_in):
    answer = sign_in(cast.administrator).post(reverse("unit_add"), {"name": f"{MARK}局"})
    assert not Unit.objects.filter(name__contains="机密").exists()
    assert any(f"密级标志“{MARK}”" in error for error in errors(answer))


@pytest.mark.parametrize(
    ("name", "content", "mark"),
    [
        (f"分解表（{MARK}）.xlsx", lambda: excel("建成小学两所"), MARK),
        ("分解表.xlsx", lambda: excel(f"密级：机密\n{MARK}"), "密级：机密"),
    ],
    ids=["its name", "its text"],
)
def test_a_document_is_not_read_further(name, content, mark):
    with pytest.raises(Unreadable, match=f"“{name}”带有密级标志“{mark}”，未保存。涉密信息不得录入本系统"):
        open_safe_file(BytesIO(content()), name)


def test_a_barred_document_of_the_import_is_told_on_the_page_and_not_kept(cast, sign_in):
    upload = SimpleUploadedFile("分解表.xlsx", excel(MARK))
    answer = sign_in(cast.office).post(reverse("import_document"), {"file": upload})
    assert f"“分解表.xlsx”带有密级标志“{MARK}”" in errors(answer)[0]


def test_an_installation_may_bar_nothing(settings):
    settings.DUBAN_CLASSIFIED_WORDS = []
    assert forms.CharField().clean(MARK) == MARK
    assert open_safe_file(BytesIO(excel(MARK)), f"{MARK}.xlsx").kind == "xlsx"


def test_pasted_rows_and_the_report_s_own_words_are_asked_too(cast, sign_in):
    pasted = sign_in(cast.clerk).post(reverse("offline_upload"), {"rows": f"1\t{MARK}"})
    assert f"密级标志“{MARK}”" in (errors(pasted) or said(pasted))[0]
    with pytest.raises(Refused, match=f"报告用语中有密级标志“{MARK}”"):
        edit_paragraph(plan=cast.plan, number=1, key="正文1", generated="甲", wording=MARK, seen="甲", by=cast.office)
    with pytest.raises(Refused, match=f"报告模板中有密级标志“{MARK}”"):
        save_template(government=cast.government, layout="general", text=f"【正文】{MARK}", seen="", by=cast.office)
    assert (ReportParagraph.objects.exists(), NarrativeTemplate.objects.exists()) == (False, False)
