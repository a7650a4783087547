using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Reads the enum of a protocol.</summary>
internal static class ProtocolReader
{
    /// <summary>The protocol that an enum declares; null for a type that is not a protocol.</summary>
    public static DeclaredProtocol? Read(
        INamedTypeSymbol type, Func<ISymbol, Location?> locate, ReportProblem report, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Enum || Find(type, "EntryProtocol") is not { } declaration)
            return null;

        if (type.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: nameof(FlagsAttribute), ContainingNamespace.Name: nameof(System) }))
            report(RuleProblems.UnusableProtocol, locate(type), type.Name, "a step is one member of it, and [Flags] is for combinations of members");
        if (!type.GetMembers().OfType<IFieldSymbol>().Any())
            report(RuleProblems.UnusableProtocol, locate(type), type.Name, "it has no members, and its members are the steps");
        return new DeclaredProtocol(type.Name, type.GetDocumentationCommentId() ?? type.MetadataName)
        {
            Ordered = Argument(declaration, "Ordered") is not { Value: false },
            Scope = Argument(declaration, "Scope") is { } scope ? ScopeOf(scope) : null,
            Location = locate(type),
            IsVisibleOutside = IsVisibleOutside(type),
            Steps = ReadSteps(type, affine: Find(type, "ThreadAffine") is not null, locate, report, cancellation),
        };
    }

    private static ImmutableArray<DeclaredStep> ReadSteps(
        INamedTypeSymbol type, bool affine, Func<ISymbol, Location?> locate, ReportProblem report, CancellationToken cancellation)
    {
        ImmutableArray<DeclaredStep>.Builder steps = ImmutableArray.CreateBuilder<DeclaredStep>();
        Dictionary<object, string> names = new();
        foreach (IFieldSymbol field in type.GetMembers().OfType<IFieldSymbol>())
        {
            cancellation.ThrowIfCancellationRequested();
            if (!field.HasConstantValue || field.ConstantValue is not { } value)
                continue;
            if (names.TryGetValue(value, out string? other))
            {
                report(RuleProblems.UnusableProtocol, locate(field), type.Name,
                    $"'{field.Name}' has the value of '{other}', and attributes can tell steps apart only by their values");
                continue;
            }

            names.Add(value, field.Name);
            DeclaredStep step = new(field.Name, value) { ThreadAffine = affine, Location = locate(field) };
            foreach (AttributeData attribute in field.GetAttributes())
            {
                step = AttributeName.Of(attribute.AttributeClass) switch
                {
                    "Scope" when attribute.ConstructorArguments is [{ } scope] => step with { Scope = ScopeOf(scope) },
                    "Because" when attribute.ConstructorArguments is [{ Value: string reason }] => step with { Because = reason.Trim() },
                    "Repeat" => step with { Repeat = true },
                    "Optional" => step with { Optional = true },
                    "Strict" => step with { Strict = true },
                    "Nestable" => step with { Nestable = true },
                    "ThreadAffine" => step with { ThreadAffine = true },
                    _ => step,
                };
            }

            steps.Add(step);
        }

        return steps.ToImmutable();
    }

    private static AttributeData? Find(ISymbol symbol, string name) =>
        symbol.GetAttributes().FirstOrDefault(attribute => AttributeName.Of(attribute.AttributeClass) == name);

    private static TypedConstant? Argument(AttributeData attribute, string name)
    {
        foreach (KeyValuePair<string, TypedConstant> argument in attribute.NamedArguments)
        {
            if (argument.Key == name)
                return argument.Value;
        }

        return null;
    }

    private static StepScope? ScopeOf(TypedConstant constant) =>
        constant is { Kind: TypedConstantKind.Enum, Value: int value and >= (int)StepScope.Object and <= (int)StepScope.Program }
            ? (StepScope)value
            : null;

    private static bool IsVisibleOutside(ISymbol symbol)
    {
        for (ISymbol? current = symbol; current is not (null or INamespaceSymbol); current = current.ContainingSymbol)
        {
            if (current.DeclaredAccessibility is not (Accessibility.Public or Accessibility.Protected or Accessibility.ProtectedOrInternal))
                return false;
        }

        return true;
    }
}
