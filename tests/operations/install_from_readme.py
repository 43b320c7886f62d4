"""``python -m tests.operations.install_from_readme``: README's section "Installing", executed to the letter.

In a new folder, with an empty home and none of our variables; only the two paths that README calls names are
replaced, and the Bot API is the sandbox's. It needs the package index, so it is no test of the suite.
"""

import os
import re
import signal
import subprocess
import sys
import tempfile
from collections.abc import Mapping
from pathlib import Path
from time import monotonic, sleep

from tests.sandbox_process import TOKEN, SandboxProcess, sandbox_process

ROOT = Path(__file__).parent.parent.parent
ADMIN = 123456789
"""Who README names as the first administrator."""

PATIENCE_SECONDS = 60.0
WAYS_OUT = ("PIP_", "SSL_", "REQUESTS_", "HTTP_PROXY", "HTTPS_PROXY", "NO_PROXY")
"""How this machine reaches the package index."""


def commands() -> tuple[str, str]:
    """The commands of the section, and the first of its ways to start."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    found = re.search(
        r"^## Installing$.*?^```sh\n(.*?)^```$.*?`(honcho start[^`]*)`", text, re.DOTALL | re.MULTILINE
    )
    if found is None:
        raise LookupError("README has no commands to install")
    return found[1], found[2]


def _fetch(target: Path) -> None:
    """What a stranger gets who fetches the last commit."""
    archive = subprocess.run(["git", "archive", "HEAD"], cwd=ROOT, capture_output=True, check=True)
    target.mkdir()
    subprocess.run(["tar", "-x", "-C", str(target)], input=archive.stdout, check=True)


def _environment(home: Path, telegram: SandboxProcess) -> Mapping[str, str]:
    ways = {name: value for name, value in os.environ.items() if name.upper().startswith(WAYS_OUT)}
    return ways | {
        "PATH": "/usr/local/bin:/usr/bin:/bin",
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "TELEGRAM_API_URL": telegram.url,
    }


def _answer(telegram: SandboxProcess, running: subprocess.Popen[bytes]) -> str:
    """What the bot says to the first administrator, once it runs; nothing when it ended before."""
    while running.poll() is None:
        if answers := telegram.answers(ADMIN, 0):
            return next(iter(answers.values()))
        sleep(0.5)
    return ""


def main() -> int:
    """Install, examine, start as the Procfile says, be answered, stop."""
    with tempfile.TemporaryDirectory() as folder, sandbox_process() as telegram:
        program, home, token = (Path(folder) / name for name in ("nhac-han", "home", "nhac-han.token"))
        home.mkdir()
        token.write_text(TOKEN)
        token.chmod(0o600)
        _fetch(program)
        telegram.add_person(ADMIN, "Đức")
        telegram.say(ADMIN, "/start")
        install, start = commands()
        script = f"{install}PATH=$PWD/.venv/bin:$PATH exec {start}\n"
        script = script.replace("/opt/nhac-han", str(program)).replace("/etc/nhac-han.token", str(token))
        began = monotonic()
        with subprocess.Popen(
            ["bash", "-euxo", "pipefail", "-c", script], env=_environment(home, telegram), cwd=folder
        ) as running:
            try:
                answer = _answer(telegram, running)
                seconds = monotonic() - began
                running.send_signal(signal.SIGTERM)
                code = running.wait(PATIENCE_SECONDS)
            finally:
                running.kill()
        kept = [str(path.relative_to(home)) for path in home.rglob("*") if path.is_file()]
        sys.stdout.write(f"After {seconds:.0f} s the bot said: {answer or 'nothing'}\n")
        sys.stdout.write(f"Exit code {code}. Files in the home: {', '.join(kept) or 'none'}.\n")
    return 0 if answer and code in (0, 128 + signal.SIGTERM) else 1


if __name__ == "__main__":
    sys.exit(main())
