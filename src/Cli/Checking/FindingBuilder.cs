using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.Diagnostics.CodeAnalysis;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using EntryPath.Analyzer.Protocols;
using EntryPath.Analyzer.Rules;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.Cli.Checking;

/// <summary>Reads the path and the protocol of a report out of what the analyzer says of it.</summary>
internal sealed class FindingBuilder(Project project, Compilation compilation, RuleSet rules, IDictionary<string, SourceText> sources)
{
    private static readonly SymbolDisplayFormat s_memberFormat = SymbolDisplayFormat.CSharpErrorMessageFormat;

    public Finding Build(Diagnostic diagnostic, CancellationToken cancellation)
    {
        ImmutableArray<PathStep> path = PathOf(diagnostic);
        Protocol? protocol = Property(diagnostic, FixProperties.ProtocolId) is { } id ? rules.Protocols.FirstOrDefault(protocol => protocol.DocumentationId == id) : null;
        HashSet<string> wrong = [.. WrongSteps(diagnostic)];
        var finding = new Finding(diagnostic.Id, diagnostic.Severity, diagnostic.GetMessage(CultureInfo.InvariantCulture), Place.Of(diagnostic.Location), NameOf(project))
        {
            Member = MemberOf(diagnostic.Location, cancellation),
            Protocol = Property(diagnostic, FixProperties.Protocol),
            Step = Property(diagnostic, FixProperties.Step),
            Suppression = SuppressionOf(diagnostic),
            Path = path,
            Ladder = protocol is null || path.IsEmpty ? null : Ladder.Of(
                protocol.Name, protocol.DocumentationId, protocol.Ordered, [.. protocol.Steps.Select(static step => (step.Name, step.Because))], path, wrong),
        };
        foreach (SyntaxTree tree in diagnostic.AdditionalLocations.Append(diagnostic.Location).Select(static place => place.SourceTree).OfType<SyntaxTree>().Distinct())
        {
            lock (sources)
                sources[tree.FilePath] = tree.GetText(cancellation);
        }

        if (diagnostic.Location.SourceTree is null && project.AdditionalDocuments.FirstOrDefault(document => document.FilePath == finding.Place.Path) is { } stub
            && stub.TryGetText(out SourceText? text))
        {
            lock (sources)
                sources[finding.Place.Path] = text;
        }

        return finding;
    }

    /// <summary>The project file's name, which is the same for all target frameworks; empty for files without a project.</summary>
    public static string NameOf(Project project) =>
        Path.GetExtension(project.FilePath) is ".csproj" ? Path.GetFileNameWithoutExtension(project.FilePath)! : string.Empty;

    private Suppression? SuppressionOf(Diagnostic diagnostic) => !diagnostic.IsSuppressed
        ? null
        : new Suppression(diagnostic.GetSuppressionInfo(compilation)?.Attribute?.NamedArguments
            .FirstOrDefault(static argument => argument.Key == nameof(SuppressMessageAttribute.Justification)).Value.Value as string);

    private static string? Property(Diagnostic diagnostic, string key) =>
        diagnostic.Properties.TryGetValue(key, out string? value) && value is { Length: > 0 } ? value : null;

    private static IEnumerable<string> WrongSteps(Diagnostic diagnostic) =>
        (Property(diagnostic, FixProperties.Also)?.Split(',') ?? []).Prepend(Property(diagnostic, FixProperties.Step)).OfType<string>();

