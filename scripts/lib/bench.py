"""Times whole commands in turn and prints medians and ratios. Called by scripts/bench."""

import os
import shutil
import statistics
import subprocess
import sys
import time

taskferry, data, work, runs = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3], int(sys.argv[4])
environment = dict(os.environ, LC_ALL="C.UTF-8")


def run(*command, cwd=None):
    """Runs a command and returns its seconds."""
    start = time.monotonic()
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.monotonic() - start


def ferry(*words):
    return run(taskferry, *words)


def prepare():
    """Two platforms with the real tasks online on the first and their names registered on both."""
    for name in ("test", "production"):
        place = f"{work}/{name}"
        ferry("init", place, "--name", name, "--project", "etl")
        ferry("-p", place, "add", "--from", f"{data}/registry.json")
    ferry("-p", f"{work}/test", "switch", "export", "on")
    ferry("-p", f"{work}/test", "load", f"{data}/tasks", "--online")
    ferry("-p", f"{work}/production", "switch", "import", "on")
    ferry("-p", f"{work}/production", "add", "directory", "/imported")
    shutil.copytree(f"{work}/production", f"{work}/empty")


def journey():
    """The five commands of the journey; a list of their seconds."""
    shutil.rmtree(f"{work}/production")
    shutil.copytree(f"{work}/empty", f"{work}/production")
    package = f"{work}/batch.zip"
    if os.path.exists(package):
        os.remove(package)
    test, production = f"{work}/test", f"{work}/production"
    return [
        ferry("-p", test, "match", "--glob", "*"),
        ferry("-p", test, "generate"),
        ferry("-p", test, "export", package),
        ferry("-p", production, "check", package, "--into", "/imported"),
        ferry("-p", production, "import", package, "--into", "/imported"),
    ]


def peer():
    """`zip -r` and `unzip` of the same files; a list of their seconds."""
    package, target = f"{work}/peer.zip", f"{work}/unzipped"
    if os.path.exists(package):
        os.remove(package)
    shutil.rmtree(target, ignore_errors=True)
    return [
        run("zip", "-q", "-r", package, "tasks", cwd=data),
        run("unzip", "-q", package, "-d", target),
    ]


prepare()
journey(), peer()
ours, theirs = [], []
for _ in range(runs):
    ours.append(journey())
    theirs.append(peer())


def median(rows, column):
    return statistics.median(row[column] for row in rows) * 1000


total = statistics.median(sum(row) for row in ours) * 1000
other = statistics.median(sum(row) for row in theirs) * 1000
ratio = statistics.median(sum(a) / sum(b) for a, b in zip(ours, theirs))
print(f"{os.cpu_count()} processors, {runs} runs in turn, medians in milliseconds\n")
print("| command | ms |\n| --- | ---: |")
for column, name in enumerate(("match", "generate", "export", "check", "import")):
    print(f"| {name} | {median(ours, column):.0f} |")
print(f"| **all five, 140 tasks** | **{total:.0f}** |")
for column, name in enumerate(("zip -r", "unzip")):
    print(f"| `{name}` of the same files | {median(theirs, column):.0f} |")
print(f"| **`zip -r` and `unzip`** | **{other:.0f}** |")
print(f"| **ratio** | **{ratio:.2f}** |")
size, peer_size = os.path.getsize(f"{work}/batch.zip"), os.path.getsize(f"{work}/peer.zip")
print(f"\npackage {size:,} bytes, zip {peer_size:,} bytes")
