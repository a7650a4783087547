using System.Threading.Tasks;
using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>
/// Marks by which a call that stands before what needs a step counts for it: the parameter that is the object, the member that is a part of the other object, or the promise of a
/// member of another project that says nothing. Only a person knows whether it is so.
/// </summary>
internal static class MarkPlanner
{
    /// <summary>So many calls before the reported one are looked at.</summary>
    private const int MaxCalls = 4;

    public static async Task<List<Edit>> FindAsync(Situation situation)
    {
        var edits = new List<Edit>();
        if (situation.ReportedStep is not { } step
            || situation.Place.FirstAncestorOrSelf<BaseMethodDeclarationSyntax>() is not { } body || Needing(situation) is not { } needing)
        {
            return edits;
        }

        List<InvocationExpressionSyntax> calls = body.DescendantNodes(static node => !StatementSequence.IsFunction(node)).OfType<InvocationExpressionSyntax>()
            .Where(call => call.Span.End <= situation.Place.SpanStart).Reverse().ToList();
        foreach (InvocationExpressionSyntax call in calls.Where(call => Performs(situation, call, step)).Take(MaxCalls))
        {
            if (Owner(situation, call, needing) is { } parameter
                && await DeclaredAttribute.MarkAsync(situation.Document.Project.Solution, parameter, "Subject", situation.Cancellation).ConfigureAwait(false) is { } marked)
            {
                edits.Add(new Edit("Mark parameter '" + parameter.Name + "' of '" + parameter.ContainingSymbol.Name + "' [Subject]", EditKind.Chosen, _ => Task.FromResult(marked)));
            }

            if (Part(situation, call, needing) is { } part && await DeclaredAttribute.AddAsync(situation.Document.Project.Solution, part, "PartOf", null, null, situation.Cancellation).ConfigureAwait(false) is { } joined)
                edits.Add(new Edit("Mark '" + part.Name + "' [PartOf]", EditKind.Chosen, _ => Task.FromResult(joined)));
        }

        foreach (IMethodSymbol silent in calls.Select(call => Silent(situation, call)).OfType<IMethodSymbol>().Distinct<IMethodSymbol>(SymbolEqualityComparer.Default).Take(MaxCalls))
        {
            if (await DeclaredAttribute.AddAsync(situation.Document.Project.Solution, silent, "Ensures", step.Protocol.DocumentationId, step.Name, situation.Cancellation).ConfigureAwait(false) is { } promised)
                edits.Add(new Edit("Mark '" + silent.Name + "' [Ensures(" + step.Protocol.Name + "." + step.Name + ")]", EditKind.Chosen, _ => Task.FromResult(promised)));
        }

        return edits;
    }

    private static bool Performs(Situation situation, InvocationExpressionSyntax call, ProtocolStep step) =>
        situation.Uses.Of(call).Exists(use => use is { IsDirect: true, Event.Kind: EventKind.Step or EventKind.Ensures } && use.Event.Step == step);

    /// <summary>What the reported operation is called on.</summary>
    private static ExpressionSyntax? Needing(Situation situation) => situation.Place.FirstAncestorOrSelf<InvocationExpressionSyntax>() is { Expression: MemberAccessExpressionSyntax access }
        ? access.Expression
        : null;

    /// <summary>The parameter that holds an object like the one in need, of a member that is about the object which it is called on.</summary>
    private static IParameterSymbol? Owner(Situation situation, InvocationExpressionSyntax call, ExpressionSyntax needing)
    {
        if (situation.Model.GetSymbolInfo(call, situation.Cancellation).Symbol is not IMethodSymbol method || situation.Rules.For(method) is not { Subject.Kind: SubjectKind.Receiver }
            || situation.Model.GetTypeInfo(needing, situation.Cancellation).Type is not { } needed || SymbolEqualityComparer.Default.Equals(method.ContainingType, needed))
        {
            return null;
        }

        List<IParameterSymbol> like = method.OriginalDefinition.Parameters.Where(parameter => SymbolEqualityComparer.Default.Equals(parameter.Type, needed)).ToList();
        return like.Count == 1 ? like[0] : null;
    }

    /// <summary>The member that leads from the one object to the other.</summary>
    private static ISymbol? Part(Situation situation, InvocationExpressionSyntax call, ExpressionSyntax needing)
    {
        if (call.Expression is not MemberAccessExpressionSyntax { Expression: { } performed })
            return null;

        ExpressionSyntax longer = performed.Span.Length > needing.Span.Length ? performed : needing;
        ExpressionSyntax shorter = longer == performed ? needing : performed;
        return longer is MemberAccessExpressionSyntax access && access.Expression.ToString() == shorter.ToString()
            && situation.Model.GetSymbolInfo(access, situation.Cancellation).Symbol is IFieldSymbol or IPropertySymbol
            ? situation.Model.GetSymbolInfo(access, situation.Cancellation).Symbol!.OriginalDefinition
            : null;
    }

    /// <summary>A member of another project of the solution that says nothing of protocols.</summary>
    private static IMethodSymbol? Silent(Situation situation, InvocationExpressionSyntax call) =>
        situation.Model.GetSymbolInfo(call, situation.Cancellation).Symbol is IMethodSymbol { MethodKind: MethodKind.Ordinary, OriginalDefinition: { DeclaringSyntaxReferences.Length: 1 } method }
        && !SymbolEqualityComparer.Default.Equals(method.ContainingAssembly, situation.Model.Compilation.Assembly) && situation.Rules.For(method) is null
            ? method
            : null;
}
