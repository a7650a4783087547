using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text.Encodings.Web;
using System.Text.Json;
using EntryPath.Cli.Checking;

namespace EntryPath.Cli.Baselines;

/// <summary>The reports that a code base had when it began: they are shown nowhere and fail nothing.</summary>
internal sealed class Baseline
{
    private const int Version = 1;

    private static readonly JsonSerializerOptions s_options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        WriteIndented = true,
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = System.Text.Json.Serialization.JsonUnmappedMemberHandling.Disallow,
    };

    private readonly HashSet<string> _fingerprints;

    private Baseline(HashSet<string> fingerprints) => _fingerprints = fingerprints;

    public int Count => _fingerprints.Count;

    /// <summary>Reads one.</summary>
    /// <exception cref="CheckException">There is none, or it is broken.</exception>
    public static Baseline Read(string path)
    {
        try
        {
            using FileStream file = File.OpenRead(path);
            Content? content = JsonSerializer.Deserialize<Content>(file, s_options);
            if (content?.Reports is null || content.Version != Version || Array.Exists(content.Reports, static report => string.IsNullOrEmpty(report?.Fingerprint)))
                throw new CheckException($"the baseline '{path}' is not one of version {Version}; --write-baseline writes it anew");

            return new Baseline([.. content.Reports.Select(static report => report.Fingerprint!)]);
        }
        catch (FileNotFoundException)
        {
            throw new CheckException($"there is no baseline '{path}'; --write-baseline writes one");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new CheckException($"the baseline '{path}' cannot be read: {problem.Message}");
        }
    }

    /// <summary>Marks the findings that the baseline has.</summary>
    public ImmutableArray<Finding> Mark(ImmutableArray<Finding> findings) =>
        [.. findings.Select(finding => finding with { IsKnown = _fingerprints.Contains(finding.Fingerprint) })];

    /// <summary>How many of the baseline's reports there are no more.</summary>
    public int Gone(ImmutableArray<Finding> findings) => _fingerprints.Except(findings.Select(static finding => finding.Fingerprint)).Count();

    /// <summary>The text of a baseline with these findings. Rule, file and step are for people; only the fingerprint counts.</summary>
    public static string Write(CheckResult result) => JsonSerializer.Serialize(
        new Content(Version, [.. result.Findings.OrderBy(static finding => finding.Fingerprint, StringComparer.Ordinal)
            .Select(finding => new Entry(finding.Fingerprint, finding.Id, result.Relative(finding.Place.Path), finding.Member, finding.Step))]),
        s_options) + "\n";

    private sealed record Content(int Version, Entry[]? Reports);

    private sealed record Entry(string? Fingerprint, string? Rule, string? File, string? Member, string? Step);
}
