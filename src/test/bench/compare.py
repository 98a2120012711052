#!/usr/bin/env python3
"""Braid beside other learners, measured in turn on one core; prints Markdown.

    compare.py step --model M --batch 64        one step: Braid, PyTorch, DL4J (model M), and the bound of matrix products
    compare.py replay W.CSV                     workload W, each run a process: Braid's replay and torch_mtl.py
    compare.py growth batch|layers|...          how Braid's cost grows
    compare.py tables FILE                      what --results FILE has kept of all of them; --docs writes docs/performance.md

JAVA_HOME chooses the JDK. What is not installed is left out, and said on standard error.
"""
import argparse
import json
import os
import re
import sys
import tempfile
from pathlib import Path

import growth
import tables
from workers import HOME, Worker, dl4j_command, last_json, machine, torch_python


def step(given):
    """A result per model and batch."""
    python = torch(given)
    dl4j = dl4j_command() if given.dl4j else None
    for model in given.model:
        for batch in given.batch:
            workers = [Worker("Braid", given.cpu, [
                *given.braid.split(), "bench", "step", "--serve", "--model", model, "--batch", str(batch),
                "--warm-up", str(given.warm_up)])]
            if python:
                program = str(Path(__file__).with_name("torch_step.py"))
                workers.append(Worker("PyTorch", given.cpu, [python, program, model, str(batch), str(given.warm_up)]))
            if dl4j and model == "M":
                workers.append(Worker("DL4J", given.cpu, [*dl4j, str(batch), str(6 * given.warm_up)]))
            yield {"bench": "step", "model": model, "batch": batch, "rates": in_turn(workers, given),
                   "about": {worker.name: worker.about for worker in workers}}
            for worker in workers:
                worker.close()


def in_turn(workers, given):
    """The rates of every round by contestant."""
    rates = {name: [] for name in [*(worker.name for worker in workers), "bound"]}
    for _ in range(given.rounds):
        for worker in workers:
            rates[worker.name].append(worker.ask(f"step {given.seconds}")["events_per_cpu_second"])
        rates["bound"].append(workers[0].ask(f"bound {given.seconds / 2}")["events_per_cpu_second"])
    return rates


def replay(given):
    """One result: every process that replays W, in turn, and then those that meet compiled code."""
    program = Path(given.peers) / "torch_mtl.py"
    if not program.is_file():
        print(f"no {program} (expected: --peers with its directory)", file=sys.stderr)
    python = torch(given)
    with tempfile.TemporaryDirectory() as directory:
        data = [configuration(given.batch, Path(directory)), given.data]
        braid = [*given.braid.split(), "replay", "--json"]
        runs = {"Braid": [*braid, "--preload", *data], "Braid, from CSV": [*braid, *data]}
        if python and program.is_file():
            runs["torch_mtl.py"] = [python, str(program), str(given.batch), str(given.peer_events)]
        rates = {name: [] for name in runs}
        for _ in range(given.rounds):
            for name, command in runs.items():
                rates[name].append(rate(last_json(command, given.cpu)))
        for name, more in {"Braid, compiled": ["--preload"], "Braid, from CSV, compiled": []}.items():
            result = last_json([
                *given.braid.split(), "bench", "replay", "--json", "--rounds", str(given.rounds), *more, *data], given.cpu)
            rates[name] = [result["least"], result["events_per_second"], result["most"]]
    yield {"bench": "replay", "batch": given.batch, "rates": rates}


def configuration(batch, directory):
    """Braid's configuration of W with the model of torch_mtl.py, whose heads read the last layer alone."""
    text = (HOME / "src/test/resources/datasets/w.yaml").read_text(encoding="utf-8")
    text = re.sub(r"(?m)^(model|batch):.*\n", "", text)
    changed = directory / "w.yaml"
    changed.write_text(
        f"{text}model: {{layers: [64, 32], skip: false}}\nbatch: {{size: {batch}}}\n", encoding="utf-8")
    return str(changed)


def rate(result):
    """Events a second, as Braid or as a peer calls it."""
    return result["events_per_second"] if "events_per_second" in result else result["events_per_s"]


def torch(given):
    """An interpreter that has PyTorch, or none and a word about it."""
    python = torch_python(given.python)
    if python is None:
        print(f"no PyTorch for {given.python} (expected: apt-get install python3-torch, or --python with another "
              "interpreter)", file=sys.stderr)
    return python


def arguments():
    common = argparse.ArgumentParser(add_help=False)
    common.add_argument("--braid", default=str(HOME / "bin" / "braid"), help="how Braid is started")
    common.add_argument("--python", default="/usr/bin/python3", help="an interpreter with torch")
    common.add_argument("--cpu", type=int, default=(os.cpu_count() or 1) - 1, help="the core that all run on")
    common.add_argument("--rounds", type=int, default=7)
    common.add_argument("--results", help="a file that every round is appended to, as JSON")
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    commands = parser.add_subparsers(required=True)

    steps = commands.add_parser("step", parents=[common])
    steps.add_argument("--model", nargs="+", choices=["M", "S"], default=["M", "S"])
    steps.add_argument("--batch", nargs="+", type=int, default=[1, 16, 64, 256])
    steps.add_argument("--seconds", type=float, default=1.0, help="of a round")
    steps.add_argument("--warm-up", type=float, default=4.0, help="seconds before the first round")
    steps.add_argument("--no-dl4j", dest="dl4j", action="store_false")
    steps.set_defaults(measure=step)

    replays = commands.add_parser("replay", parents=[common])
    replays.add_argument("data", help="W as a CSV file with a header")
    replays.add_argument("--peers", default=str(HOME.parent / "shared" / "peers"), help="where torch_mtl.py lies")
    replays.add_argument("--batch", type=int, default=64)
    replays.add_argument("--peer-events", type=int, default=200_000, help="events that torch_mtl.py takes")
    replays.set_defaults(measure=replay)

    growths = commands.add_parser("growth", parents=[common])
    growths.add_argument("axis", nargs="*", metavar="AXIS", help=", ".join(growth.AXES))
    growths.add_argument("--seconds", type=float, default=0.5)
    growths.add_argument("--warm-up", type=float, default=3.0)
    growths.set_defaults(measure=growth.measure)

    kept = commands.add_parser("tables")
    kept.add_argument("file")
    kept.add_argument("--docs", action="store_true", help="write docs/performance.md")
    kept.set_defaults(measure=None)
    return parser.parse_args()


def main():
    given = arguments()
    if given.measure is None:
        results = [json.loads(line) for line in Path(given.file).read_text(encoding="utf-8").splitlines()]
        (tables.write if given.docs else tables.show)(results)
        return
    results = []
    for result in given.measure(given):
        results.append({"machine": machine(given.cpu), **result})
        if given.results:
            with open(given.results, "a", encoding="utf-8") as file:
                file.write(json.dumps(results[-1]) + "\n")
    tables.show(results)


if __name__ == "__main__":
    main()
