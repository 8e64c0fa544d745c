"""Every check that is written is also run."""

import re
from pathlib import Path

from tasks.checking import checks

FOLDER = Path(checks.__file__).parent


def test_every_check_is_run():
    written = {
        name
        for path in FOLDER.rglob("*.py")
        if path.name != "__init__.py"
        for name in re.findall(r"^def (check_\w+)\(document", path.read_text(), re.MULTILINE)
    }
    assert {check.__name__ for check in (*checks._CHECKS, *checks._NOTICE_CHECKS)} == written
