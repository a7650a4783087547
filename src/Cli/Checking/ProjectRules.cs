using System;
using System.Collections.Generic;
using System.Collections.Immutable;
using System.IO;
using System.Linq;
using System.Text;
using System.Threading;
using System.Threading.Tasks;
using EntryPath.Analyzer.Protocols;
using EntryPath.Cli.Reports;
using Microsoft.CodeAnalysis;
using RuleSet = EntryPath.Analyzer.Protocols.RuleSet;

namespace EntryPath.Cli.Checking;

/// <summary>The protocols of one project, as people read them.</summary>
/// <param name="Project">The project's name.</param>
/// <param name="Protocols">The protocols, by name.</param>
internal sealed record ProjectRules(string Project, ImmutableArray<ProtocolInForce> Protocols)
{
    public static async Task<ProjectRules> ReadAsync(Project project, string root, CancellationToken cancellation)
    {
        Compilation compilation = (await project.GetCompilationAsync(cancellation))!;
        string name = FindingBuilder.NameOf(project) is { Length: > 0 } own ? own : project.Name;
        if (RuleSet.Create(compilation, project.AnalyzerOptions, cancellation) is not { } rules)
            return new ProjectRules(name, []);

        ILookup<Protocol, (ISymbol Member, MemberEvent Event)> uses = rules.Members
            .SelectMany(member => (rules.For(member)?.Events ?? []).Select(happening => (Member: member, Event: happening)))
            .ToLookup(static use => use.Event.Protocol);
        return new ProjectRules(name,
        [
            .. rules.Protocols.OrderBy(static protocol => protocol.Name, StringComparer.Ordinal).Select(protocol => new ProtocolInForce(
                protocol.Name,
                protocol.Ordered,
                Origin(protocol, compilation, root),
                [.. protocol.Steps.Select(step => Describe(step, uses[protocol].Where(use => ReferenceEquals(use.Event.Step, step))))],
                Names(uses[protocol].Where(static use => use.Event.Kind == EventKind.Commit))))
        ]);
    }

    public string ToText(TextStyle style)
    {
        var text = new StringBuilder().Append(style.Strong).Append(Project).Append(style.End).Append('\n');
        if (Protocols.IsEmpty)
            return text.Append("  no protocol is in force\n\n").ToString();

        foreach (ProtocolInForce protocol in Protocols)
        {
            text.Append("  ").Append(style.Strong).Append(protocol.Name).Append(style.End).Append(protocol.IsOrdered ? ", in order" : ", in any order")
                .Append(style.Dim).Append(", from ").Append(protocol.Origin).Append(style.End).Append('\n');
            for (int i = 0; i < protocol.Steps.Length; i++)
                text.Append("    ").Append(protocol.IsOrdered ? $"{i + 1}. " : "-  ").Append(protocol.Steps[i]).Append('\n');

            if (protocol.Commits.Length > 0)
                text.Append("    commit: ").Append(protocol.Commits).Append('\n');
        }

        return text.Append('\n').ToString();
    }

    private static string Describe(ProtocolStep step, IEnumerable<(ISymbol Member, MemberEvent Event)> uses)
    {
        (ISymbol Member, MemberEvent Event)[] all = [.. uses];
        string[] kinds =
        [
            .. new[]
            {
                (step.IsBracket, "bracket"), (step.Optional, "optional"), (step.Strict, "strict"), (step.Repeat, "repeat"), (step.Nestable, "nestable"),
                (step.BelongsToThread, "of the thread"), (step.MayStay, "may stay"), (step.EndsOnThrow, "ends on throw"),
            }.Where(static kind => kind.Item1).Select(static kind => kind.Item2),
        ];
        string performed = Names(all.Where(static use => use.Event.Kind == EventKind.Step));
        string undone = Names(all.Where(static use => use.Event.Kind == EventKind.Undo));
        return step.Name + (kinds.Length > 0 ? $" ({string.Join(", ", kinds)})" : string.Empty)
            + (performed.Length > 0 ? ": " + performed : string.Empty) + (undone.Length > 0 ? "; undone by " + undone : string.Empty);
    }

    private static string Names(IEnumerable<(ISymbol Member, MemberEvent Event)> uses) =>
        string.Join(", ", uses.Select(static use => NameOf(use.Member)).Distinct().Order(StringComparer.Ordinal));

    private static string NameOf(ISymbol member) => member switch
    {
        INamedTypeSymbol or IMethodSymbol { MethodKind: MethodKind.Constructor } => MemberName.Of(member),
        { ContainingType: { } type } => type.Name + "." + MemberName.Of(member),
        _ => MemberName.Of(member),
    };

    /// <summary>Where a protocol is declared: a line of source or of a stub, a pack, or another assembly.</summary>
    private static string Origin(Protocol protocol, Compilation compilation, string root)
    {
        if (protocol.Location is { } location && Place.Of(location) is { Path.Length: > 0 } place)
            return $"{Path.GetRelativePath(root, place.Path).Replace('\\', '/')}({place.StartLine})";

        ISymbol? type = DocumentationCommentId.GetFirstSymbolForDeclarationId(protocol.DocumentationId, compilation);
        string assembly = type?.ContainingAssembly?.Name ?? "an assembly that is not referenced";
        return type?.ContainingNamespace?.ToDisplayString() == "EntryPath.Packs" ? "a rule pack" : "assembly " + assembly;
    }
}

/// <summary>One protocol.</summary>
/// <param name="Name">The enum's name.</param>
/// <param name="IsOrdered">Whether a step needs those before it.</param>
/// <param name="Origin">Where it is declared.</param>
/// <param name="Steps">Each step with what it is and who performs and undoes it.</param>
/// <param name="Commits">Who commits it; empty: nobody.</param>
internal sealed record ProtocolInForce(string Name, bool IsOrdered, string Origin, ImmutableArray<string> Steps, string Commits);
