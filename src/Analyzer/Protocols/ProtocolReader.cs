using System.Collections.Immutable;
using System.Threading;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Reads the enum of a protocol.</summary>
internal readonly struct ProtocolReader
{
    private readonly Func<ISymbol, Location?> _locate;
    private readonly Func<AttributeData, Location?> _locateAttribute;
    private readonly ReportProblem _report;

    public ProtocolReader(Func<ISymbol, Location?> locate, Func<AttributeData, Location?> locateAttribute, ReportProblem report)
    {
        _locate = locate;
        _locateAttribute = locateAttribute;
        _report = report;
    }

    public static bool IsProtocol(INamedTypeSymbol? type) => type is { TypeKind: TypeKind.Enum } && Find(type, "EntryProtocol") is not null;

    /// <summary>The protocol that an enum declares; null for a type that is not a protocol.</summary>
    public DeclaredProtocol? Read(INamedTypeSymbol type, CancellationToken cancellation)
    {
        if (type.TypeKind != TypeKind.Enum || Find(type, "EntryProtocol") is not { } declaration)
            return null;

        if (type.GetAttributes().Any(static attribute => attribute.AttributeClass is { Name: nameof(FlagsAttribute), ContainingNamespace.Name: nameof(System) }))
            _report(RuleProblems.UnusableProtocol, _locate(type), type.Name, Texts.Say("WhyAStepIsOneMemberOf"));
        if (!type.GetMembers().OfType<IFieldSymbol>().Any())
            _report(RuleProblems.UnusableProtocol, _locate(type), type.Name, Texts.Say("WhyItHasNoMembersAndIts"));
        bool isOrdered = Argument(declaration, "Ordered") is not { Value: false };
        return new DeclaredProtocol(type.Name, type.GetDocumentationCommentId() ?? type.MetadataName)
        {
            Ordered = isOrdered,
            Scope = Argument(declaration, "Scope") is { } scope ? ScopeOf(scope, declaration, type.Name) : null,
            Location = _locate(type),
            IsVisibleOutside = IsVisibleOutside(type),
            Steps = ReadSteps(type, isOrdered, affine: Find(type, "ThreadAffine") is not null, cancellation),
        };
    }

    private ImmutableArray<DeclaredStep> ReadSteps(INamedTypeSymbol type, bool isOrdered, bool affine, CancellationToken cancellation)
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
                _report(RuleProblems.UnusableProtocol, _locate(field), type.Name,
                    Texts.Say("WhyHasTheValueOfAndAttributes", field.Name, other));
                continue;
            }

            names.Add(value, field.Name);
            DeclaredStep step = new(field.Name, value) { ThreadAffine = affine, Location = _locate(field) };
            foreach (AttributeData attribute in field.GetAttributes())
            {
                if (AttributeName.Of(attribute.AttributeClass) == "Strict" && !isOrdered)
                    Meaningless(attribute, "Strict", field.Name, Texts.Say("WhyTheStepsOfAnUnorderedProtocol"));
                else if (AttributeName.Of(attribute.AttributeClass) == "EndsOnThrow" && Find(field, "MayStay") is not null)
                    Meaningless(attribute, "EndsOnThrow", field.Name, Texts.Say("WhyWithMayStayNobodyOwesItsUndo"));
                step = AttributeName.Of(attribute.AttributeClass) switch
                {
                    "Scope" when attribute.ConstructorArguments is [{ } scope] => step with { Scope = ScopeOf(scope, attribute, field.Name) },
                    "Because" when attribute.ConstructorArguments is [{ Kind: TypedConstantKind.Primitive } reason] =>
                        step with { Because = ReasonOf(reason, attribute, field.Name) },
                    "Repeat" => step with { Repeat = true },
                    "Optional" => step with { Optional = true },
                    "Strict" => step with { Strict = true },
                    "Nestable" => step with { Nestable = true },
                    "ThreadAffine" => step with { ThreadAffine = true },
                    "EndsOnThrow" => step with { EndsOnThrow = true },
                    "MayStay" => step with { MayStay = true },
                    _ => step,
                };
            }

            steps.Add(step);
        }

        return steps.ToImmutable();
    }

    private StepScope? ScopeOf(TypedConstant scope, AttributeData attribute, string on)
    {
        StepScope? read = EnumConstant.Read<StepScope>(scope);
        if (read is null && scope.Kind == TypedConstantKind.Enum)
            Meaningless(attribute, "Scope", on, Texts.Say("WhyIsNoneOfObjectThreadAnd", scope.Value));
        return read;
    }

    private string? ReasonOf(TypedConstant reason, AttributeData attribute, string on)
    {
        string text = (reason.Value as string)?.Trim() ?? "";
        if (text.Length > 0)
            return text;
        Meaningless(attribute, "Because", on, Texts.Say("WhyItGivesNoReason"));
        return null;
    }

    private void Meaningless(AttributeData attribute, string what, string on, string why) =>
        _report(RuleProblems.Meaningless, _locateAttribute(attribute), what, on, why);

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