    private static ImmutableArray<PathStep> PathOf(Diagnostic diagnostic)
    {
        var report = new PathStep(Place.Of(diagnostic.Location), TextOf(diagnostic.Location), [], null, PathRole.Report) { Label = ReportLabel(diagnostic), Member = Wording.Around(diagnostic.Location) };
        if (diagnostic.AdditionalLocations.Count == 0)
            return [];

        var changes = new Dictionary<int, List<StepChange>>();
        var outcomes = new Dictionary<int, string>();
        var texts = new Dictionary<int, string>();
        foreach (string line in (Property(diagnostic, FixProperties.Trace) ?? string.Empty).Split('\n', StringSplitOptions.RemoveEmptyEntries))
        {
            // The text may have the separator in it, and comes last.
            string[] fields = line.Split(Trace.Separator, 5);
            int place = int.Parse(fields[0], CultureInfo.InvariantCulture);
            texts[place] = fields[4];
            if (fields[1] == Trace.Branch)
            {
                outcomes[place] = fields[2];
                continue;
            }

            int dot = fields[2].LastIndexOf('.');
            if (!changes.TryGetValue(place, out List<StepChange>? known))
                changes.Add(place, known = []);

            var change = new StepChange(fields[1], fields[2][(dot + 1)..], fields[2][..dot], fields[3]);
            if (!known.Contains(change))
                known.Add(change);
        }

        // The ladder shows one protocol; what the same calls do to others would hide it.
        string? protocol = Property(diagnostic, FixProperties.ProtocolId);
        int calls = Property(diagnostic, FixProperties.Calls) is { } first ? int.Parse(first, CultureInfo.InvariantCulture) : diagnostic.AdditionalLocations.Count;
        var path = new List<PathStep>();
        for (int i = calls; i < diagnostic.AdditionalLocations.Count; i++)
            path.Add(Stop(i, [], null, PathRole.Call));

        int later = -1;
        for (int i = 0; i < calls; i++)
        {
            ImmutableArray<StepChange> all = changes.TryGetValue(i, out List<StepChange>? done) ? [.. done] : [];
            ImmutableArray<StepChange> own = all.RemoveAll(change => protocol is not null && change.Protocol != protocol);
            string? outcome = outcomes.GetValueOrDefault(i);
            if (all.IsEmpty && outcome is null)
                later = i;
            else if (!own.IsEmpty || outcome is not null)
                path.Add(Stop(i, own, outcome, PathRole.Way));
        }

        path.Add(report);
        if (later >= 0)
            path.Add(Stop(later, [], null, PathRole.Later));

        return path is [_] ? [] : [.. path];

        PathStep Stop(int index, ImmutableArray<StepChange> own, string? outcome, PathRole role)
        {
            Location location = diagnostic.AdditionalLocations[index];
            string text = texts.GetValueOrDefault(index) ?? TextOf(location);
            return new PathStep(Place.Of(location), text, own, outcome, role) { Label = PathStep.LabelOf(text, own, outcome, role), Member = Wording.Around(location) };
        }
    }

    private static string ReportLabel(Diagnostic diagnostic) =>
        diagnostic.Id == Descriptors.Missing.Id || (diagnostic.Id == Descriptors.TooEarly.Id && Property(diagnostic, FixProperties.Move)?.StartsWith(FixProperties.Before, StringComparison.Ordinal) != true)
            ? "needs " + string.Join(" and ", WrongSteps(diagnostic).Select(static step => $"'{step}'")) + " in effect here"
            : diagnostic.Descriptor.Title.ToString(CultureInfo.InvariantCulture);

    private static string TextOf(Location location)
    {
        string text = location.SourceTree?.GetText().ToString(location.SourceSpan) ?? string.Empty;
        int line = text.IndexOfAny(['\r', '\n']);
        return line < 0 ? text : text[..line] + "…";
    }

    /// <summary>The member around a place: a lambda or local function is a part of it.</summary>
    private string? MemberOf(Location location, CancellationToken cancellation)
    {
        if (location.SourceTree is not { } tree || !compilation.ContainsSyntaxTree(tree))
            return null;

        ISymbol? symbol = compilation.GetSemanticModel(tree).GetEnclosingSymbol(location.SourceSpan.Start, cancellation);
        while (symbol is IMethodSymbol { MethodKind: MethodKind.AnonymousFunction or MethodKind.LocalFunction } or IParameterSymbol)
            symbol = symbol.ContainingSymbol;

        return symbol is null or INamespaceSymbol ? null : symbol.ToDisplayString(s_memberFormat);
    }
}
