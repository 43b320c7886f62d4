"""On which code and how large a machine figures were taken; never its name."""

import os
import platform
import subprocess
from pathlib import Path

import psutil


def taken_at() -> str:
    """One sentence: commit, Python, cores, memory, and how busy the machine was with other work."""
    root = Path(__file__).parent.parent
    commit = subprocess.run(
        ["git", "rev-parse", "--short=12", "HEAD"], cwd=root, capture_output=True, text=True, check=False
    ).stdout.strip()
    memory = psutil.virtual_memory().total / 2**30
    return (
        f"Taken at commit {commit or 'unknown'} with Python {platform.python_version()} on {os.cpu_count()} "
        f"cores and {memory:.0f} GB of memory. Load average of the machine over the last 15 minutes, with "
        f"whatever else it did: {os.getloadavg()[2]:.1f}."
    )
