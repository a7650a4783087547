using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Globalization;
using System.IO;
using System.Security.Cryptography;
using System.Text;
using EntryPath.Cli.Checking;

namespace EntryPath.Cli.Baselines;

/// <summary>
/// Names a report by what it is about and not by where it stands: rule, member, protocol, step, the code that is reported, and which one it is where a
/// member has several that are alike. Lines above, other members and a move of the file leave it as it is.
/// </summary>
internal static class Fingerprint
{
    /// <summary>Gives each finding its own.</summary>
    public static ImmutableArray<Finding> Assign(IEnumerable<Finding> findings, Func<Place, string> textOf)
    {
        var seen = new Dictionary<string, int>(StringComparer.Ordinal);
        var named = ImmutableArray.CreateBuilder<Finding>();
        foreach (Finding finding in findings)
        {
            string place = finding.Member ?? Path.GetFileName(finding.Place.Path);
            string code = string.Join(' ', textOf(finding.Place).Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries));
            string key = string.Join('\n', finding.Id, finding.Project, place, finding.Protocol, finding.Step, code);
            int number = seen.GetValueOrDefault(key);
            seen[key] = number + 1;
            byte[] hash = SHA256.HashData(Encoding.UTF8.GetBytes(key + "\n" + number.ToString(CultureInfo.InvariantCulture)));
            named.Add(finding with { Fingerprint = Convert.ToHexStringLower(hash.AsSpan(0, 16)) });
        }

        return named.ToImmutable();
    }
}
