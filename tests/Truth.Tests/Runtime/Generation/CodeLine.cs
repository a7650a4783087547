namespace EntryPath.Truth.Tests.Runtime.Generation;

/// <summary>A line of a body: its text, and whether it is a call that may be dropped, doubled or moved.</summary>
internal readonly record struct CodeLine(int Indent, string Text, bool IsCall)
{
    public override string ToString() => new string(' ', Indent * 4) + Text;
}
