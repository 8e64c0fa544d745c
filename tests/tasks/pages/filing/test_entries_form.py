"""The unit's form: a draft may be unfinished, a submission may not."""

import pytest

from tasks.pages.filing.forms.entries import EntryForm, SubmissionForm


def filled(form_class, entry, **data):
    return form_class({"base_revision": "0", **data}, entry=entry, indicators=[])


def test_an_empty_draft_can_be_kept(cast):
    assert filled(EntryForm, cast.key_entry).errors == {}


@pytest.mark.parametrize(
    ("data", "errors"),
    [
        ({}, {"text": ["请填写进展情况后再报送。"]}),
        ({"text": "　"}, {"text": ["请填写进展情况后再报送。"]}),
        ({"text": "建成。", "needs_coordination": "on"}, {"coordination": ["请写明需区领导协调的事项。"]}),
        (
            {"text": "建成。", "coordination": "用地。"},
            {"needs_coordination": ["已写协调事项，请勾选“需区领导协调”，或将其清空。"]},
        ),
        ({"text": "建成。", "needs_coordination": "on", "coordination": "用地。"}, {}),
    ],
)
def test_what_is_filed_has_to_be_complete(cast, data, errors):
    assert filled(SubmissionForm, cast.key_entry, **data).errors == errors


def test_a_long_text_is_kept_with_a_warning(cast):
    form = filled(EntryForm, cast.key_entry, text="字" * 2001)
    assert form.is_valid()
    assert form.warnings() == ["进展情况有 2,001 字，超过建议的 2,000 字，进入报告附表后会很长，建议精简。"]
