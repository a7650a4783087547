using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>One step of one protocol for one subject.</summary>
/// <param name="Step">The step.</param>
/// <param name="Subject">The value number of the subject.</param>
internal readonly record struct Slot(ProtocolStep Step, int Subject);
