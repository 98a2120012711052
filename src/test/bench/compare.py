#!/usr/bin/env python3
"""Braid beside other learners, measured in turn on one core; prints Markdown.

    compare.py step --model M --batch 64        one step: Braid, PyTorch, DL4J (model M), and the bound of matrix products
    compare.py replay W.CSV                     workload W, each run a process: Braid's replay and torch_mtl.py
    compare.py growth batch|layers|...          how Braid's cost grows

JAVA_HOME chooses the JDK. What is not installed is left out, and said on standard error.
"""
import argparse
import json
import os
import re
import statistics
import subprocess
import sys
import tempfile
from pathlib import Path

import growth
from workers import HOME, Worker, dl4j_command, environment, machine, pinned, spread, torch_python

TORCH_MISSING = "no PyTorch for {} (expected: apt-get install python3-torch, or --python with another interpreter)"


def step(given):
    cases = [(model, batch) for model in given.model for batch in given.batch]
    print(f"{machine()}; {given.rounds} rounds of {given.seconds} s in turn, core {given.cpu}\n")
    print("Thousand events per CPU-second, median (least–most).\n")
    print("| model | batch | Braid | PyTorch | ratio | DL4J | ratio | bound | share of it |")
    print("|---|---|---|---|---|---|---|---|---|")
    python = torch_python(given.python)
    if python is None:
        print(TORCH_MISSING.format(given.python), file=sys.stderr)
    dl4j = dl4j_command() if given.dl4j else None
    for model, batch in cases:
        workers = {"Braid": Worker("Braid", given.cpu, [
            *given.braid.split(), "bench", "step", "--serve", "--model", model, "--batch", str(batch),
            "--warm-up", str(given.warm_up)])}
        if python:
            workers["PyTorch"] = Worker("PyTorch", given.cpu, [
                python, str(Path(__file__).with_name("torch_step.py")), model, str(batch), str(given.warm_up)])
        if dl4j and model == "M":
            workers["DL4J"] = Worker("DL4J", given.cpu, [*dl4j, str(batch), str(4 * given.warm_up)])
        rates = {name: [] for name in [*workers, "bound"]}
        for _ in range(given.rounds):
            for name, worker in workers.items():
                rates[name].append(worker.ask(f"step {given.seconds}")["events_per_cpu_second"])
            rates["bound"].append(workers["Braid"].ask(f"bound {given.seconds / 2}")["events_per_cpu_second"])
        for worker in workers.values():
            worker.close()
        record(given, {"bench": "step", "model": model, "batch": batch, "rates": rates,
                       "about": {name: worker.about for name, worker in workers.items()}})
        print(f"| {model} | {batch} | {spread(rates['Braid'])} | {against(rates, 'PyTorch')} | "
              f"{against(rates, 'DL4J')} | {spread(rates['bound'])} | {share(rates)} |", flush=True)


def against(rates, peer):
    """The peer's rate and how many times it Braid's is."""
    if peer not in rates:
        return "– | –"
    return f"{spread(rates[peer])} | **{statistics.median(rates['Braid']) / statistics.median(rates[peer]):.1f}** ×"


def share(rates):
    return f"{100 * statistics.median(rates['Braid']) / statistics.median(rates['bound']):.0f} %"


