using Microsoft.CodeAnalysis;

namespace EntryPath.CodeFixes.Judging;

/// <summary>A diagnostic of a document, and what of it can be compared with those of a changed document.</summary>
internal readonly record struct Reported(Diagnostic Diagnostic, Report Report);
