#!/usr/bin/env python3
"""Lists the branches of the analyzer that the random programs do not reach.

    uncovered.py coverage.json reasons.txt [unreached.tsv]

coverage.json is coverlet's own format. reasons.txt says, for functions of the folders Flow and Lowering, why their branches are not reached: lines
"= reason", each followed by lines "File Function", or "File *" for all that is left of a file; what comes first wins. After these, lines "~ reason" are for
branches on a line of which programs take another one (the other half of a condition, one name or shape of a pattern, a `?.` that is never null): what follows
may be "/expression/", too, which the text of such a line has. What is printed is Markdown: the branches reached in each folder, and those of the two folders
that are not, by reason. unreached.tsv gets each line that has one: file, function, how many of its branches are not reached and how many it has, reason, text."""
import collections
import json
import os
import re
import sys

FOLDERS = ("Flow", "Lowering")


def branches(report):
    """File of the repository, file, function, line, and whether it was taken, for each branch."""
    for files in report.values():
        for path, classes in files.items():
            found = re.search(r"src/Analyzer/(.+)\.cs$", path.replace("\\", "/"))
            if not found:
                continue
            for owner, methods in classes.items():
                for method, told in methods.items():
                    for branch in told["Branches"]:
                        yield path, found.group(1), function(owner, method), branch["Line"], branch["Hits"] > 0


def function(owner, method):
    """The function of the source that a method of the assembly is part of."""
    name = re.sub(r"\(.*", "", method.split("::")[-1])
    outer = re.search(r"<(\w+)>", name) or re.search(r"/<(\w+)>", owner)
    return (outer.group(1) if outer else name).split(".")[-1]


def reasons(path):
    """Those for all branches, and those for halves only."""
    told, reason = ([], []), None
    with open(path, encoding="utf-8") as lines:
        for line in map(str.strip, lines):
            if line.startswith(("= ", "~ ")):
                reason = line
            elif line.startswith("/"):
                told[1].append((re.compile(line.strip("/")), reason[2:]))
            elif line and not line.startswith("#"):
                told[reason.startswith("~")].append((tuple(line.split()), reason[2:]))
    return told


def main(report, why, listed=None):
    with open(report, encoding="utf-8-sig") as text:
        all_branches = list(branches(json.load(text)))
    for_all, for_halves = reasons(why)
    folders = collections.defaultdict(lambda: [0, 0])
    counts, sources = collections.defaultdict(lambda: [0, 0]), {}
    for source, path, name, line, taken in all_branches:
        folder = path.split("/")[0] if "/" in path else "."
        folders[folder][0] += taken
        folders[folder][1] += 1
        if folder in FOLDERS:
            sources[path] = source
            counts[(path, name, line)][0] += not taken
            counts[(path, name, line)][1] += 1

    def reason(path, name, text, is_half):
        file = path.split("/")[-1]
        for rule, told in for_all + (for_halves if is_half else []):
            if rule[0] == file and rule[1] in ("*", name) if isinstance(rule, tuple) else rule.search(text):
                return told
        return None

    lines = {path: open(source, encoding="utf-8-sig").read().split("\n") if os.path.exists(source) else [] for path, source in sources.items()}
    unreached = []
    for (path, name, line), (missed, count) in sorted(counts.items()):
        if missed:
            text = lines[path][line - 1].strip() if line <= len(lines[path]) else ""
            unreached.append((path, name, missed, count, reason(path, name, text, missed < count), text))

    print("| folder | branches reached |\n|---|---|")
    for folder, (taken, count) in sorted(folders.items(), key=lambda one: -one[1][0] / one[1][1]):
        print(f"| `{folder}` | {taken:,} of {count:,} ({100 * taken // count} %) |")
    taken, count = map(sum, zip(*folders.values()))
    print(f"\n{100 * taken // count} % in all ({taken:,} of {count:,}).\n")

    by_reason = collections.defaultdict(list)
    for path, name, missed, count, told, _ in unreached:
        by_reason[told].append((path, name, missed, missed < count))
    print("| why | branches | of these on a line of which another is taken | where |\n|---|---|---|---|")
    for told, found in sorted(by_reason.items(), key=lambda one: -sum(missed for *_, missed, _ in one[1])):
        where = collections.Counter()
        for path, _, missed, _ in found:
            where[path.split("/")[-1]] += missed
        print(f"| {told or '**no reason given**'} | {sum(missed for *_, missed, _ in found)} | {sum(missed for *_, missed, half in found if half)} "
              f"| {', '.join(f'`{path}` {missed}' for path, missed in sorted(where.items()))} |")

    if listed:
        with open(listed, "w", encoding="utf-8", newline="\n") as table:
            table.write("file\tfunction\tnot reached\tbranches\treason\tline\n")
            for path, name, missed, count, told, text in unreached:
                table.write(f"{path}\t{name}\t{missed}\t{count}\t{told or '?'}\t{text}\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
