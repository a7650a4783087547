using System.Text;
using EntryPath.Analyzer.Domain;
using EntryPath.Analyzer.Flow;
using EntryPath.Analyzer.Ir;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.Analyzer.Rules;

/// <summary>How messages name operations, steps, lines and paths.</summary>
internal static class Wording
{
    private const int MaxBranches = 3;

    private const int MaxUndos = 2;

    /// <summary>So many calls are named at either end of a long chain.</summary>
    private const int ChainEnd = 2;

    public static string Quote(Site site) => "'" + site.Text + "'";

    /// <summary>An operation with its line, and its file where that is another than the reader's.</summary>
    public static string At(Site site, Location reader)
    {
        return site.Location.SourceTree is { } tree && reader.SourceTree is { } own && tree != own
            ? Texts.Say("AtInFile", site.Text, site.Line, System.IO.Path.GetFileName(site.Location.GetMappedLineSpan().Path))
            : Texts.Say("At", site.Text, site.Line);
    }

    /// <summary>A call with the object that it is called on, where there is more than one to tell apart.</summary>
    public static Site WithObject(Site site) =>
        site.Location.SourceTree?.GetRoot().FindNode(site.Location.SourceSpan).FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax access }
        && site.Location.SourceSpan.Contains(access.Name.Span)
            ? new Site(site.Location, Site.Shorten(access.ToString()))
            : site;

    public static string Step(ProtocolStep step) => "'" + step.Name + "'";

    public static string Of(ProtocolStep step) => Texts.Say("Of", step.Name, step.Protocol.Name);

    public static string Steps(IEnumerable<ProtocolStep> steps) => List(steps.Select(static step => "'" + step.Name + "'").Distinct().ToList());

    /// <summary>Texts behind one another: "'a', 'b' and 'c'"; empty where there are none.</summary>
    public static string List(List<string> texts) => texts.Count switch
    {
        0 => string.Empty,
        1 => texts[0],
        _ => string.Join(", ", texts.Take(texts.Count - 1)) + Texts.Say("And") + texts[texts.Count - 1],
    };

    public static string Because(ProtocolStep step) => step.Because is { Length: > 0 } reason ? Texts.Say("Because", reason) : string.Empty;

    /// <summary>The conditions along a path that decide something: " on the path where 'fast' (line 12) is true".</summary>
    public static string PathOf(Story? story, Location reader, Func<Story, bool> decides)
    {
        var branches = new List<Story>();
        for (Story? at = story; at is not null; at = at.Before)
        {
            // In a loop, the last time round tells why the path goes on from there.
            if (at.IsBranch && !branches.Exists(later => later.Site.Equals(at.Site) || IsRepeated(at, later)) && !IsHalfTyped(at.Site) && decides(at))
                branches.Add(at);
        }

        if (branches.Count == 0)
            return string.Empty;

        branches.Reverse();
        var text = new StringBuilder();
        int shown = Math.Min(branches.Count, MaxBranches);
        for (int i = 0; i < shown; i++)
        {
            if (i > 0)
                text.Append(i == shown - 1 && branches.Count <= MaxBranches ? Texts.Say("And") : ", ");

            text.Append(At(branches[i].Site, reader)).Append(Outcome(branches[i]));
        }

        if (branches.Count > MaxBranches)
            text.Append(Texts.Say("MoreConditions", branches.Count - MaxBranches));

        return Texts.Say("PathWhere", text);
    }

    /// <summary>A path behind a reason, which it must not seem to belong to.</summary>
    public static string After(string reason, string path) => reason.Length > 0 && path.Length > 0 ? ";" + path : path;

    /// <summary>Whether a condition is still being written: quoted, it would read as nonsense.</summary>
    private static bool IsHalfTyped(Site site) =>
        site.Location.SourceTree?.GetRoot().FindNode(site.Location.SourceSpan, getInnermostNodeForTie: true) is { } node && (node.IsMissing || node.ContainsDiagnostics);

    /// <summary>The members that undo a step: "'Unlock' or 'Abandon'"; empty where there is none to name, or so many that naming them helps nobody.</summary>
    public static string Undo(ProtocolStep step) => step.UndoneBy.Length is 0 or > MaxUndos
        ? string.Empty
        : string.Join(Texts.Say("Or"), step.UndoneBy.Select(static name => "'" + name + "'"));

    /// <summary>How a condition came out: " is true".</summary>
    public static string Outcome(Story branch) => branch.Site switch
    {
        { IsCase: true } => Texts.Say(branch.Truth ? "IsTaken" : "IsNotTaken"),
        { IsIterated: true } => Texts.Say(branch.Truth ? "HasAnother" : "HasNoMore"),
        { IsTestedForNull: true } => Texts.Say(branch.Truth ? "IsNull" : "IsNotNull"),
        _ => Texts.Say(branch.Truth ? "IsTrue" : "IsFalse"),
    };

    /// <summary>Whether a condition reads like another one on its line: <c>a?.B(a?.C)</c> asks twice.</summary>
    private static bool IsRepeated(Story branch, Story later) =>
        branch.Truth == later.Truth && branch.Site.Text == later.Site.Text && branch.Site.Line == later.Site.Line;

    /// <summary>The calls from an operation down to the one that has the need: "'Recheck', which reaches 'Enter' (line 77),".</summary>
    public static string Operation(Finding finding, Location reader) => finding.Need is { } need
        ? Texts.Say("Through", Quote(finding.Site) + In(finding.Site), Through(need, reader))
        : Quote(finding.Site);

    /// <summary>The member or local function that a call stands in, since build output does not show it: " in 'Run'".</summary>
    public static string In(Site call) => Around(call.Location) is { } name ? Texts.Say("In", name) : string.Empty;

    /// <summary>The name of the member or local function around a place; null where it has none, as in a program's top-level statements.</summary>
    public static string? Around(Location place)
    {
        SyntaxNode? node = place.SourceTree?.GetRoot().FindNode(place.SourceSpan);
        for (; node is not null; node = node.Parent)
        {
            string? name = node switch
            {
                LocalFunctionStatementSyntax function => function.Identifier.ValueText,
                MethodDeclarationSyntax method => method.Identifier.ValueText,
                ConstructorDeclarationSyntax constructor => constructor.Identifier.ValueText,
                DestructorDeclarationSyntax destructor => "~" + destructor.Identifier.ValueText,
                PropertyDeclarationSyntax property => property.Identifier.ValueText,
                EventDeclarationSyntax @event => @event.Identifier.ValueText,
                IndexerDeclarationSyntax => "this[]",
                OperatorDeclarationSyntax declared => "operator " + declared.OperatorToken.ValueText,
                ConversionOperatorDeclarationSyntax conversion => "operator " + conversion.Type,
                VariableDeclaratorSyntax { Parent.Parent: BaseFieldDeclarationSyntax } field => field.Identifier.ValueText,
                _ => null,
            };
            if (name is { Length: > 0 })
                return name;
        }

        return null;
    }

    /// <summary>Who comes to a place by which calls, outermost first: "'Run' gets here through 'Prepare' (line 58)".</summary>
    public static string GetsHere(IEnumerable<Site> calls, Location reader)
    {
        List<Site> route = calls.ToList();
        string caller = Around(route[0].Location) is { } name ? "'" + name + "'" : Texts.Say("TheProgram");
        return Texts.Say("GetsHere", caller, Route(route, reader));
    }

    public static string Through(Need need, Location reader) => Route(need.Chain.Append(need.Origin.Site), reader);

    private static string Route(IEnumerable<Site> sites, Location reader)
    {
        List<string> calls = sites.Select(site => At(site, reader)).ToList();
        int left = calls.Count - (2 * ChainEnd);
        return left <= 1
            ? string.Join(", ", calls)
            : string.Join(", ", calls.Take(ChainEnd)) + ", " + Texts.Say("MoreCalls", left) + ", " + string.Join(", ", calls.Skip(calls.Count - ChainEnd));
    }
}
