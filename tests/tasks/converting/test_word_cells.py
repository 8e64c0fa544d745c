"""Words of an old Word file's tables that a conversion lost."""

from pathlib import Path

from tasks.converting.word_cells import list_cell_words, list_lost_words

OLD = (Path(__file__).parents[1] / "importing" / "cases" / "I2_s.doc").read_bytes()
WORDS = [
    "重点任务",
    "牵头单位",
    "完成时限",
    "进展情况",
    "整治城中村",
    "区住建局",
    "建成体育公园",
    "区文旅局",
    "主体完工",
]


def body(*cells: str, outside: str = "") -> bytes:
    made = "".join(f"<w:tc><w:p><w:r><w:t>{cell}</w:t></w:r></w:p></w:tc>" for cell in cells)
    return f"<w:body><w:p>{outside}</w:p><w:tbl><w:tr>{made}</w:tr></w:tbl></w:body>".encode()


def test_the_words_of_each_cell_are_found_in_the_file_itself():
    assert list_cell_words(OLD) == WORDS


def test_nothing_is_lost_where_every_word_stands_in_a_cell():
    assert list_lost_words(OLD, body(*WORDS)) == []


def test_words_that_were_cut_by_formatting_are_not_lost():
    cut = body(*WORDS).replace("整治城中村".encode(), "整治</w:t></w:r><w:r><w:t>城中村".encode())
    assert list_lost_words(OLD, cut) == []


def test_words_of_a_table_that_became_paragraphs_are_lost():
    assert list_lost_words(OLD, body(*WORDS[:4], outside="".join(WORDS[4:]))) == WORDS[4:]


def test_a_file_that_is_no_container_has_no_words():
    assert list_cell_words("整治城中村\x07".encode("utf-16-le")) == []
