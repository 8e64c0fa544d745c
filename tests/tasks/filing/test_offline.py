"""Keys of a 离线填报表: signed, and equal for what any program makes of the same text."""

import pytest

from tasks.filing.offline import (
    Forged,
    OfflineKey,
    build_entry_key,
    hash_cell,
    list_asked_fields,
    parse_offline_key,
)
from tasks.models import ProgressEntry
from tests.acts import save

KEY = OfflineKey(7, 3, None, {"text": "abc"})


def test_a_key_comes_back_as_it_was():
    assert parse_offline_key(KEY.signed) == KEY


@pytest.mark.parametrize("text", ["", "abc", "7:3", KEY.signed[:-1], f"x{KEY.signed}", KEY.signed.replace(":", "", 1)])
def test_anything_else_is_forged(text):
    with pytest.raises(Forged):
        parse_offline_key(text)


def test_no_signature_serves_another_entry():
    payload, signature = KEY.signed.rsplit(":", 1)
    other, _ = OfflineKey(8, 3, None, {"text": "abc"}).signed.rsplit(":", 1)
    with pytest.raises(Forged):
        parse_offline_key(f"{other}:{signature}")
    assert parse_offline_key(f"{payload}:{signature}") == KEY


@pytest.mark.parametrize("text", ["一\r\n二", "一\r二", "一_x000D_\n二", "一  \n二\n\n", "\n一\n二", "一\x00\n二"])
def test_what_programs_add_does_not_count(text):
    assert hash_cell(text) == hash_cell("一\n二")


@pytest.mark.parametrize("text", ["一二", "一\n\n二", "　　一\n二", "一\n二。"])
def test_what_people_write_counts(text):
    assert hash_cell(text) != hash_cell("一\n二")


def test_a_key_knows_the_revision_and_every_cell(cast):
    save(cast.key_entry, cast.clerk, "建成一所。", needs_coordination=True, coordination="用地")
    key = build_entry_key(ProgressEntry.objects.get(pk=cast.key_entry.pk))
    assert key.contents == {
        **{field.name: hash_cell("") for field in list_asked_fields(cast.government)},
        "text": hash_cell("建成一所。"),
        "needs_coordination": hash_cell("是"),
        "coordination": hash_cell("用地"),
    }
    assert (key.entry, key.revision) == (cast.key_entry.pk, 1)
