using System;

namespace EntryPath;

/// <summary>
/// The member may be used in the code of one type only, or of one member of it: elsewhere its use is an error. Several of these attributes allow
/// several places. Code of a type is all of its members, with their lambdas, local functions and nested types; derived types are other types.
/// </summary>
[AttributeUsage(AttributeTargets.Method | AttributeTargets.Constructor | AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Event, AllowMultiple = true, Inherited = false)]
public sealed class OnlyAttribute : Attribute
{
    /// <summary>Allows the members of a type.</summary>
    /// <param name="type">The type whose code may use the member; of a generic type all constructions.</param>
    public OnlyAttribute(Type type) => Type = type;

    /// <summary>Allows the members of one name of a type.</summary>
    /// <param name="type">The type.</param>
    /// <param name="member">The name of its method, property or event whose code may use the member; that of the type means its constructors.</param>
    public OnlyAttribute(Type type, string member)
    {
        Type = type;
        Member = member;
    }

    /// <summary>The type whose code may use the member.</summary>
    public Type Type { get; }

    /// <summary>The name of the members of <see cref="Type"/> whose code may use the member; null: all of them.</summary>
    public string? Member { get; }
}
