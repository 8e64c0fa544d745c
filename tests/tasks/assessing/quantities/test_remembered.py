"""量化指标: the results of a text are cached unless it is very long."""

import pytest

from tasks.assessing.quantities.remembered import LONGEST, cache_by_text


@pytest.fixture
def reader():
    """Returns a reader and the list of the texts that it has read."""
    texts = []

    @cache_by_text
    def words(text: str) -> tuple[str, ...]:
        texts.append(text)
        return tuple(text.split("，"))

    return words, texts


def test_what_was_read_before_is_not_read_again(reader):
    words, texts = reader
    assert [words("开工，建成"), words("开工，建成"), words("建成")] == [
        ("开工", "建成"),
        ("开工", "建成"),
        ("建成",),
    ]
    assert texts == ["开工，建成", "建成"]


def test_what_was_forgotten_is_read_again(reader):
    words, texts = reader
    words("开工")
    words.forget()
    assert (words("开工"), texts) == (("开工",), ["开工", "开工"])


def test_a_text_longer_than_any_report_is_not_kept(reader):
    words, texts = reader
    long = "一" * (LONGEST + 1)
    assert (words(long), words(long), len(texts)) == ((long,), (long,), 2)
    words(long[1:]), words(long[1:])
    assert len(texts) == 3
