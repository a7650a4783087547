using System;
using System.Collections;
using System.Collections.Generic;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>Which objects can still be reached from what is left of a program.</summary>
internal static class Reachability
{
    private const int Depth = 5;

    private static readonly ConditionalWeakTable<Type, FieldInfo[]> s_fields = new();

    public static bool Reaches(IEnumerable<object?> roots, object target)
    {
        var seen = new HashSet<object>(ReferenceEqualityComparer.Instance);
        foreach (var root in roots)
        {
            if (Reaches(root, target, Depth, seen))
                return true;
        }

        return false;
    }

    /// <summary>The instance fields, those of base classes too.</summary>
    public static IEnumerable<FieldInfo> Fields(Type type)
    {
        for (var at = type; at is not null && at != typeof(object); at = at.BaseType)
        {
            foreach (var field in s_fields.GetValue(at, Own))
                yield return field;
        }
    }

    private static FieldInfo[] Own(Type type) =>
        type.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly);

    private static bool Reaches(object? from, object target, int depth, HashSet<object> seen)
    {
        if (from is null)
            return false;
        if (ReferenceEquals(from, target))
            return true;
        if (depth == 0 || from is string or Type or Delegate || from.GetType().IsPrimitive || !seen.Add(from))
            return false;
        if (from is IEnumerable sequence and (ICollection or Array))
        {
            foreach (var element in sequence)
            {
                if (Reaches(element, target, depth - 1, seen))
                    return true;
            }

            return false;
        }

        foreach (var field in Fields(from.GetType()))
        {
            if (!field.FieldType.IsPrimitive && Reaches(field.GetValue(from), target, depth - 1, seen))
                return true;
        }

        return false;
    }
}
