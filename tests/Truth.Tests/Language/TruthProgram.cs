using System.Collections.Immutable;

namespace EntryPath.Truth.Tests.Language;

/// <summary>A method. A root is public, takes two objects, one flag and a kind; a helper is private and takes what it needs.</summary>
internal sealed record Method(string Name, bool IsRoot, int Subjects, int Flags, bool ReturnsBool, ImmutableArray<Statement> Body);

/// <summary>A class with two objects and two flags in read-only fields, and methods. Helpers come after those that call them.</summary>
internal sealed record TruthProgram(ImmutableArray<Method> Methods)
{
    public const int Fields = 2;
}
