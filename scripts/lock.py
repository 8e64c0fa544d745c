"""Writes requirements/run.txt, test.txt and load.txt from pyproject.toml; called by ``make lock``.

The test file pins everything in the run file at the same release; the tools of ``make load`` stand apart.
"""

import subprocess
import sys
import tempfile
import tomllib
from pathlib import Path

OPTIONS = (
    "--quiet --generate-hashes --allow-unsafe --strip-extras --no-header --no-annotate --no-emit-options "
    "--no-emit-index-url --no-emit-trusted-host --no-emit-find-links --upgrade"
).split()


def compile_lock(pip_compile: str, wanted: list[str], constraint: Path | None, target: Path) -> None:
    """Resolves ``wanted`` (requirement lines) into the lock file ``target``."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder, "wanted.in")
        lines = [f"-c {constraint.resolve()}"] if constraint else []
        source.write_text("\n".join(lines + wanted) + "\n")
        locked = Path(folder, "locked.txt")
        subprocess.run([pip_compile, *OPTIONS, "--output-file", locked, source], check=True)  # noqa: S603
        target.write_text(locked.read_text())


def main(pip_compile: str) -> None:
    project = tomllib.loads(Path("pyproject.toml").read_text())
    run = project["project"]["dependencies"]
    test, load = (project["dependency-groups"][name] for name in ("test", "load"))
    folder = Path("requirements")
    compile_lock(pip_compile, run, None, folder / "run.txt")
    compile_lock(pip_compile, run + test, folder / "run.txt", folder / "test.txt")
    compile_lock(pip_compile, load, None, folder / "load.txt")


if __name__ == "__main__":
    main(sys.argv[1])
