namespace System.Runtime.CompilerServices;

/// <summary>What the compiler asks for where an <c>init</c> accessor or a record is; netstandard2.0 does not have it.</summary>
internal static class IsExternalInit;
