using System.Collections.Immutable;
using System.Globalization;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols;

/// <summary>Reads the named arguments of an event attribute: when, and for which values, the event happens.</summary>
internal readonly struct FilterReader
{
    private readonly DeclarationReader.Context _context;
    private readonly DeclaredEvent _event;
    private readonly ReportProblem _report;

    public FilterReader(DeclarationReader.Context context, DeclaredEvent declared, ReportProblem report)
    {
        _context = context;
        _event = declared;
        _report = report;
    }

    private bool IsStorage => _context.Member is IPropertySymbol or IFieldSymbol;

    /// <summary>The event with its filters; null if one of them can never be met, which was then reported.</summary>
    public DeclaredEvent? Read(AttributeData attribute)
    {
        ImmutableDictionary<string, TypedConstant> named = attribute.NamedArguments
            .GroupBy(argument => argument.Key).ToImmutableDictionary(group => group.Key, group => group.First().Value);
        if (named.Values.Any(static value => value.Kind == TypedConstantKind.Error))
            return null;

        DeclaredEvent read = _event with
        {
            IfInEffect = IsTrue(named, "IfInEffect"),
            AnySubject = IsTrue(named, "AnySubject"),
            WhenNull = IsTrue(named, "WhenNull"),
            Call = named.TryGetValue("Call", out TypedConstant call) ? call.Value as string : null,
        };
        return ReadAccess(read, named) is { } withAccess
            && ReadWhen(withAccess, named) is { } withWhen
            && ReadValue(withWhen, named) is { } complete
                ? complete
                : null;
    }

    private DeclaredEvent? ReadAccess(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        if (named.TryGetValue("Access", out TypedConstant access) && access.Value is int value)
        {
            return IsStorage
                ? read with { Access = (AccessFilter)value }
                : Meaningless("Access", "only properties and fields are read and written");
        }

        if (read.Call is not null)
            return IsStorage ? read : Meaningless("Call", "only through properties and fields are members called");
        if (!IsStorage || read.Kind is not (EventKind.Step or EventKind.Undo or EventKind.Commit))
            return read;

        if (_context.Member is IFieldSymbol { IsConst: true })
            return Meaningless(read.Kind.ToString(), "it means a write, and a constant is never written");
        return _context.Member is IPropertySymbol { SetMethod: null, ReturnsByRef: false, Type.TypeKind: not TypeKind.Error }
            ? Meaningless(read.Kind.ToString(), "it means a write and the property has no setter; say Access = Access.Read for a read")
            : read with { Access = AccessFilter.Write };
    }

    private DeclaredEvent? ReadWhen(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        string? name = named.TryGetValue("Out", out TypedConstant @out) ? @out.Value as string : null;
        if (!named.TryGetValue("When", out TypedConstant when) || when.Value is not bool value)
        {
            if (name is not null)
                return Meaningless("Out", "it says where When looks, and there is no When");
            return read.Kind == EventKind.Tells ? ReadTells(read) : read;
        }

        if (name is null)
        {
            return HoldsBool(_context.ResultType)
                ? read with { When = value }
                : Meaningless("When", "its result is not a bool; name a ref or out bool parameter with Out");
        }

        if (_context.Parameters.FirstOrDefault(parameter => parameter.Name == name) is not { } parameter)
            return UnknownParameter($"Out = \"{name}\"", "names no parameter of it");
        return parameter.RefKind is RefKind.Ref or RefKind.Out && HoldsBool(parameter.Type)
            ? read with { When = value, WhenParameter = parameter.Ordinal }
            : UnknownParameter($"Out = \"{name}\"", "names a parameter that is not a ref or out bool");
    }

    private DeclaredEvent? ReadTells(DeclaredEvent read) =>
        HoldsBool(_context.ResultType) ? read : Meaningless("Tells", "its result is not a bool");

    private DeclaredEvent? ReadValue(DeclaredEvent read, ImmutableDictionary<string, TypedConstant> named)
    {
        bool negated = named.ContainsKey("NotValue");
        string filter = negated ? "NotValue" : "Value";
        if (!named.TryGetValue(filter, out TypedConstant constant))
            return named.ContainsKey("Parameter") ? Meaningless("Parameter", "it says what Value is compared with, and there is no Value") : read;
        if (negated && named.ContainsKey("Value"))
            return Meaningless("NotValue", "there is a Value already");
        if (constant.Kind is TypedConstantKind.Array or TypedConstantKind.Type)
            return Report(RuleProblems.WrongConstant, constant.Kind.ToString(), _context.Member.Name, "constant");

        if (_context.Member is IFieldSymbol or IPropertySymbol && !named.ContainsKey("Parameter"))
            return Compare(read, constant, negated, _context.ResultType!, ValueFilter.WrittenValue, "value");
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
                UnknownParameter($"Parameter = \"{name.Value}\"", "names no parameter of it");
            return parameter;
        }

        MemberDeclaration declaration = _context.Declaration;
        bool isExtension = _context.Member is IMethodSymbol { IsExtensionMethod: true };
        IParameterSymbol[] candidates = _context.Parameters.Where(parameter =>
            parameter.RefKind != RefKind.Out
            && parameter.Ordinal != declaration.TokenParameter
            && declaration.MarkedSubject?.Parameter != parameter.Ordinal
            && !(isExtension && parameter.Ordinal == 0)).ToArray();
        if (candidates.Length > 1 && candidates.Where(parameter => TryConvert(constant, parameter.Type, out _)).ToArray() is [var only])
            return only;
        if (candidates is [var single])
            return single;

        UnknownParameter(filter, candidates.Length == 0 ? "has no parameter to be compared with" : "could be about several parameters; name one with Parameter");
        return null;
    }

    private DeclaredEvent? Compare(DeclaredEvent read, TypedConstant constant, bool negated, ITypeSymbol type, int ordinal, string name)
    {
        if (type.TypeKind == TypeKind.Error)
            return null;
        return TryConvert(constant, type, out object? value)
            ? read with { Value = new ValueFilter(ordinal, value, negated) }
            : Report(RuleProblems.WrongConstant, constant.IsNull ? "null" : constant.Value!.ToString(), name, type.ToDisplayString());
    }

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
    private static bool HoldsBool(ITypeSymbol? type) =>
        type is null or { SpecialType: SpecialType.System_Boolean } or { TypeKind: TypeKind.Error or TypeKind.Dynamic }
        || (type is INamedTypeSymbol { IsGenericType: true, TypeArguments: [{ SpecialType: SpecialType.System_Boolean }] } named
            && named.GetMembers("GetAwaiter").Length > 0);

    private static bool IsTrue(ImmutableDictionary<string, TypedConstant> named, string name) =>
        named.TryGetValue(name, out TypedConstant value) && value.Value is true;

    private DeclaredEvent? Meaningless(string what, string why) => Report(RuleProblems.Meaningless, what, _context.Member.Name, why);

    private DeclaredEvent? UnknownParameter(string what, string why) => Report(RuleProblems.UnknownParameter, what, _context.Member.Name, why);

    private DeclaredEvent? Report(DiagnosticDescriptor descriptor, params object[] arguments)
    {
        _report(descriptor, _event.Location, arguments);
        return null;
    }
}
