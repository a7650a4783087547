namespace EntryPath;

/// <summary>Which use of a property or field an event means.</summary>
public enum Access
{
    /// <summary>Any use.</summary>
    Any = 0,

    /// <summary>A use that reads the value, including the reading half of a compound assignment.</summary>
    Read = 1,

    /// <summary>A use that writes the value, however it is written.</summary>
    Write = 2,
}
