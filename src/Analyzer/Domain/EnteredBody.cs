using EntryPath.Analyzer.Ir;

namespace EntryPath.Analyzer.Domain;

/// <summary>A body as calls enter it.</summary>
/// <param name="Body">The body.</param>
/// <param name="Names">Which of its names are one object there; null: none that is known of, as where nothing calls it.</param>
internal readonly record struct EnteredBody(BodyId Body, Coincidence? Names)
{
    public static implicit operator EnteredBody(BodyId body) => new(body, null);
}
