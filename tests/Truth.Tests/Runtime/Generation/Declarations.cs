using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using EntryPath.Truth.Tests.Generation;

namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>What a program declares: parameters of the method that is being written, members of its class, and helpers.</summary>
internal sealed class Declarations(Chance chance)
{
    private readonly List<(string Type, string Name)> _parameters = [];
    private int _fields;
    private int _names;

    public List<string> Members { get; } = [];

    public List<IReadOnlyList<CodeLine>> Helpers { get; } = [];

    /// <summary>Types beside the program's class.</summary>
    public List<IReadOnlyList<CodeLine>> Types { get; } = [];

    public string ParameterList => string.Join(", ", _parameters.Select(parameter => parameter.Type + " " + parameter.Name));

    /// <summary>A name that nothing in the program has yet.</summary>
    public string New(string prefix) => prefix + (_names++).ToString(CultureInfo.InvariantCulture);

    public void BeginMethod() => _parameters.Clear();

    /// <summary>A parameter of this type: one that is there, or a new one.</summary>
    public string Parameter(string type)
    {
        var same = _parameters.Where(parameter => parameter.Type == type).ToArray();
        if (same.Length > 0 && type is not "Unit" && chance.Percent(60))
            return chance.Of(same).Name;
        if (same.Length > 1)
            return chance.Of(same).Name;
        var name = "p" + _parameters.Count.ToString(CultureInfo.InvariantCulture);
        _parameters.Add((type, name));
        return name;
    }

    /// <summary>A member, written with its name where the text says {0}.</summary>
    public string Field(string text)
    {
        var name = (text.Contains("private", System.StringComparison.Ordinal) && text.Contains('=') && !text.Contains("{{") && !text.Contains("=>") ? "_f" : "F")
            + _fields++.ToString(CultureInfo.InvariantCulture);
        Members.Add(string.Format(CultureInfo.InvariantCulture, text, name));
        return name;
    }
}
