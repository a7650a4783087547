using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Linq;
using System.Threading.Tasks;

namespace EntryPath.Analyzer.Tests.Matrix.Disciplines;

/// <summary>
/// An entry path in C# that can be edited line by line. A line's name is the comment at its end; edits and expectations use names.
/// </summary>
internal sealed class EntryPathSource
{
    private readonly string _types;
    private readonly ImmutableList<string> _lines;

    private EntryPathSource(string types, ImmutableList<string> lines)
    {
        _types = types;
        _lines = lines;
    }

    public EntryPathSource(string types, string path)
        : this(types, [.. path.Split('\n')])
    {
    }

    public EntryPathSource Without(string name) => With(_lines.RemoveAt(Find(name)));

    /// <summary>Without each of several lines.</summary>
    public EntryPathSource Without(params string[] names) => names.Aggregate(this, (source, name) => source.Without(name));

    public EntryPathSource Swap(string first, string second)
    {
        var (one, two) = (Find(first), Find(second));
        return With(_lines.SetItem(one, _lines[two]).SetItem(two, _lines[one]));
    }

    public EntryPathSource MoveBefore(string name, string target)
    {
        var line = _lines[Find(name)];
        var rest = Without(name);
        return rest.With(rest._lines.Insert(rest.Find(target), line));
    }

    public EntryPathSource MoveAfter(string name, string target)
    {
        var line = _lines[Find(name)];
        var rest = Without(name);
        return rest.With(rest._lines.Insert(rest.Find(target) + 1, line));
    }

    public EntryPathSource InsertBefore(string target, string line) => With(_lines.Insert(Find(target), line));

    public EntryPathSource Replace(string name, string line) => With(_lines.SetItem(Find(name), line));

    /// <summary>Expects exactly these reports, each "id name-of-line".</summary>
    public async Task Reports(params string[] expected)
    {
        var source = Prelude.Usings + string.Join('\n', _lines);
        var reports = await Check.ReportsAsync(source, Prelude.Usings + _types);
        var lines = source.Split('\n');
        var actual = reports.Select(report => report.Id + " " + NameOf(lines[report.Line - 1]));
        Assert.True(
            expected.SequenceEqual(actual),
            $"expected: {string.Join("; ", expected)}\nreported: {string.Join("; ", actual)}\n"
            + string.Join('\n', reports.Select(report => $"{report.Line}: {report.Id} {report.Message}")) + "\n" + source);
    }

    public Task IsAccepted() => Reports();

    private EntryPathSource With(ImmutableList<string> lines) => new(_types, lines);

    private int Find(string name)
    {
        IEnumerable<int> found = Enumerable.Range(0, _lines.Count).Where(index => NameOf(_lines[index]) == name);
        return found.Count() == 1 ? found.Single() : throw new InvalidOperationException($"There is not one line named {name}.");
    }

    private static string NameOf(string line) =>
        line.LastIndexOf("// ", StringComparison.Ordinal) is var start and >= 0 ? line[(start + 3)..].TrimEnd() : line.Trim();
}
