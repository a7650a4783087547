namespace EntryPath.Analyzer.Protocols;

/// <summary>What a step belongs to; the values are those of the public enum <c>ProtocolScope</c>.</summary>
internal enum StepScope
{
    Object = 0,
    Thread = 1,
    Program = 2,
}
