namespace EntryPath.Analyzer.Flow;

/// <summary>A variable that only the instructions of one body know; it holds null until one of them assigns it.</summary>
internal sealed class Temporary
{
}
