"""What the tests need of the machine beside Python: `python3 tests/machine.py` finds, installs or names it.

It runs before anything is installed, so it uses nothing but the standard library. It installs Debian packages
only when it may (as root, or with a sudo that asks nothing); otherwise it names what is missing, with the
command, and fails: a test that cannot run is not skipped.
"""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

OLDEST_JAVA = 11


def has_chromium() -> bool:
    return Path("/usr/bin/chromium").exists()


def has_postgresql() -> bool:
    return any(Path("/usr/lib/postgresql").glob("*/bin/initdb"))


def has_java() -> bool:
    """A Java of version 11 or newer. It says its version on the error stream: `openjdk version "17.0.15"`."""
    if not shutil.which("java"):
        return False
    said = subprocess.run(["java", "-version"], capture_output=True, text=True).stderr
    found = re.search(r'version "(\d+)', said)
    return found is not None and int(found[1]) >= OLDEST_JAVA


def has_jaxb() -> bool:
    return Path("/usr/share/java/jaxb-runtime.jar").exists()


def has_font() -> bool:
    """Any outline font: without one the browser draws no text, and a screenshot shows nothing."""
    return any(Path("/usr/share/fonts").rglob("*.[to]tf"))


def has_clamd() -> bool:
    return shutil.which("clamd") is not None or Path("/usr/sbin/clamd").exists()


def has_venv() -> bool:
    return subprocess.run([sys.executable, "-c", "import ensurepip, venv"], capture_output=True).returncode == 0


NEEDS: list[tuple[str, str, Callable[[], bool]]] = [
    ("python3-venv", "makes the project's own Python environment", has_venv),
    ("chromium", "the browser of the journeys", has_chromium),
    ("fonts-liberation", "a font, so that the browser draws text", has_font),
    ("postgresql", "the second database that every database test runs on", has_postgresql),
    ("default-jre-headless", "runs the judge of the letters' PDF/UA and PDF/A", has_java),
    ("libjaxb-java", "read by that judge", has_jaxb),
    ("clamav-daemon", "the virus scanner that evidence is given to", has_clamd),
]


def root_prefix() -> list[str] | None:
    """How to run a command as root without being asked: [] as root, sudo if it can, None if neither."""
    if os.geteuid() == 0:
        return []
    if shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True).returncode == 0:
        return ["sudo", "-n"]
    return None


def install(packages: list[str], prefix: list[str]) -> None:
    """Install Debian packages. What apt says is shown only when it fails; the caller sees what is missing."""
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    environment = [] if not prefix else ["env", "DEBIAN_FRONTEND=noninteractive"]
    for command in (
        ["apt-get", "update"],
        ["apt-get", "install", "-y", "--no-install-recommends", *packages],
    ):
        ran = subprocess.run(
            [*prefix, *environment, *command],
            env=quiet,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
        )
        if ran.returncode:
            print(f"{' '.join(command)} failed:\n{ran.stdout[-2000:]}{ran.stderr[-2000:]}", file=sys.stderr)


def main() -> int:
    """0 when everything is there."""
    missing = [(package, why) for package, why, present in NEEDS if not present()]
    if not missing:
        return 0
    packages = [package for package, _ in missing]
    prefix = root_prefix() if shutil.which("apt-get") else None
    if prefix is not None:
        print(f"Installing what the tests need of the machine: {' '.join(packages)}", flush=True)
        install(packages, prefix)
        missing = [(package, why) for package, why, present in NEEDS if not present()]
    if missing:
        print("The tests cannot run; missing on this machine:", file=sys.stderr)
        for package, why in missing:
            print(f"  {package}: {why}", file=sys.stderr)
        names = " ".join(package for package, _ in missing)
        print(
            f"On Debian, as root: apt-get update && apt-get install -y --no-install-recommends {names}",
            file=sys.stderr,
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
