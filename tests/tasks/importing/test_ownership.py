"""Whose a document is that somebody brings on the page of the import."""

import pytest

from tasks.importing.document import ImportedDocument
from tasks.importing.ownership import claim_document
from tests.cast import GovernmentFactory

pytestmark = pytest.mark.django_db
TOLD = "文件写的是“{}”，按本辖区“{}”导入，请核对是不是本单位的文件。"


@pytest.mark.parametrize(
    ("home", "named", "claimed"),
    [
        # written longer or shorter
        ("重庆市示范区人民政府", "示范区人民政府", True),
        ("示范区人民政府", "重庆市示范区人民政府", True),
        # a bureau, a company, a school imports the papers of the government above
        ("示范区教育局", "示范区人民政府", True),
        ("示范集团有限公司", "南山区人民政府", True),
        ("示范区人民政府", "南山区人民政府", False),
        # another one of this installation
        ("示范区教育局", "邻区人民政府", False),
    ],
)
def test_a_document_is_taken_for_the_own_only_with_a_warning(home, named, claimed):
    GovernmentFactory(name="邻区人民政府")
    government = GovernmentFactory(name=home)
    document = ImportedDocument("方案.docx", None)
    document.government = named
    claim_document(document, government)
    assert (document.government, document.warnings) == ((home, [TOLD.format(named, home)]) if claimed else (named, []))


@pytest.mark.parametrize("named", [None, "示范区教育局"])
def test_what_names_none_or_the_own_needs_no_warning(named):
    document = ImportedDocument("方案.docx", None)
    document.government = named
    claim_document(document, GovernmentFactory(name="示范区教育局"))
    assert (document.government, document.warnings) == ("示范区教育局", [])
