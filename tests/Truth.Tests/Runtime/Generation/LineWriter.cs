using System;
using System.Collections.Generic;
using System.Linq;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>Writes the lines of one body, with a line of logging now and then.</summary>
internal sealed class LineWriter(Chance chance, Production allowed, Declarations declared)
{
    private readonly List<CodeLine> _lines = [];
    private int _indent;

    public IReadOnlyList<CodeLine> Lines => _lines;

    public Chance Chance => chance;

    public Declarations Declared => declared;

    /// <summary>Whether something in the body is awaited.</summary>
    public bool IsAsync { get; set; }

    public bool Has(Production production) => (allowed & production) != 0;

    public string New(string prefix = "x") => declared.New(prefix);

    public void Text(string text, bool isCall = false) => _lines.Add(new CodeLine(_indent, text, isCall));

    /// <summary>Calls that an edit may lose, double, move or exchange.</summary>
    public void Calls(params IEnumerable<string> calls)
    {
        foreach (var call in calls)
        {
            Text(call, isCall: true);
            Log();
        }
    }

    public void Braces(Action inside, string after = "")
    {
        Text("{");
        _indent++;
        inside();
        _indent--;
        Text("}" + after);
    }

    /// <summary>Lines in front of what is written inside, which leave so many blocks open.</summary>
    public void Inside(IEnumerable<string> before, int blocks, Action inside)
    {
        foreach (var line in before)
            Text(line);
        _indent += blocks;
        inside();
        for (; blocks > 0; blocks--)
        {
            _indent--;
            Text("}");
        }
    }

    public void Log()
    {
        if (!chance.Percent(15))
            return;
        Text(Has(Production.Elsewhere) && chance.Percent(40)
            ? chance.Of("Env.Log(\"unit\", p0);", "GC.KeepAlive(p0);", "Env.Call(static () => Env.Work());", "_ = string.Join(\", \", new[] { 1, 2 });", "_ = Equals(p0, null);")
            : chance.Of("Env.Log(\"here\");", "_ = string.Concat(\"a\", \"b\");", "Env.Work();", "_ = Math.Max(1, 2);"));
    }

    /// <summary>A private method with these lines, which has no lines of logging.</summary>
    public string Helper(string head, params IEnumerable<string> calls)
    {
        var method = declared.New("Helper");
        declared.Helpers.Add(Member(string.Format(System.Globalization.CultureInfo.InvariantCulture, head, method), calls));
        return method;
    }

    /// <summary>A member of this head and with these calls.</summary>
    public static IReadOnlyList<CodeLine> Member(string head, IEnumerable<string> calls) =>
    [
        new CodeLine(0, head, IsCall: false),
        new CodeLine(0, "{", IsCall: false),
        .. calls.Select(call => new CodeLine(1, call, IsCall: !(call.TrimStart().Split(' ')[0] is "yield" or "return" or "return;" or "if" or "{" or "}" or "var"))),
        new CodeLine(0, "}", IsCall: false),
    ];
}
