"""Two reports of a year whose items differ by a comma: the later one is judged by its own words."""

import json
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command

FOLDER = Path(__file__).parent / "cases"


@pytest.mark.django_db
def test_the_evidence_of_the_later_report_is_in_its_own_words():
    for name in ("I21_h1.xlsx", "I21_fy.xlsx"):
        call_command(
            "import_document",
            str(FOLDER / name),
            commit=True,
            create_units=True,
            government="望川市青岚县",
            stdout=StringIO(),
        )
    out = StringIO()
    call_command("assess", year=2031, period="FY", json=True, stdout=out)
    quotes = [signal["quote"] for item in json.loads(out.getvalue()) for signal in item["signals"]]
    assert any("50%" in quote for quote in quotes)
