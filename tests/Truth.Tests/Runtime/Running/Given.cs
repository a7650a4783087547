using System;
using System.Collections;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Reflection;
using System.Threading.Tasks;
using EntryPath.Truth.Tests.Runtime.Recording;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>What a program is given to run on: every kind of value is a choice.</summary>
internal sealed class Given(Tape tape, TypeFacts facts)
{
    public object?[] For(MethodBase method) =>
        [.. facts.Parameters(method).Select(one => Of(one.Parameter.ParameterType, one.Parameter.Name!, one.IsNullable))];

    private object? Of(Type type, string name, bool isNullable)
    {
        if (isNullable)
        {
            // A link to the next one of its kind ends after two.
            if (name.Split(".next").Length > 2 || tape.Choose(2) == 1)
                return null;
        }

        if (type == typeof(bool))
            return tape.Choose(2) == 1;
        if (type == typeof(int))
            return tape.Choose(3);
        if (type.IsEnum)
            return Enum.ToObject(type, tape.Choose(facts.Values(type) + 1));
        if (type == typeof(string))
            return "text";
        if (type == typeof(Task))
            return Task.CompletedTask;
        if (typeof(Delegate).IsAssignableFrom(type))
            return type == typeof(Func<bool>) ? new Func<bool>(TruthPrelude.Env.Flip) : type == typeof(Action) ? new Action(TruthPrelude.Env.Work) : null;
        if (type.IsArray)
            return Elements(type.GetElementType()!, name).ToArray(type.GetElementType()!);
        if (type.IsGenericType)
            return Collection(type, name);
        return Make(type, name);
    }

    private object Collection(Type type, string name)
    {
        var definition = type.GetGenericTypeDefinition();
        var arguments = type.GetGenericArguments();
        if (definition == typeof(Dictionary<,>) || definition == typeof(IReadOnlyDictionary<,>))
        {
            var map = (IDictionary)Activator.CreateInstance(typeof(Dictionary<,>).MakeGenericType(arguments))!;
            var key = 0;
            foreach (var element in Elements(arguments[1], name))
                map.Add(arguments[0] == typeof(string) ? key++.ToString(CultureInfo.InvariantCulture) : key++, element);
            return map;
        }

        var elements = Elements(arguments[0], name).ToArray(arguments[0]);
        return definition == typeof(List<>) || type.IsInterface
            ? Activator.CreateInstance(typeof(List<>).MakeGenericType(arguments), elements)!
            : definition.IsValueType || arguments.Length > 1 || !typeof(IEnumerable).IsAssignableFrom(type)
                ? Make(type, name)
                : Activator.CreateInstance(type, elements)!;
    }

    private object?[] Elements(Type type, string name)
    {
        var count = tape.Choose(3);
        return [.. Enumerable.Range(0, count).Select(index => Of(type, name + "[" + index + "]", isNullable: false))];
    }

    /// <summary>What is there from the beginning is not the program's own.</summary>
    private void NameParts(object whole, Type type, Type made, string name)
    {
        foreach (var field in facts.Fields(type))
        {
            if (field.GetValue(whole) is not { } part || tape.Given.ContainsKey(part))
                continue;
            if (part.GetType().Namespace == nameof(TruthPrelude))
            {
                tape.Given[part] = name + "." + field.Name;
                if (field.IsPrivate && type == made)
                    tape.Private.Add(part);
                if (!field.IsInitOnly)
                    tape.Settable.Add(part);
            }
            else if (part.GetType().Assembly == type.Assembly && part is not (Delegate or Enum))
            {
                if (!part.GetType().IsValueType)
                    tape.Given[part] = name + "." + field.Name;
                NameParts(part, part.GetType(), made, name + "." + field.Name);
            }
        }
    }

    public object Make(Type type, string name)
    {
        // An object of a class of the program may be of any class that derives from it.
        var concrete = facts.Concrete(type);
        type = concrete.Length == 1 ? concrete[0] : concrete[tape.Choose(concrete.Length)];
        var constructor = facts.Constructor(type);
        var made = constructor is null
            ? Activator.CreateInstance(type)!
            : constructor.Invoke(
                BindingFlags.DoNotWrapExceptions, null,
                [.. facts.Parameters(constructor).Select(one => Of(one.Parameter.ParameterType, name + "." + one.Parameter.Name, one.IsNullable))], null);
        foreach (var property in facts.Required(type))
            property.SetValue(made, Of(property.PropertyType, name + "." + property.Name, isNullable: false));
        if (!type.IsValueType)
            tape.Given[made] = name;
        NameParts(made, type, type, name);
        return made;
    }
}

internal static class Arrays
{
    public static Array ToArray(this object?[] elements, Type type)
    {
        var array = Array.CreateInstance(type, elements.Length);
        elements.CopyTo(array, 0);
        return array;
    }
}
