namespace EntryPath;

/// <summary>Whose step it is: what a step that was performed belongs to.</summary>
public enum ProtocolScope
{
    /// <summary>An object: the receiver, the argument marked <see cref="SubjectAttribute"/>, or the result marked so.</summary>
    Object = 0,

    /// <summary>The executing thread or processor, such as its interrupt flag.</summary>
    Thread = 1,

    /// <summary>One for the whole program; the default for steps that only static members perform.</summary>
    Program = 2,
}
