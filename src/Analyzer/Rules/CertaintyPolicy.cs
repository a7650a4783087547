using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis.Diagnostics;

namespace EntryPath.Analyzer.Rules;

/// <summary>
/// Whether reports are told that rest on an assumption: <c>entrypath.certainty</c>, for all protocols or, with its name appended, for one. Code that declares its own
/// protocols wants nothing missed, and code that a pack looks at without its doing wants nothing wrong.
/// </summary>
internal sealed class CertaintyPolicy
{
    private const string Key = "entrypath.certainty";

    /// <summary>The values that there are.</summary>
    private const string Values = "certain and likely";

    private readonly AnalyzerConfigOptions _options;

    public CertaintyPolicy(AnalyzerConfigOptions options) => _options = options;

    /// <summary>Whether a report about a protocol is told although something on its path was assumed.</summary>
    public bool TellsLikely(Protocol protocol) => Parse(Key + "." + protocol.Name) ?? Parse(Key) ?? !protocol.IsOfPack;

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

    private bool? Parse(string key) => _options.TryGetValue(key, out string? value)
        ? value.Trim().ToLowerInvariant() switch
        {
            "certain" => false,
            "likely" => true,
            _ => null,
        }
        : null;
}
