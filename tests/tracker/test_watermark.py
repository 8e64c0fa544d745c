"""Pages bear who looks at them and when, where a government wants that."""

import re
from datetime import date

import pytest
from django.urls import reverse


@pytest.mark.parametrize(
    ("has_watermark", "marks"), [(True, ["李静 区教委 2024年4月2日"] * 2), (False, [])], ids=["wanted", "not wanted"]
)
def test_a_page_bears_name_unit_and_time_where_the_government_wants_it(cast, sign_in, settings, has_watermark, marks):
    settings.DUBAN_TODAY = date(2024, 4, 2)
    cast.government.has_watermark = has_watermark
    cast.government.save()
    page = sign_in(cast.clerk).get(reverse("my_tasks")).content.decode()
    assert re.findall(r"<text [^>]*>(.*) \d\d:\d\d</text>", page) == marks
