"""Times whole commands in turn and prints medians and ratios. Called by scripts/bench."""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time

taskferry, data, work = sys.argv[1], os.path.abspath(sys.argv[2]), sys.argv[3]
runs, many = int(sys.argv[4]), int(sys.argv[5])
environment = dict(os.environ, LC_ALL="C.UTF-8")


def run(*command, cwd=None):
    """Runs a command and returns its seconds."""
    start = time.monotonic()
    subprocess.run(command, cwd=cwd, env=environment, check=True, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    return time.monotonic() - start


# What a process is started from counts as its peak too, and this one has large lists: a small one starts it.
METER = """
import os, subprocess, sys, time
start = time.monotonic()
process = subprocess.Popen(sys.argv[1:], stdout=subprocess.DEVNULL)
_, status, usage = os.wait4(process.pid, 0)
print(time.monotonic() - start, usage.ru_maxrss / 1024)
sys.exit(os.waitstatus_to_exitcode(status))
"""


def measured(*command):
    """Runs a command and returns its seconds and its peak memory in MiB."""
    result = subprocess.run([sys.executable, "-S", "-c", METER, *command], env=environment, check=True, capture_output=True)
    seconds, peak = result.stdout.split()
    return float(seconds), float(peak)


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


def many_tasks(count):
    """A platform with so many online tasks with names as teams give them."""
    place = f"{work}/large-{count}"
    kinds = ("ods", "dwd", "dws", "ads", "dim", "同步", "日报", "标签", "结算", "快照")
    names = [f"{kinds[number % len(kinds)]}_{number * 7919 % count:06d}_订单明细_日" for number in range(count)]
    ferry("init", place, "--name", "large", "--project", "p")
    ferry("-p", place, "switch", "export", "on")
    # In slices, since folders take room, and in memory where that can be had: some disks take minutes to remove so many.
    for first in range(0, count, 100_000):
        folder = tempfile.mkdtemp(dir="/dev/shm" if os.path.isdir("/dev/shm") else work)
        for name in names[first : first + 100_000]:
            path = f"{folder}/{name}"
            os.makedirs(path)
            with open(f"{path}/task.json", "w", encoding="utf-8") as file:
                file.write('{"format":1,"name":"%s","nodes":[{"name":"n","type":"virtual"}]}' % name)
        ferry("-p", place, "load", folder, "--online")
        shutil.rmtree(folder)
    return place, names


def tab_latencies(place, lines):
    """What every `complete` took inside one process, in milliseconds."""
    script = f"{work}/tabs.ferry"
    with open(script, "w", encoding="utf-8") as file:
        file.write("set timing on\n" + "".join(f"complete 'match {line}'\n" for line in lines))
    result = subprocess.run(
        [taskferry, "--lang", "en", "-p", place, "run", script], env=environment, check=True, capture_output=True)
    times = [float(line.split()[1]) for line in result.stderr.decode().splitlines() if line.startswith("took ")]
    assert len(times) == len(lines) + 1
    # The first commands open the platform.
    return sorted(times[10:])


def percentile(times, share):
    return times[min(len(times) - 1, int(len(times) * share))]


def completion():
    count = 100_000
    place, _ = many_tasks(count)
    cases = {
        "prefix with few names": [f"dwd_{number:04d}" for number in range(1000)],
        "prefix with many names": ["o", "d", "a", "ods_", "dws_0", "同", "结算_"] * 150,
        "inside a name": [f"{number:05d}_订单" for number in range(0, 100_000, 97)],
        "no name": [f"没有这样的名称{number}" for number in range(1000)],
    }
    print(f"\nTab to candidates among {count:,} names, milliseconds in one process\n")
    print("| what was typed | median | 99th percentile |\n| --- | ---: | ---: |")
    for name, lines in cases.items():
        times = tab_latencies(place, lines)
        print(f"| {name} | {statistics.median(times):.2f} | {percentile(times, 0.99):.2f} |")


def inventories():
    """What an inventory of a large platform costs, and a check of 200 tasks against it."""
    print("\nAn inventory, and a check of 200 tasks against it and on the platform itself\n")
    print("| tasks | file, MiB | written in, s | peak, MiB | check --against, s | peak, MiB | check, s | peak, MiB |")
    print("| ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    for count in (1000, many):
        place, names = many_tasks(count)
        ferry("-p", place, "switch", "import", "on")
        file, package = f"{work}/{count}.inventory", f"{work}/{count}.zip"
        with open(f"{work}/names", "w", encoding="utf-8") as list_file:
            list_file.write("\n".join(names[:: count // 200][:200]))
        ferry("-p", place, "generate", f"@{work}/names")
        ferry("-p", place, "export", package)
        check = (taskferry, "-p", place, "check", package, "--into", "/")
        times = [
            (
                measured(taskferry, "-p", place, "inventory", file), measured(*check, "--against", file),
                measured(*check),
            )
            for _ in range(3)
        ]
        cells = [f"{count:,}", f"{os.path.getsize(file) / 2**20:.1f}"]
        for column in range(3):
            cells.append(f"{statistics.median(row[column][0] for row in times):.3f}")
            cells.append(f"{max(row[column][1] for row in times):.0f}")
        print(f"| {' | '.join(cells)} |")
        shutil.rmtree(place)


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
completion()
inventories()
