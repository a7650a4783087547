#!/usr/bin/env python3
"""Lists the branches of the analyzer that the random programs do not reach.

    uncovered.py coverage.json reasons.txt

coverage.json is coverlet's own format. reasons.txt says, for functions of the folders Flow and Lowering, why their branches are not reached: lines
"= reason", each followed by lines "File Function", or "File *" for all that is left of a file; what comes first wins. What is printed is Markdown: the
branches reached in each folder, and those of the two folders that are not: how many stand on a line of which programs take another branch (the other half
of a condition, one name or shape of a pattern, a `?.` that is never null), and all others by reason, with the functions that have none yet."""
import collections
import json
import re
import sys

FOLDERS = ("Flow", "Lowering")


def branches(report):
    """File, function, line, and whether it was taken, for each branch."""
    for files in report.values():
        for path, classes in files.items():
            found = re.search(r"src/Analyzer/(.+)\.cs$", path.replace("\\", "/"))
            if not found:
                continue
            for owner, methods in classes.items():
                for method, told in methods.items():
                    for branch in told["Branches"]:
                        yield found.group(1), function(owner, method), branch["Line"], branch["Hits"] > 0


def function(owner, method):
    """The function of the source that a method of the assembly is part of."""
    name = re.sub(r"\(.*", "", method.split("::")[-1])
    outer = re.search(r"<(\w+)>", name) or re.search(r"/<(\w+)>", owner)
    return outer.group(1) if outer else name


def reasons(path):
    told, reason = [], None
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if line.startswith("= "):
                reason = line[2:]
            elif line and not line.startswith("#"):
                told.append((*line.split(), reason))
    return told


def main(report, why):
    with open(report, encoding="utf-8-sig") as text:
        all_branches = list(branches(json.load(text)))
    told = reasons(why)
    folders = collections.defaultdict(lambda: [0, 0])
    missed, halves = collections.Counter(), collections.Counter()
    reached = {(path, line) for path, _, line, taken in all_branches if taken}
    for path, name, line, taken in all_branches:
        folder = path.split("/")[0] if "/" in path else "."
        folders[folder][0] += taken
        folders[folder][1] += 1
        if not taken and folder in FOLDERS:
            (halves if (path, line) in reached else missed)[(path.split("/")[-1], name)] += 1

    print("| folder | branches reached |\n|---|---|")
    for folder, (taken, count) in sorted(folders.items(), key=lambda one: -one[1][0] / one[1][1]):
        print(f"| `{folder}` | {taken:,} of {count:,} ({100 * taken // count} %) |")
    taken, count = map(sum, zip(*folders.values()))
    print(f"\n{100 * taken // count} % in all ({taken:,} of {count:,}).\n")

    by_reason = collections.defaultdict(list)
    for (path, name), count in missed.items():
        by_reason[next((reason for file, of, reason in told if file == path and of in ("*", name)), None)].append((path, name, count))
    print("| why | branches | where |\n|---|---|---|")
    by_file = collections.Counter()
    for (path, _), count in halves.items():
        by_file[path] += count
    print(f"| another branch of the same line is taken | {sum(halves.values())} | {', '.join(f'`{path}` {count}' for path, count in sorted(by_file.items()))} |")
    for reason, functions in sorted(by_reason.items(), key=lambda one: -sum(count for *_, count in one[1])):
        where = collections.defaultdict(list)
        for path, name, count in sorted(functions):
            where[path].append(f"{name} {count}")
        text = "; ".join(f"`{path}`: {', '.join(names)}" for path, names in sorted(where.items()))
        print(f"| {reason or '**no reason given**'} | {sum(count for *_, count in functions)} | {text} |")


if __name__ == "__main__":
    main(*sys.argv[1:])
