using System;

namespace EntryPath;

/// <summary>What the attributes that give a member a meaning in a protocol have in common: the filters on when it has it.</summary>
public abstract class ProtocolEventAttribute : Attribute
{
    private protected ProtocolEventAttribute()
    {
    }

    /// <summary>The event happens when this constant is the value written to the property, field or parameter.</summary>
    public object? Value { get; set; }

    /// <summary>The event happens when another value than this constant is written to the property, field or parameter.</summary>
    public object? NotValue { get; set; }

    /// <summary>The name of the parameter that <see cref="Value"/> and <see cref="NotValue"/> are about, where there are several.</summary>
    public string? Parameter { get; set; }

    /// <summary>The event happens when the <see cref="bool"/> result, or the parameter named by <see cref="Out"/>, has this value.</summary>
    public bool When { get; set; }

    /// <summary>The name of the <c>ref</c> or <c>out</c> <see cref="bool"/> parameter that <see cref="When"/> is about.</summary>
    public string? Out { get; set; }

    /// <summary>For properties and fields: which use is the event.</summary>
    public Access Access { get; set; }

    /// <summary>For properties and fields: the event is a call of the member of this name through it.</summary>
    public string? Call { get; set; }

    /// <summary>Whether the event also happens where the call is skipped because the receiver of <c>?.</c> is null.</summary>
    public bool WhenNull { get; set; }

    /// <summary>
    /// The class of an attribute: the event happens only in a project that puts it, or one that derives from it, on some type or member. For members that act on what is
    /// declared in this way, as <c>MapControllers</c> does on controllers with <c>[Authorize]</c>. Attributes inside of bodies do not count.
    /// </summary>
    public Type? WhereMarked { get; set; }
}
