using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Rules;

/// <summary>Which exceptions count as ways out: <c>entrypath.exceptions</c>, for all protocols or, with its name appended, for one.</summary>
internal sealed class ExceptionPolicy
{
    private const string Key = "entrypath.exceptions";

    /// <summary>The values that there are.</summary>
    private const string Values = "explicit, callbacks, calls_in_try and any";

    private readonly AnalyzerConfigOptions _options;

    public ExceptionPolicy(AnalyzerConfigOptions options) => _options = options;

    public ThrowLevel Of(Protocol protocol) =>
        Parse(Key + "." + protocol.Name) ?? Parse(Key) ?? ThrowLevel.Explicit;

    /// <summary>The highest level that counts for some protocol.</summary>
    public ThrowLevel Highest(IEnumerable<Protocol> protocols)
    {
        ThrowLevel highest = ThrowLevel.Explicit;
        foreach (Protocol protocol in protocols)
        {
            ThrowLevel level = Of(protocol);
            if (level > highest)
                highest = level;
        }

        return highest;
    }

    /// <summary>The settings whose value is none of those that there are.</summary>
    public IEnumerable<(string Key, string Value, string Known)> Unknown(IEnumerable<Protocol> protocols)
    {
        foreach (string key in KeysFor(protocols))
        {
            if (_options.TryGetValue(key, out string? value) && Parse(key) is null)
                yield return (key, value, Values);
        }
    }

    /// <summary>All settings that count for protocols.</summary>
    public static IEnumerable<string> KeysFor(IEnumerable<Protocol> protocols) => protocols.Select(static protocol => Key + "." + protocol.Name).Prepend(Key);

    private ThrowLevel? Parse(string key) => _options.TryGetValue(key, out string? value)
        ? value.Trim().ToLowerInvariant() switch
        {
            "explicit" => ThrowLevel.Explicit,
            "callbacks" => ThrowLevel.Callback,
            "calls_in_try" => ThrowLevel.CallInTry,
            "any" => ThrowLevel.AnyCall,
            _ => null,
        }
        : null;
}