def replay(given):
    peer = Path(given.peers) / "torch_mtl.py"
    python = torch_python(given.python)
    if python is None:
        print(TORCH_MISSING.format(given.python), file=sys.stderr)
    if not peer.is_file():
        print(f"no {peer} (expected: --peers with its directory)", file=sys.stderr)
    with_peer = python is not None and peer.is_file()
    braid = given.braid.split()
    data = [configuration(given), given.data]
    runs = {
        "Braid, decoded before": [*braid, "replay", "--json", "--preload", *data],
        "Braid, from CSV": [*braid, "replay", "--json", *data],
    }
    if with_peer:
        runs[f"torch_mtl.py, batch {given.batch}"] = [python, str(peer), str(given.batch), str(given.peer_events)]
    rates = {name: [] for name in runs}
    for _ in range(given.rounds):
        for name, command in runs.items():
            rates[name].append(rate(last_json(name, given.cpu, command)))
    warm = {}
    for name, more in (("Braid, decoded before, compiled", ["--preload"]), ("Braid, from CSV, compiled", [])):
        command = [*braid, "bench", "replay", "--json", "--rounds", str(given.rounds), *more, *data]
        result = last_json(name, given.cpu, command)
        warm[name] = [result["least"], result["events_per_second"], result["most"]]
    record(given, {"bench": "replay", "batch": given.batch, "rates": {**rates, **warm}})
    base = statistics.median(next(reversed(rates.values()))) if with_peer else None
    print(f"{machine()}; {given.rounds} processes of each in turn, core {given.cpu}\n")
    print("Thousand events a second, median (least–most).\n")
    print("| | rate | ratio |\n|---|---|---|")
    for name, values in {**rates, **warm}.items():
        ratio = f"{statistics.median(values) / base:.1f} ×" if base else "–"
        print(f"| {name} | {spread(values)} | {ratio} |")


def configuration(given):
    """Braid's configuration of W with the model of torch_mtl.py, whose heads read the last layer alone."""
    text = (HOME / "src/test/resources/datasets/w.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(model|batch):.*\n", "", text)
    changed = tempfile.NamedTemporaryFile("w", suffix=".yaml", encoding="utf-8")
    changed.write(f"{text}model: {{layers: [64, 32], skip: false}}\nbatch: {{size: {given.batch}}}\n")
    changed.flush()
    given.changed = changed  # The file lives as long as this.
    return changed.name


def rate(result):
    """Events a second, as Braid or as a peer calls it."""
    return result["events_per_second"] if "events_per_second" in result else result["events_per_s"]


def last_json(name, cpu, command):
    done = subprocess.run(pinned(cpu, command), env=environment(), capture_output=True, text=True)
    lines = [line for line in done.stdout.splitlines() if line.startswith("{")]
    if done.returncode != 0 or not lines:
        sys.exit(f"{name}: failed\n{done.stderr}")
    return json.loads(lines[-1])


def record(given, result):
    """Keeps every round, for those who ask."""
    if given.results:
        with open(given.results, "a", encoding="utf-8") as file:
            file.write(json.dumps({"machine": machine(), **result}) + "\n")


def main():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--braid", default=str(HOME / "bin" / "braid"), help="how Braid is started")
    common.add_argument("--python", default="/usr/bin/python3", help="an interpreter with torch")
    common.add_argument("--cpu", type=int, default=(os.cpu_count() or 1) - 1, help="the core that all run on")
    common.add_argument("--rounds", type=int, default=7)
    common.add_argument("--results", help="a file that every round is appended to, as JSON")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    one = commands.add_parser("step", parents=[common])
    one.add_argument("--model", nargs="+", choices=["M", "S"], default=["M", "S"])
    one.add_argument("--batch", nargs="+", type=int, default=[1, 16, 64, 256])
    one.add_argument("--seconds", type=float, default=1.0, help="of a round")
    one.add_argument("--warm-up", type=float, default=4.0, help="seconds before the first round")
    one.add_argument("--no-dl4j", dest="dl4j", action="store_false")
    one.set_defaults(run=step)

    two = commands.add_parser("replay", parents=[common])
    two.add_argument("data", help="W as a CSV file with a header")
    two.add_argument("--peers", default=str(HOME.parent / "shared" / "peers"), help="where torch_mtl.py lies")
    two.add_argument("--batch", type=int, default=64, help="of both")
    two.add_argument("--peer-events", type=int, default=200_000)
    two.set_defaults(run=replay)

    three = commands.add_parser("growth", parents=[common])
    three.add_argument("axis", nargs="*", metavar="AXIS", help=", ".join(growth.AXES))
    three.add_argument("--seconds", type=float, default=0.5)
    three.add_argument("--warm-up", type=float, default=3.0)
    three.set_defaults(run=growth.run)

    given = parser.parse_args()
    given.run(given)


if __name__ == "__main__":
    main()
