namespace EntryPath.Analyzer.Domain;

/// <summary>What stays in a field once it is there, whatever runs.</summary>
/// <param name="Constant">The one constant that all who write the field store; null: any object, since the field is written only where it is null.</param>
internal sealed record Lasting(object? Constant)
{
    public static readonly Lasting AnyObject = new((object?)null);
}
