"""事项: what the rows name, which the filters of the list offer."""

from tasks.models import ProgressEntry
from tasks.pages.items.filters import list_named_parts


def test_each_name_is_listed_once_and_the_rows_are_looked_at_once(cast, count_queries):
    entries = ProgressEntry.objects.filter(period=cast.period)
    with count_queries(1) as asked:
        named = list_named_parts(entries.values("edition"))
    assert asked.captured_queries[0]["sql"].count('FROM "tasks_progressentry"') == 1
    assert [(kind, name) for kind, _, name in named] == [
        ("lead", "区城市管理局"),
        ("lead", "区教委"),
        ("cooperate", "区财政局"),
        ("section", "推动教育强区建设"),
        ("leader", "王明"),
    ]


def test_rows_that_name_nobody_offer_nothing(cast):
    assert list_named_parts(ProgressEntry.objects.none().values("edition")) == []
