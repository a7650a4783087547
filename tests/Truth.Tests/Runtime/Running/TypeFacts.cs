using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>What reflection tells of the types of one program; it is asked once, since a program runs some hundred times.</summary>
/// <param name="types">All types of the program.</param>
/// <param name="text">The program.</param>
internal sealed class TypeFacts(IReadOnlyList<Type> types, string text)
{
    private const string Nullable = "System.Runtime.CompilerServices.NullableAttribute";
    private const string NullableContext = "System.Runtime.CompilerServices.NullableContextAttribute";

    private static readonly string[] s_questions = ["(object){0} is ", "(object){0} switch", "switch ((object){0})"];

    private readonly Dictionary<MethodBase, (ParameterInfo, bool)[]> _parameters = [];
    private readonly Dictionary<Type, Type[]> _derived = [];
    private readonly Dictionary<Type, ConstructorInfo?> _constructors = [];
    private readonly Dictionary<Type, PropertyInfo[]> _required = [];
    private readonly Dictionary<Type, FieldInfo[]> _fields = [];
    private readonly Dictionary<Type, int> _values = [];

    /// <summary>The parameters of a method or constructor, and whether each may be null.</summary>
    public (ParameterInfo Parameter, bool IsNullable)[] Parameters(MethodBase method) =>
        Once(_parameters, method, one => [.. one.GetParameters().Select(parameter => (parameter, IsNullable(parameter)))]);

    /// <summary>The classes that an object of a type can be of.</summary>
    public Type[] Concrete(Type type) => Once(_derived, type, one => one.Assembly.IsCollectible && !one.IsSealed
        ? [.. types.Where(other => other.Namespace == one.Namespace && !other.IsAbstract && one.IsAssignableFrom(other))]
        : [one]);

    /// <summary>The constructor with most parameters; null where a struct has none.</summary>
    public ConstructorInfo? Constructor(Type type) =>
        Once(_constructors, type, one => one.GetConstructors().OrderByDescending(constructor => constructor.GetParameters().Length).FirstOrDefault());

    /// <summary>The properties that an object cannot be made without.</summary>
    public PropertyInfo[] Required(Type type) =>
        Once(_required, type, one => [.. one.GetProperties().Where(property => property.IsDefined(typeof(RequiredMemberAttribute), inherit: false))]);

    /// <summary>The fields of its objects, and its static ones, that can hold an object.</summary>
    public FieldInfo[] Fields(Type type) => Once(_fields, type, one =>
    [
        .. Reachability.Fields(one).Concat(one.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)).Where(field => !field.FieldType.IsPrimitive),
    ]);

    /// <summary>How many values of an enum have a name.</summary>
    public int Values(Type type) => Once(_values, type, one => Enum.GetValues(one).Length);

    private static TValue Once<TKey, TValue>(Dictionary<TKey, TValue> known, TKey key, Func<TKey, TValue> find)
        where TKey : notnull
    {
        if (!known.TryGetValue(key, out var value))
            known[key] = value = find(key);
        return value;
    }

    private bool IsNullable(ParameterInfo parameter)
    {
        // What the program asks the type of may be null, whatever its own type says.
        if (s_questions.Any(question => text.Contains(string.Format(CultureInfo.InvariantCulture, question, parameter.Name), StringComparison.Ordinal)))
            return true;

        // Where most parameters are alike, the compiler says so once, of the member or of its type.
        if (parameter.ParameterType.IsValueType)
            return false;
        var data = parameter.CustomAttributes.FirstOrDefault(data => data.AttributeType.FullName == Nullable)
            ?? parameter.Member.CustomAttributes.FirstOrDefault(data => data.AttributeType.FullName == NullableContext)
            ?? parameter.Member.DeclaringType?.CustomAttributes.FirstOrDefault(data => data.AttributeType.FullName == NullableContext);
        return data?.ConstructorArguments[0].Value switch
        {
            byte single => single == 2,
            IEnumerable<CustomAttributeTypedArgument> several => several.First().Value is (byte)2,
            _ => false,
        };
    }
}
