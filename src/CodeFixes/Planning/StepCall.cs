namespace EntryPath.CodeFixes.Planning;

/// <summary>An expression that would perform a step.</summary>
/// <param name="Text">The call or write.</param>
/// <param name="When">The result with which it does; null: it always does.</param>
internal sealed record StepCall(string Text, bool? When)
{
    /// <summary>The condition that is true when the step was performed.</summary>
    public string Succeeds => When == false ? "!" + Text : Text;

    /// <summary>The condition that is true when it was not.</summary>
    public string Fails => When == false ? Text : "!" + Text;
}
