using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using System.Security.Cryptography;
using System.Text;
using Microsoft.CodeAnalysis;

namespace EntryPath.Packs.Corpus;

/// <summary>
/// What was judged of certain reports: a file of lines with tabs, each with a fingerprint, a verdict, the place and why. A report keeps its fingerprint where lines above it move
/// and where its words change.
/// </summary>
internal sealed class Verdicts
{
    public const string Open = "?";

    private readonly string? _path;
    private readonly Dictionary<string, string> _known;
    private readonly List<string> _added = [];
    private readonly Dictionary<string, int> _seen = [];

    /// <param name="path">The file; null: nothing was judged.</param>
    public Verdicts(string? path)
    {
        _path = path;
        _known = path is not null && File.Exists(path)
            ? File.ReadLines(path).Select(static line => line.Split('\t')).Where(static fields => fields is [{ Length: > 0 }, _, ..]).ToDictionary(static fields => fields[0], static fields => fields[1])
            : [];
    }

    /// <summary>The verdict of a report: <c>true</c>, <c>false</c>, or <see cref="Open"/> where none was given yet. A report that is new is noted.</summary>
    /// <param name="diagnostic">The report.</param>
    /// <param name="place">Its file, below the root of the source.</param>
    /// <param name="line">Its line, from 1.</param>
    public string Of(Diagnostic diagnostic, string place, int line)
    {
        string text = diagnostic.Location.SourceTree!.GetText().Lines[line - 1].ToString().Trim();
        string what = string.Join('|', place, diagnostic.Id, diagnostic.Properties.GetValueOrDefault("step"), text);
        int turn = _seen[what] = _seen.GetValueOrDefault(what) + 1;
        string fingerprint = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(what + '|' + turn)))[..12];
        if (_known.TryGetValue(fingerprint, out string? verdict))
            return verdict;

        _known.Add(fingerprint, Open);
        _added.Add(string.Join('\t', fingerprint, Open, diagnostic.Id, $"{place}({line})", ""));
        return Open;
    }

    /// <summary>Adds what is new to the file, to be judged.</summary>
    public void Save()
    {
        if (_path is not null && _added.Count > 0)
            File.AppendAllLines(_path, _added);
    }
}
