using EntryPath.Analyzer.Protocols;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace EntryPath.CodeFixes.Planning;

/// <summary>An operation in source that a protocol speaks of.</summary>
/// <param name="Event">What it does.</param>
/// <param name="Expression">The call, write or construction; the call of the helper that does it.</param>
/// <param name="Receiver">The text of the object that it is called on; empty: it is called on none.</param>
/// <param name="IsDirect">Whether it stands here, and not in the body of a helper.</param>
internal sealed record Use(MemberEvent Event, ExpressionSyntax Expression, string Receiver, bool IsDirect);
