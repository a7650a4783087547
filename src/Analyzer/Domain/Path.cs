using System.Collections.Immutable;
using EntryPath.Analyzer.Ir;
using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Domain;

/// <summary>A subject as a caller can name it: something the caller gives or gets, and fields from there.</summary>
/// <param name="Root">What the path starts from.</param>
/// <param name="Symbol">The parameter, captured local or static member.</param>
/// <param name="Fields">The fields that follow.</param>
internal sealed record Path(PathRoot Root, object? Symbol, ImmutableArray<Universe.FieldIdentity> Fields)
{
    /// <summary>The variable of the body that it starts from; of another root, none.</summary>
    public LocalId Local => LocalId.WithKey(Symbol!);

    public static Path Of(PathRoot root, object? symbol = null) => new(root, symbol, ImmutableArray<Universe.FieldIdentity>.Empty);

    /// <summary>What a variable of the body held at entry.</summary>
    public static Path Of(LocalId variable) => Of(PathRoot.Entry, variable.Key);

    /// <summary>Whether it goes through the same field twice, as a recursion along links does further in every round.</summary>
    public bool Repeats => Fields.Length > 1 && Fields.Distinct().Count() < Fields.Length;

    /// <summary>The path as a text: the same for paths that are the same.</summary>
    public string Text => Root + ":" + (Symbol is ISymbol symbol ? symbol.Name : Symbol) + string.Concat(Fields.Select(static link => "." + link.Name));

    /// <summary>Whether it is another path, or leads on from there.</summary>
    public bool StartsWith(Path other)
    {
        if (Root != other.Root || !Equals(Symbol, other.Symbol) || Fields.Length < other.Fields.Length)
            return false;

        for (int i = 0; i < other.Fields.Length; i++)
        {
            if (!Fields[i].Equals(other.Fields[i]))
                return false;
        }

        return true;
    }

    public bool IsConstant => Root == PathRoot.Constant;

    public bool Equals(Path? other)
    {
        return other is not null && Fields.Length == other.Fields.Length && StartsWith(other);
    }

    public override int GetHashCode() => ((int)Root * 31) + (Symbol?.GetHashCode() ?? 0) + Fields.Length;
}

/// <summary>What a caller knows by a name of its own.</summary>
internal enum PathRoot
{
    This,
    Entry,
    Static,
    Thread,
    Program,
    AnyObject,
    Result,

    /// <summary>What a parameter passed by reference holds in the end.</summary>
    Output,
    Constant,
}
