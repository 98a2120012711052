"""How the cost of an event grows with one thing at a time, from model M or S."""
from workers import last_json

M, S = ["--model", "M"], ["--model", "S"]
TEXT = ["--model", "M", "--rows", "65536", "--dim", "32"]
ROWS = [*M, "--categories", "8", "--events", "131072", "--numbers", "8"]

AXES = {
    "batch": ("events in a batch", [(str(n), [*M, "--batch", str(n)]) for n in (1, 4, 16, 64, 256, 1024)]),
    "layers": ("shared layers of 128", [
        (str(n), [*M, "--layers", ",".join(["128"] * n)]) for n in range(1, 7)]),
    "tasks": ("tasks", [(str(n), [*M, "--tasks", str(n)]) for n in (1, 2, 4, 8, 16, 32)]),
    "features": ("numbers", [(str(n), [*M, "--numbers", str(n)]) for n in (8, 32, 64, 128, 256, 512)]),
    "categories": ("categories", [(str(n), [*M, "--categories", str(n)]) for n in (0, 1, 2, 4, 8, 16, 32)]),
    "rows": ("embedding rows in total, evenly drawn", [
        (f"10^{n}", [*ROWS, "--rows", str(10**n // 8), "--values", str(10**n // 8)]) for n in range(3, 8)]),
    "text": ("words of a text", [(str(n), [*TEXT, "--words", str(n)]) for n in (1, 4, 16, 64, 256)]),
    "width": ("widths of two layers", [
        (f"{n}, {n // 2}", [*M, "--layers", f"{n},{n // 2}"]) for n in (32, 64, 128, 256, 512, 1024)]),
}


def measure(given):
    """A result per case of the axes that are asked for."""
    for axis in given.axis or AXES:
        title, cases = AXES[axis]
        for name, options in cases:
            result = last_json([
                *given.braid.split(), "bench", "step", "--json", "--rounds", str(given.rounds),
                "--seconds", str(given.seconds), "--warm-up", str(given.warm_up), *options], given.cpu)
            yield {"bench": "growth", "axis": axis, "title": title, "name": name, **result}
