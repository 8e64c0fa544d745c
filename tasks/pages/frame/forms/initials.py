"""拼音首字母: the letters by which a name is found without writing it out."""

from functools import lru_cache

from pypinyin import Style, pinyin


@lru_cache(maxsize=4096)
def list_initials(name: str) -> str:
    """Lists for each character the first letters of all its readings, so that 重 is found under c and z: ``q cz q``.

    Anything that is no Chinese character stands for itself.
    """
    readings = (pinyin(each, style=Style.FIRST_LETTER, heteronym=True, errors=str.lower) for each in name)
    return " ".join("".join(sorted(set(found))) for ((*found,),) in readings)
