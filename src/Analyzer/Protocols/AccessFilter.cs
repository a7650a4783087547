namespace EntryPath.Analyzer.Protocols;

/// <summary>Which uses of a property or field an event means, after the defaults of its kind were applied.</summary>
internal enum AccessFilter
{
    Any,
    Read,
    Write,
}
