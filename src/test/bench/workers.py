"""Processes that are measured in turn, and what the rounds came to."""
import json
import os
import subprocess
import sys
from functools import lru_cache
from pathlib import Path

HERE = Path(__file__).resolve().parent
HOME = HERE.parents[2]
DL4J = HERE / "dl4j"


def java():
    home = os.environ.get("JAVA_HOME")
    return f"{home}/bin/java" if home else "java"


def java_version():
    shown = subprocess.run([java(), "-XshowSettings:properties", "-version"], capture_output=True, text=True).stderr
    properties = dict(line.strip().split(" = ", 1) for line in shown.splitlines() if " = " in line.strip())
    return properties["java.specification.version"], f"{properties['java.vm.name']} {properties['java.vm.version']}"


def pinned(cpu, command):
    return ["taskset", "-c", str(cpu), *command]


def environment():
    return {**os.environ, "OMP_NUM_THREADS": "1", "OPENBLAS_NUM_THREADS": "1"}


class Worker:
    """A process that answers each line on its standard input with a JSON object on a line."""

    def __init__(self, name, cpu, command):
        self.name = name
        self.process = subprocess.Popen(
            pinned(cpu, command), env=environment(), text=True, bufsize=1,
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL,
        )
        self.about = self.answer()

    def answer(self):
        line = self.process.stdout.readline()
        if not line:
            sys.exit(f"{self.name}: ended before its answer (expected: a JSON object; try it by hand: "
                     f"{' '.join(self.process.args)})")
        return json.loads(line)

    def ask(self, request):
        self.process.stdin.write(request + "\n")
        return self.answer()

    def close(self):
        self.process.stdin.close()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()


def last_json(command, cpu):
    """Runs a command to its end, whose last line of JSON is its result."""
    done = subprocess.run(pinned(cpu, command), env=environment(), capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        sys.exit(f"{' '.join(command)}: failed\n{done.stderr}")
    return json.loads(lines[-1])


def torch_python(python):
    """The interpreter if it has torch, else None."""
    try:
        done = subprocess.run([python, "-c", "import torch, numpy"], capture_output=True)
    except FileNotFoundError:
        return None
    return python if done.returncode == 0 else None


def dl4j_command():
    """How DL4J is started, which Maven builds the first time; None if it can't."""
    if not (DL4J / "target" / "lib").is_dir():
        print("building the DL4J program ...", file=sys.stderr)
        done = subprocess.run(["mvn", "-q", "-B", "-f", DL4J / "pom.xml", "process-classes"])
        if done.returncode != 0:
            return None
    flags = ["-XX:+UseParallelGC"]
    if int(java_version()[0]) >= 24:
        flags += ["--enable-native-access=ALL-UNNAMED", "--sun-misc-unsafe-memory-access=allow"]
    return [java(), *flags, "-cp", f"{DL4J}/target/classes:{DL4J}/target/lib/*", "Dl4jStep"]


@lru_cache
def machine(cpu):
    """A line on what the figures were measured with."""
    lscpu = subprocess.run(["lscpu"], capture_output=True, text=True, env={**os.environ, "LC_ALL": "C"}).stdout
    facts = dict(line.split(":", 1) for line in lscpu.splitlines() if ":" in line)
    flags = facts.get("Flags", "").split()
    widest = next((name for name in ("avx512f", "avx2") if name in flags), "no AVX2")
    return (f"{facts.get('Model name', '?').strip()}, {os.cpu_count()} cores, {widest}, "
            f"L3 {facts.get('L3 cache', '?').strip()}; core {cpu}; {java_version()[1]}")
