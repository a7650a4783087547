using System;
using System.Collections.Generic;
using System.Linq;
using System.Reflection;

namespace EntryPath.Truth.Tests.Runtime.Running;

/// <summary>The members of the prelude that carry an event.</summary>
internal static class EventMembers
{
    public static HashSet<string> Names() => typeof(TruthPrelude.Unit).Assembly.GetTypes()
        .Where(type => type.Namespace == nameof(TruthPrelude))
        .SelectMany(type => type.GetMembers(BindingFlags.Public | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly))
        .Where(member => member.GetCustomAttributesData().Any(data => typeof(ProtocolEventAttribute).IsAssignableFrom(data.AttributeType)))
        .Select(member => member.Name)
        .ToHashSet(StringComparer.Ordinal);
}
