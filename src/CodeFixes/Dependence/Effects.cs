using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Dependence;

/// <summary>
/// What running some code reads and writes apart from its own locals. Objects are told apart by their types only: a write of a field is
/// taken to concern every read of that field.
/// </summary>
internal sealed class Effects
{
    private readonly HashSet<ISymbol> _read = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ISymbol> _written = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _touched = new(SymbolEqualityComparer.Default);
    private readonly HashSet<ITypeSymbol> _seen = new(SymbolEqualityComparer.Default);
    private bool _readsElements;
    private bool _writesElements;

    /// <summary>Whether it asks for what is outside of the program: a clock, a file.</summary>
    public bool ReadsOutside { get; set; }

    /// <summary>Whether it changes what is outside of the program, or may.</summary>
    public bool WritesOutside { get; set; }

    /// <summary>Whether code runs that nothing is known of and that may reach anything: a delegate, a pointer.</summary>
    public bool IsUnknown { get; set; }

    /// <summary>Whether a <c>throw</c> of it leaves it.</summary>
    public bool Throws { get; set; }

    public void AddRead(ISymbol member) => _read.Add(member.OriginalDefinition);

    public void AddWritten(ISymbol member) => _written.Add(member.OriginalDefinition);

    public void AddElements(bool isRead, bool isWritten)
    {
        _readsElements |= isRead;
        _writesElements |= isWritten;
    }

    /// <summary>An object is given to code that is not there: what it leads to is read, and perhaps written.</summary>
    public void AddObject(ITypeSymbol type, bool isWritten)
    {
        if (ObjectReach.HasMembers(type))
            (isWritten ? _touched : _seen).Add(type);
    }

    public void Add(Effects other)
    {
        _read.UnionWith(other._read);
        _written.UnionWith(other._written);
        _touched.UnionWith(other._touched);
        _seen.UnionWith(other._seen);
        _readsElements |= other._readsElements;
        _writesElements |= other._writesElements;
        ReadsOutside |= other.ReadsOutside;
        WritesOutside |= other.WritesOutside;
        IsUnknown |= other.IsUnknown;
        Throws |= other.Throws;
    }

    /// <summary>Whether both give the same in either order.</summary>
    public bool IsIndependentOf(Effects other, ObjectReach reach) => !Disturbs(other, reach) && !other.Disturbs(this, reach);

    private bool IsNothing => _read.Count + _written.Count + _touched.Count + _seen.Count == 0
        && !_readsElements && !_writesElements && !ReadsOutside && !WritesOutside && !IsUnknown && !Throws;

    private bool Disturbs(Effects other, ObjectReach reach)
    {
        if (IsUnknown || Throws)
            return !other.IsNothing;

        return (WritesOutside && (other.ReadsOutside || other.WritesOutside))
            || (_writesElements && (other._readsElements || other._writesElements))
            || _written.Any(member => other._read.Contains(member) || other._written.Contains(member)
                || other._touched.Any(type => reach.Leads(type, member)) || other._seen.Any(type => reach.Leads(type, member)))
            || (_writesElements && (other._touched.Any(reach.LeadsToElements) || other._seen.Any(reach.LeadsToElements)))
            || _touched.Any(type => other._read.Any(member => reach.Leads(type, member)) || other._written.Any(member => reach.Leads(type, member))
                || ((other._readsElements || other._writesElements) && reach.LeadsToElements(type))
                || other._touched.Any(another => reach.Meet(type, another)) || other._seen.Any(another => reach.Meet(type, another)));
    }
}
