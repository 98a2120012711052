"""What was measured as Markdown, on the screen and in docs/performance.md."""
import re
import statistics
from pathlib import Path

from workers import HOME

DOCS = HOME / "docs" / "performance.md"


def key(result):
    """What a result is of; a later one of the same takes its place."""
    return tuple(result.get(part) for part in ("machine", "bench", "axis", "model", "batch", "name"))


def latest(results):
    return list({key(result): result for result in results}.values())


def render(results):
    """The tables of these results by section of the document: a heading line with the machine, and the rows."""
    sections = {}
    for result in latest(results):
        table = sections.setdefault(result["bench"], {}).setdefault((result["machine"], result.get("axis")), [])
        table.append(result)
    return {
        name: "\n".join(SECTIONS[name](machine, rows) for (machine, _), rows in tables.items())
        for name, tables in sections.items()
    }


def step(machine, results):
    lines = [
        f"{machine}. Thousand events per CPU-second, median (least–most).\n",
        "| model | batch | Braid | PyTorch | ratio | DL4J | ratio | bound | share of it |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for result in sorted(results, key=lambda each: (each["model"], each["batch"])):
        rates = result["rates"]
        lines.append(
            f"| {result['model']} | {result['batch']} | {spread(rates['Braid'])} | {peer(rates, 'PyTorch')} | "
            f"{peer(rates, 'DL4J')} | {spread(rates['bound'])} | "
            f"{statistics.median(rates['Braid']) / statistics.median(rates['bound']):.0%} |"
        )
    return "\n".join(lines) + "\n"


def peer(rates, name):
    """A peer's rate, and how many times it Braid's is."""
    if name not in rates:
        return "– | –"
    return f"{spread(rates[name])} | **{statistics.median(rates['Braid']) / statistics.median(rates[name]):.1f}** ×"


def replay(machine, results):
    lines = [
        f"{machine}. Thousand events a second, median (least–most).\n",
        "| batch | | rate | ratio |",
        "|---|---|---|---|",
    ]
    for result in sorted(results, key=lambda each: -each["batch"]):
        base = result["rates"].get("torch_mtl.py")
        for name, rates in result["rates"].items():
            ratio = f"{statistics.median(rates) / statistics.median(base):.1f} ×" if base else "–"
            lines.append(f"| {result['batch']} | {name} | {spread(rates)} | {ratio} |")
    return "\n".join(lines) + "\n"


def growth(machine, results):
    lines = [
        f"{machine}. Batches of 64 unless it says otherwise.\n",
        f"| {results[0]['title']} | parameters | thousand events per CPU-second | µs an event | share of the bound |",
        "|---|---|---|---|---|",
    ]
    for result in results:
        events = result["events_per_cpu_second"]
        lines.append(
            f"| {result['name']} | {result['parameters']:,} | "
            f"{spread([result['least'], events, result['most']])} | {1e6 / events:.2f} | {events / result['bound']:.0%} |"
        )
    return "\n".join(lines) + "\n"


def spread(values):
    """Middle, least and most, in thousands."""
    return f"{statistics.median(values) / 1e3:,.1f} ({min(values) / 1e3:,.1f}–{max(values) / 1e3:,.1f})"


SECTIONS = {"step": step, "replay": replay, "growth": growth}


def write(results):
    """Puts the tables between their marks in docs/performance.md."""
    text = DOCS.read_text(encoding="utf-8")
    for name, table in render(results).items():
        mark = re.compile(f"(<!-- {name}: generated -->\n).*?(<!-- end -->\n)", re.DOTALL)
        text = mark.sub(lambda found: found[1] + table + found[2], text)
    DOCS.write_text(text, encoding="utf-8")


def show(results):
    for table in render(results).values():
        print(table)
