using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Domain;

/// <summary>A step that a guard ends.</summary>
/// <param name="Step">The step.</param>
/// <param name="IfInEffect">Whether disposing the guard is harmless where the step is not in effect.</param>
internal sealed record GuardedStep(ProtocolStep Step, bool IfInEffect);
