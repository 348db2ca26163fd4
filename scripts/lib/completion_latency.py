"""Times completion of task names at a platform: from a line to its candidates, in one running taskferry.

Usage: completion_latency.py TASKFERRY PLATFORM PROJECT [RUNS]

Lines are made of the platform's own names, so that there is something to find. What is timed is the round trip through a
pipe: reading the command, completing, writing the candidates. `nothing` is the same for a line with nothing to complete.
"""

import json
import os
import random
import subprocess
import sys
import time

taskferry, platform, project = sys.argv[1:4]
runs = int(sys.argv[4]) if len(sys.argv) > 4 else 1000
environment = dict(os.environ, LC_ALL="C.UTF-8", TASKFERRY_PLATFORM=platform, TASKFERRY_PROJECT=project)
listed = subprocess.run([taskferry, "-o", "json", "tasks", "--online"], env=environment, check=True, capture_output=True)
# Names with spaces or quotes would need quoting here, which is not what is measured.
names = [task["name"] for task in json.loads(listed.stdout)["tasks"] if not set(task["name"]) & set(" '\\")]
random.seed(20210817)


def word(kind):
    """The beginning of a word to complete."""
    name = random.choice(names)
    if kind == "prefix":
        return name[: random.randint(1, len(name))]
    if kind == "inside":
        return name[random.randint(1, len(name) - 1) :]
    return ""


def line(kind):
    return "#" if kind == "nothing" else f"match {word(kind)}"


def measure(kind, count):
    """Seconds of each of several completions."""
    shell = subprocess.Popen([taskferry], stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)
    seconds = []
    for _ in range(count + 20):
        # The word behind the candidates tells where they end.
        command = f"complete '{line(kind)}'\necho .\n".encode()
        start = time.perf_counter()
        shell.stdin.write(command)
        shell.stdin.flush()
        while shell.stdout.readline() not in (b".\n", b""):
            pass
        seconds.append(time.perf_counter() - start)
    shell.stdin.close()
    shell.wait()
    return sorted(seconds[20:])


print(f"{len(names)} online tasks")
for kind, count in (("nothing", runs), ("prefix", runs), ("inside", max(runs // 5, 20))):
    times = measure(kind, count)
    median, high = times[len(times) // 2] * 1000, times[int(len(times) * 0.99)] * 1000
    print(f"{kind:8} median {median:8.3f} ms   p99 {high:8.3f} ms")
