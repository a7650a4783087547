using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;
using System.Reflection.Emit;

namespace EntryPath.Analyzer.Tests.Architecture;

/// <summary>Which folder of the analyzer uses which, read from the compiled types: the order of CONTRIBUTING's tour, from the bottom up.</summary>
public sealed class FolderTests
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    /// <summary>A folder may use those before it.</summary>
    private static readonly string[] s_order = ["Messages", "Protocols", "Ir", "Domain", "Flow", "Program", "Lowering", "Interprocedural", "Rules", "Edits", ""];

    private static readonly Dictionary<short, OpCode> s_codes = typeof(OpCodes).GetFields(BindingFlags.Static | BindingFlags.Public)
        .Select(static field => (OpCode)field.GetValue(null)!).ToDictionary(static code => code.Value);

    [Fact]
    public void Every_type_is_in_a_folder_that_has_a_place_in_the_order()
    {
        Assert.Empty(typeof(EntryPathAnalyzer).Assembly.GetTypes().Select(FolderOf).OfType<string>().Except(s_order));
    }

    [Fact]
    public void A_folder_uses_only_those_below_it()
    {
        var wrong = Arrows().Where(static arrow => Array.IndexOf(s_order, arrow.To) > Array.IndexOf(s_order, arrow.From)).ToList();

        Assert.Empty(wrong.Select(static arrow => $"{arrow.User} uses {arrow.Used}"));
    }

    [Fact]
    public void What_runs_in_a_body_is_seen()
    {
        // Otherwise the test above would be content with signatures.
        Assert.Contains(Arrows(), static arrow => arrow is { From: "Interprocedural", To: "Flow" } && arrow.User.StartsWith("EntryPath.Analyzer.Interprocedural.BodySolver", StringComparison.Ordinal) && arrow.Used == "EntryPath.Analyzer.Flow.Solver");
    }

    private static List<(string From, string To, string User, string Used)> Arrows() =>
    [
        .. typeof(EntryPathAnalyzer).Assembly.GetTypes()
            .SelectMany(static type => Used(type).Distinct().Select(used => (From: FolderOf(type), To: FolderOf(used), User: type.FullName!, Used: used.FullName ?? used.Name)))
            .Where(static arrow => arrow is { From: not null, To: not null } && arrow.From != arrow.To).Select(static arrow => (arrow.From!, arrow.To!, arrow.User, arrow.Used)),
    ];

    /// <summary>The first part of a namespace below the analyzer's own; null for what is not written there.</summary>
    private static string? FolderOf(Type type)
    {
        const string root = "EntryPath.Analyzer";
        return type.Assembly != typeof(EntryPathAnalyzer).Assembly || type.Namespace is not { } name || !(name + ".").StartsWith(root + ".", StringComparison.Ordinal) ? null
            : name.Length == root.Length ? ""
            : name[(root.Length + 1)..].Split('.')[0];
    }

    private static IEnumerable<Type> Used(Type type)
    {
        IEnumerable<Type?> signatures = type.GetFields(Own).Select(static field => field.FieldType)
            .Concat(type.GetInterfaces()).Append(type.BaseType!)
            .Concat(type.GetMethods(Own).SelectMany(static method => method.GetParameters().Select(static parameter => parameter.ParameterType).Append(method.ReturnType)))
            .Concat(type.GetConstructors(Own).SelectMany(static made => made.GetParameters().Select(static parameter => parameter.ParameterType)));
        IEnumerable<Type?> bodies = type.GetMethods(Own).Cast<MethodBase>().Concat(type.GetConstructors(Own)).SelectMany(UsedInBody);
        return signatures.Concat(bodies).OfType<Type>().SelectMany(Parts);
    }

    private static IEnumerable<Type?> UsedInBody(MethodBase method)
    {
        if (method.GetMethodBody() is not { } body || body.GetILAsByteArray() is not { } code)
            yield break;

        foreach (var local in body.LocalVariables)
            yield return local.LocalType;

        Type[] ofType = method.DeclaringType!.IsGenericType ? method.DeclaringType.GetGenericArguments() : [];
        Type[] ofMethod = method.IsGenericMethod ? method.GetGenericArguments() : [];
        for (var at = 0; at < code.Length;)
        {
            var number = (short)code[at++];
            if (number == 0xFE)
                number = unchecked((short)(0xFE00 | code[at++]));

            switch (s_codes[number].OperandType)
            {
                case OperandType.InlineNone:
                    break;
                case OperandType.ShortInlineBrTarget or OperandType.ShortInlineI or OperandType.ShortInlineVar:
                    at++;
                    break;
                case OperandType.InlineVar:
                    at += 2;
                    break;
                case OperandType.InlineI8 or OperandType.InlineR:
                    at += 8;
                    break;
                case OperandType.InlineSwitch:
                    at += 4 + (4 * BitConverter.ToInt32(code, at));
                    break;
                case OperandType.InlineField or OperandType.InlineMethod or OperandType.InlineType or OperandType.InlineTok:
                    var member = method.Module.ResolveMember(BitConverter.ToInt32(code, at), ofType, ofMethod);
                    yield return member as Type ?? member?.DeclaringType;
                    foreach (var argument in member is MethodInfo { IsGenericMethod: true } called ? called.GetGenericArguments() : [])
                        yield return argument;

                    at += 4;
                    break;
                default:
                    at += 4;
                    break;
            }
        }
    }

    /// <summary>A type, the elements of an array, and the arguments of a generic type.</summary>
    private static IEnumerable<Type> Parts(Type type) =>
        type.HasElementType ? Parts(type.GetElementType()!)
        : type.IsGenericType ? type.GetGenericArguments().SelectMany(Parts).Prepend(type)
        : [type];
}
