using System.Collections.Immutable;
using EntryPath.Analyzer.Protocols;

namespace EntryPath.Analyzer.Rules;

/// <summary>The keys of the properties by which a diagnostic tells fixes what could mend it, and reports what happened.</summary>
internal static class FixProperties
{
    /// <summary>
    /// <c>up,index</c>: the operation at this additional location has to move up, before the diagnostic's own; <c>down,index,index</c>: the
    /// one at the first has to move down, after the one at the second; <c>before,index</c>: the diagnostic's own operation has to move up,
    /// before the one there. Absent: no move would help.
    /// </summary>
    public const string Move = "move";

    public const string Up = "up";

    public const string Down = "down";

    public const string Before = "before";

    /// <summary>The protocol, by its name in source.</summary>
    public const string Protocol = "protocol";

    /// <summary>The step that the diagnostic is about, by its name in source.</summary>
    public const string Step = "step";

    /// <summary>The other steps that the same operation misses, parted by commas.</summary>
    public const string Also = "also";

    /// <summary>For EPO1005: the other steps of the protocol of which the same is said at the same exit, parted by commas. Absent: there are none.</summary>
    public const string Together = "together";

    /// <summary>The protocol's documentation id, by which it is found among the rules.</summary>
    public const string ProtocolId = "protocolId";

    /// <summary>
    /// For EPO1005: the brackets that an undo could close, in their order, as <c>step,index</c> of the additional location that performed
    /// it, parted by semicolons. Absent: no undo would help.
    /// </summary>
    public const string Open = "open";

    /// <summary>What a report takes for granted. Absent: it is certain.</summary>
    public const string Assumed = "assumed";

    /// <summary>For EPO1007: what the body promises and does not keep, <c>Ensures</c> or <c>EnsuresUndone</c>. Absent: it is another weakness.</summary>
    public const string Promise = "promise";

    /// <summary>
    /// For EPO3002, and EPO1007 where a promise is not repeated: the contract to declare, as <c>Attribute,protocol's documentation id,step</c>, parted by semicolons.
    /// </summary>
    public const string Contract = "contract";

    /// <summary>For EPO3002: the parameter whose contract it is, by name; absent: the receiver's, or nobody's.</summary>
    public const string Subject = "subject";

    /// <summary>What happened on the path, as <see cref="Rules.Trace"/> writes it. Absent: the report has no path.</summary>
    public const string Trace = "trace";

    /// <summary>
    /// The first additional location that is no place of the path but a call by which a caller comes to the report, outermost first. Absent:
    /// there are none.
    /// </summary>
    public const string Calls = "calls";

    /// <summary>The properties that say which step a diagnostic is about.</summary>
    public static ImmutableDictionary<string, string?> Of(ProtocolStep step) => ImmutableDictionary<string, string?>.Empty
        .Add(Protocol, step.Protocol.Name)
        .Add(ProtocolId, step.Protocol.DocumentationId)
        .Add(Step, step.Name);
}
