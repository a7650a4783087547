using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Reads the named arguments of an event attribute: when, and for which values, the event happens.</summary>
internal readonly struct FilterReader
{
    private static readonly ImmutableArray<string> s_filters = ImmutableArray.Create("Call", "Access", "Value", "NotValue", "Parameter", "When", "Out", "WhenNull", "WhereMarked");

    private readonly DeclarationReader.Context _context;
    private readonly DeclaredEvent _event;
    private readonly ReportProblem _report;

    public FilterReader(DeclarationReader.Context context, DeclaredEvent declared, ReportProblem report)
    {
        _context = context;
        _event = declared;
        _report = report;
    }

    private ISymbol Member => _context.Member;

    private bool IsStorage => Member is IPropertySymbol or IFieldSymbol;

    /// <summary>The event with its filters; null if one of them can never be met, which was then reported.</summary>
    public DeclaredEvent? Read(AttributeData attribute)
    {
        ImmutableDictionary<string, TypedConstant> named = attribute.NamedArguments
            .GroupBy(argument => argument.Key).ToImmutableDictionary(group => group.Key, group => group.First().Value);
        if (named.Values.Any(static value => value.Kind == TypedConstantKind.Error))
            return null;
        if (Member is IParameterSymbol && s_filters.FirstOrDefault(named.ContainsKey) is { } filter)
            return Meaningless(filter, Texts.Say("WhyAContractOfADelegateHolds"));

        ITypeSymbol? mark = named.TryGetValue("WhereMarked", out TypedConstant marked) ? marked.Value as ITypeSymbol : null;
        DeclaredEvent read = _event with
        {
            IfInEffect = IsTrue(named, "IfInEffect") || IsTrue(named, "Signals"),
            Signals = IsTrue(named, "Signals"),
            AnySubject = IsTrue(named, "AnySubject"),
            WhenNull = IsTrue(named, "WhenNull"),
            Call = named.TryGetValue("Call", out TypedConstant call) ? call.Value as string : null,
            WhereMarked = mark?.GetDocumentationCommentId(),
        };
        if (mark is { TypeKind: not TypeKind.Error } && !(mark is INamedTypeSymbol type && DeclarationReader.IsAttributeClass(type)))
            return Meaningless("WhereMarked", Texts.Say("WhyItIsNoAttribute", mark.ToDisplayString()));
        if (read.WhenNull && !HasReceiver)
            return Meaningless("WhenNull", Texts.Say("WhyItIsNotCalledThrough"));
        if (read.Call is not null)
            return ReadCall(read, named);
        return ReadAccess(read, named) is { } withAccess
            && ReadWhen(withAccess, named) is { } withWhen
            && ReadValue(withWhen, named) is { } complete
                ? complete
                : null;
    }

    private bool HasReceiver => Member is IMethodSymbol { IsExtensionMethod: true }
        or not (IParameterSymbol or INamedTypeSymbol or { IsStatic: true } or IMethodSymbol { MethodKind: MethodKind.Constructor or MethodKind.AnonymousFunction });

    private DeclaredEvent? ReadCall(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        if (!IsStorage)
            return Meaningless("Call", Texts.Say("WhyOnlyThroughPropertiesAndFieldsAre"));
        if (named.ContainsKey("Access"))
            return Meaningless("Access", Texts.Say("WhyWithCallTheEventIsA"));

        ITypeSymbol type = _context.ResultType!;
        if (type.TypeKind is TypeKind.Error or TypeKind.Dynamic)
            return read;
        IMethodSymbol[] callable = Callable(type).ToArray();
        IMethodSymbol[] called = callable.Where(method => method.Name == read.Call).ToArray();
        if (called.Length > 0)
            return ReadWhenOfCall(read, called, named) is { } withWhen ? ReadValueOfCall(withWhen, called, named) : null;
        return s_ofObject.Contains(read.Call!, StringComparer.Ordinal)
            ? read
            : Meaningless("Call", Texts.Say("WhyHasNoMethod", type.ToDisplayString(), read.Call) + NearestNames.Suggest(read.Call!, callable.Select(static method => method.Name).Concat(s_ofObject).Distinct()));
    }

    /// <summary>Reads <c>When</c> and <c>Out</c> of the member that is called; one of its overloads has to have what they name.</summary>
    private DeclaredEvent? ReadWhenOfCall(DeclaredEvent read, IMethodSymbol[] called, ImmutableDictionary<string, TypedConstant> named)
    {
        string? name = named.TryGetValue("Out", out TypedConstant @out) ? @out.Value as string : null;
        bool hasWhen = named.TryGetValue("When", out TypedConstant when) && when.Value is bool;
        if (!hasWhen && name is not null)
            return Meaningless("Out", Texts.Say("WhyItSaysWhereWhenLooksAnd"));
        if (!hasWhen && read.Kind != EventKind.Tells)
            return read;
        if (read.Kind is EventKind.Requires or EventKind.Forbids)
            return Meaningless("When", Texts.Say("WhyIsAboutTheStateBeforeIt", read.Kind));

        read = hasWhen ? read with { When = (bool)when.Value! } : read;
        if (name is null)
            return called.Any(static method => HoldsBool(method.ReturnType)) ? read : Meaningless(hasWhen ? "When" : "Tells", Texts.Say("WhyTheResultOfIsNotA", read.Call));

        IParameterSymbol[] parameters = called.SelectMany(static method => method.Parameters).Where(parameter => parameter.Name == name).ToArray();
        return parameters.Any(static parameter => parameter.RefKind is RefKind.Ref or RefKind.Out && HoldsBool(parameter.Type))
            ? read with { CallOut = name }
            : UnknownParameter($"Out = \"{name}\"", parameters.Length > 0
                ? Texts.Say("WhyNamesAParameterThatIsNot")
                : Texts.Say("WhyNamesNoParameterOf", read.Call) + NearestNames.Suggest(name, called.SelectMany(static method => method.Parameters).Select(static parameter => parameter.Name).Distinct()));
    }

    /// <summary>Reads <c>Value</c> and <c>NotValue</c> of the member that is called.</summary>
    private DeclaredEvent? ReadValueOfCall(DeclaredEvent read, IMethodSymbol[] called, ImmutableDictionary<string, TypedConstant> named)
    {
        bool negated = named.ContainsKey("NotValue");
        string filter = negated ? "NotValue" : "Value";
        if (!named.TryGetValue(filter, out TypedConstant constant))
            return named.ContainsKey("Parameter") ? Meaningless("Parameter", Texts.Say("WhyItSaysWhatValueIsCompared")) : read;
        if (negated && named.ContainsKey("Value"))
            return Meaningless("NotValue", Texts.Say("WhyThereIsAValueAlready"));
        if (constant.Kind is TypedConstantKind.Array or TypedConstantKind.Type)
            return Meaningless(filter, Texts.Say("WhyOnlyNumbersCharactersStringsTruthValues"));

        IParameterSymbol[] candidates = called.SelectMany(static method => method.Parameters).Where(static parameter => parameter.RefKind != RefKind.Out).ToArray();
        string? name = named.TryGetValue("Parameter", out TypedConstant given) ? given.Value as string : null;
        if (name is not null && !candidates.Any(parameter => parameter.Name == name))
            return UnknownParameter($"Parameter = \"{name}\"", Texts.Say("WhyNamesNoParameterOf", read.Call) + NearestNames.Suggest(name, candidates.Select(static parameter => parameter.Name).Distinct()));

        IParameterSymbol[] fitting = candidates.Where(parameter => (name is null || parameter.Name == name) && TryConvert(constant, parameter.Type, out _)).ToArray();
        string[] names = fitting.Select(static parameter => parameter.Name).Distinct().ToArray();
        if (name is not null && fitting.Length == 0)
            return Report(RuleProblems.WrongConstant, TextOf(constant), name, candidates.First(parameter => parameter.Name == name).Type.ToDisplayString());
        if (names.Length != 1)
            return UnknownParameter(filter, names.Length == 0 ? Texts.Say("WhyHasNoParameterOfToBe", read.Call) : Texts.Say("WhyCouldBeAboutSeveralParametersName"));

        TryConvert(constant, fitting[0].Type, out object? value);
        return read with { Value = new ValueFilter(fitting[0].Ordinal, value, negated), CallParameter = names[0] };
    }

    private static readonly ImmutableArray<string> s_ofObject = ImmutableArray.Create(nameof(ToString), nameof(Equals), nameof(GetHashCode), nameof(GetType));

    /// <summary>A type with those that it redeclares: a stub says only what it has something to say about, and the rest is there all the same.</summary>
    private static IEnumerable<ITypeSymbol> Redeclared(ITypeSymbol type)
    {
        yield return type;
        if (type is not INamedTypeSymbol { DeclaringSyntaxReferences.IsEmpty: false, ContainingModule: { } module } named)
            yield break;

        string name = named.MetadataName;
        INamedTypeSymbol outermost = named;
        for (; outermost.ContainingType is { } outer; outermost = outer)
            name = outer.MetadataName + "+" + name;

        if (outermost.ContainingNamespace is { IsGlobalNamespace: false } space)
            name = space.ToDisplayString() + "." + name;

        foreach (IAssemblySymbol assembly in module.ReferencedAssemblySymbols)
        {
            if (assembly.GetTypeByMetadataName(name) is { } real)
                yield return real.IsGenericType && named.ContainingType is null && !named.IsUnboundGenericType ? real.Construct(named.TypeArguments.ToArray()) : real;
        }
    }

    private static IEnumerable<IMethodSymbol> Callable(ITypeSymbol type)
    {
        IEnumerable<ITypeSymbol> types = type is ITypeParameterSymbol parameter
            ? parameter.ConstraintTypes.SelectMany(static constraint => constraint.AllInterfaces.Prepend(constraint))
            : Redeclared(type).SelectMany(static declared => declared.AllInterfaces.Prepend(declared));
        foreach (ITypeSymbol start in types)
        {
            for (ITypeSymbol? current = start; current is not null; current = current.BaseType)
            {
                foreach (IMethodSymbol method in current.GetMembers().OfType<IMethodSymbol>())
                {
                    if (method.CanBeReferencedByName || method.MethodKind == MethodKind.DelegateInvoke)
                        yield return method;
                }
            }
        }
    }

    private DeclaredEvent? ReadAccess(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        string what = read.Kind.ToString();
        if (named.TryGetValue("Access", out TypedConstant access))
        {
            what = "Access";
            if (!IsStorage)
                return Meaningless(what, Texts.Say("WhyOnlyPropertiesAndFieldsAreRead"));
            if (EnumConstant.Read<AccessFilter>(access) is not { } filter)
                return Meaningless(what, Texts.Say("WhyIsNoneOfAnyReadAnd", access.Value));
            read = read with { Access = filter };
        }
        else if (IsStorage)
        {
            read = read with { Access = DefaultAccess(read.Kind) };
        }

        return read.Access switch
        {
            AccessFilter.Write when Member is IFieldSymbol { IsConst: true } => Meaningless(what, Texts.Say("WhyItMeansAWriteAndA")),
            AccessFilter.Write when IsReadOnly => Meaningless(what, Texts.Say("WhyItMeansAWriteAndThe")),
            AccessFilter.Read when IsWriteOnly => Meaningless(what, Texts.Say("WhyItMeansAReadAndThe")),
            _ => read,
        };
    }

    private static AccessFilter DefaultAccess(EventKind kind) => kind switch
    {
        EventKind.Step or EventKind.Undo or EventKind.Commit => AccessFilter.Write,
        EventKind.Tells => AccessFilter.Read,
        _ => AccessFilter.Any,
    };

    private bool IsReadOnly => Member is IPropertySymbol { ReturnsByRef: false, Type.TypeKind: not TypeKind.Error } property
        && AndOverridden(property).All(static declared => declared.SetMethod is null);

    private bool IsWriteOnly => Member is IPropertySymbol { Type.TypeKind: not TypeKind.Error } property
        && AndOverridden(property).All(static declared => declared.GetMethod is null);

    /// <summary>An override may declare only one of the accessors.</summary>
    private static IEnumerable<IPropertySymbol> AndOverridden(IPropertySymbol property)
    {
        for (IPropertySymbol? current = property; current is not null; current = current.OverriddenProperty)
            yield return current;
    }

    private DeclaredEvent? ReadWhen(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        string? name = named.TryGetValue("Out", out TypedConstant @out) ? @out.Value as string : null;
        if (!named.TryGetValue("When", out TypedConstant when) || when.Value is not bool value)
        {
            if (name is not null)
                return Meaningless("Out", Texts.Say("WhyItSaysWhereWhenLooksAnd"));
            return read.Kind == EventKind.Tells ? ReadTells(read) : read;
        }

        if (read.Kind is EventKind.Requires or EventKind.Forbids or EventKind.EntryState or EventKind.TakesOver)
            return Meaningless("When", Texts.Say("WhyIsAboutTheStateBeforeIt", read.Kind));
        if (name is null)
        {
            if (IsStorage && read.Access == AccessFilter.Write)
                return Meaningless("When", Texts.Say("WhyAWriteHasNoResultSay"));
            return HoldsBool(_context.ResultType)
                ? read with { When = value }
                : Meaningless("When", Texts.Say("WhyItsResultIsNotABool"));
        }

        if (_context.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            return UnknownParameter($"Out = \"{name}\"", Texts.Say("WhyNamesNoParameterOfIt") + NearestParameter(name));
        return parameter.RefKind is RefKind.Ref or RefKind.Out && HoldsBool(parameter.Type)
            ? read with { When = value, WhenParameter = parameter.Ordinal }
            : UnknownParameter($"Out = \"{name}\"", Texts.Say("WhyNamesAParameterThatIsNot"));
    }

    private DeclaredEvent? ReadTells(DeclaredEvent read) =>
        HoldsBool(_context.ResultType) ? read : Meaningless("Tells", Texts.Say("WhyItsResultIsNotABool2"));

    private DeclaredEvent? ReadValue(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        bool negated = named.ContainsKey("NotValue");
        string filter = negated ? "NotValue" : "Value";
        if (!named.TryGetValue(filter, out TypedConstant constant))
            return named.ContainsKey("Parameter") ? Meaningless("Parameter", Texts.Say("WhyItSaysWhatValueIsCompared")) : read;
        if (negated && named.ContainsKey("Value"))
            return Meaningless("NotValue", Texts.Say("WhyThereIsAValueAlready"));
        if (read.Kind is EventKind.EntryState or EventKind.TakesOver)
            return Meaningless(filter, read.Kind == EventKind.EntryState ? Texts.Say("WhyAHandlerStartsInItsState") : Texts.Say("WhyWhatIsStartedTakesTheStep"));
        if (constant.Kind is TypedConstantKind.Array or TypedConstantKind.Type)
            return Meaningless(filter, Texts.Say("WhyOnlyNumbersCharactersStringsTruthValues"));

        if (IsStorage && !named.ContainsKey("Parameter"))
        {
            if (read.Access == AccessFilter.Read)
                return Meaningless(filter, Texts.Say("WhyAReadWritesNoValue"));
            return read.Access == AccessFilter.Any && (IsReadOnly || Member is IFieldSymbol { IsConst: true })
                ? Meaningless(filter, Texts.Say("WhyItIsNeverWritten"))
                : Compare(read, constant, negated, _context.ResultType!, ValueFilter.WrittenValue, "value");
        }

        return ParameterOf(named, constant, filter) is { } parameter
            ? Compare(read, constant, negated, parameter.Type, parameter.Ordinal, parameter.Name)
            : null;
    }

    private IParameterSymbol? ParameterOf(ImmutableDictionary<string, TypedConstant> named, TypedConstant constant, string filter)
    {
        if (named.TryGetValue("Parameter", out TypedConstant name))
        {
            IParameterSymbol? parameter = _context.Parameters.FirstOrDefault(candidate => candidate.Name == name.Value as string);
            if (parameter is null)
                UnknownParameter($"Parameter = \"{name.Value}\"", Texts.Say("WhyNamesNoParameterOfIt") + NearestParameter(name.Value as string ?? ""));
            else if (parameter.RefKind == RefKind.Out)
                UnknownParameter($"Parameter = \"{name.Value}\"", Texts.Say("WhyNamesAnOutParameterWhichIs"));
            return parameter is { RefKind: not RefKind.Out } ? parameter : null;
        }

        MemberDeclaration declaration = _context.Declaration;
        bool isExtension = Member is IMethodSymbol { IsExtensionMethod: true };
        IParameterSymbol[] candidates = _context.Parameters.Where(parameter =>
            parameter.RefKind != RefKind.Out
            && parameter.Ordinal != declaration.TokenParameter
            && declaration.MarkedSubject?.Parameter != parameter.Ordinal
            && !(isExtension && parameter.Ordinal == 0)).ToArray();
        if (candidates.Length > 1 && candidates.Where(parameter => TryConvert(constant, parameter.Type, out _)).ToArray() is [var only])
            return only;
        if (candidates is [var single])
            return single;

        UnknownParameter(filter, candidates.Length == 0 ? Texts.Say("WhyHasNoParameterToBeCompared") : Texts.Say("WhyCouldBeAboutSeveralParametersName"));
        return null;
    }

    private string NearestParameter(string name) => NearestNames.Suggest(name, _context.Parameters.Select(static parameter => parameter.Name));

    private DeclaredEvent? Compare(DeclaredEvent read, TypedConstant constant, bool negated, ITypeSymbol type, int ordinal, string name)
    {
        if (type.TypeKind == TypeKind.Error)
            return null;
        return TryConvert(constant, type, out object? value)
            ? read with { Value = new ValueFilter(ordinal, value, negated) }
            : Report(RuleProblems.WrongConstant, TextOf(constant), name, type.ToDisplayString());
    }

    private static string TextOf(TypedConstant constant) =>
        constant.IsNull ? "null" : constant.Kind == TypedConstantKind.Enum ? constant.ToCSharpString() : constant.Value!.ToString();

    /// <summary>The constant as the value that a place of this type has when the constant is written to it.</summary>
    private static bool TryConvert(TypedConstant constant, ITypeSymbol type, out object? value)
    {
        value = constant.Value;
        if (type is INamedTypeSymbol { OriginalDefinition.SpecialType: SpecialType.System_Nullable_T, TypeArguments: [var underlying] })
            return constant.IsNull || TryConvert(constant, underlying, out value);
        if (constant.IsNull)
            return !type.IsValueType;
        if (type.TypeKind == TypeKind.TypeParameter || type.SpecialType is SpecialType.System_Object or SpecialType.System_ValueType or SpecialType.System_Enum)
            return true;
        if (type.TypeKind == TypeKind.Enum || constant.Kind == TypedConstantKind.Enum)
        {
            // The same enum may come from two assemblies: of the project, and of a stub's view of the project.
            return type.TypeKind == TypeKind.Enum && constant.Kind == TypedConstantKind.Enum
                && type.GetDocumentationCommentId() == constant.Type?.GetDocumentationCommentId();
        }

        return type.SpecialType switch
        {
            SpecialType.System_Boolean => value is bool,
            SpecialType.System_String => value is string,
            SpecialType.System_Char => value is char,
            SpecialType.System_SByte => TryConvert<sbyte>(ref value),
            SpecialType.System_Byte => TryConvert<byte>(ref value),
            SpecialType.System_Int16 => TryConvert<short>(ref value),
            SpecialType.System_UInt16 => TryConvert<ushort>(ref value),
            SpecialType.System_Int32 or SpecialType.System_IntPtr => TryConvert<int>(ref value),
            SpecialType.System_UInt32 or SpecialType.System_UIntPtr => TryConvert<uint>(ref value),
            SpecialType.System_Int64 => TryConvert<long>(ref value),
            SpecialType.System_UInt64 => TryConvert<ulong>(ref value),
            SpecialType.System_Single => TryConvert<float>(ref value),
            SpecialType.System_Double => TryConvert<double>(ref value),
            _ => false,
        };
    }

    private static bool TryConvert<T>(ref object? value)
    {
        if (value is not (sbyte or byte or short or ushort or int or uint or long or ulong or float or double or char)
            || (value is float or double && typeof(T) != typeof(float) && typeof(T) != typeof(double)))
        {
            return false;
        }

        try
        {
            value = Convert.ChangeType(value is char letter ? (int)letter : value, typeof(T), CultureInfo.InvariantCulture);
            return true;
        }
        catch (OverflowException)
        {
            return false;
        }
    }

    /// <summary>Whether a <c>bool</c> comes out, at once or after <c>await</c>.</summary>
    public static bool HoldsBool(ITypeSymbol? type) =>
        type is { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Error or TypeKind.Dynamic }
        || (type is INamedTypeSymbol { IsGenericType: true, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } named
            && named.GetMembers("GetAwaiter").Length > 0);

    private static bool IsTrue(ImmutableDictionary<string, TypedConstant> named, string name) =>
        named.TryGetValue(name, out TypedConstant value) && value.Value is true;

    private DeclaredEvent? Meaningless(string what, string why) => Report(RuleProblems.Meaningless, what, MemberName.Of(Member), why);

    private DeclaredEvent? UnknownParameter(string what, string why) => Report(RuleProblems.UnknownParameter, what, MemberName.Of(Member), why);

    private DeclaredEvent? Report(DiagnosticDescriptor descriptor, params object[] arguments)
    {
        _report(descriptor, _event.Location, arguments);
        return null;
    }
}
