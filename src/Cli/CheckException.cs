using System;

namespace EntryPath.Cli;

/// <summary>What the user has to put right before anything can be checked. The message is one line, and all that is shown.</summary>
internal sealed class CheckException(string message) : Exception(message);
