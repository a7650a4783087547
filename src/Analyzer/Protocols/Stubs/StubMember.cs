using Microsoft.CodeAnalysis;

namespace EntryPath.Analyzer.Protocols.Stubs;

/// <summary>A member that a stub redeclares. Plain data: the side compilation it was bound in is gone.</summary>
/// <param name="DocumentationId">The documentation id of the member that it stands for.</param>
/// <param name="TypeId">The documentation id of the type that redeclares it.</param>
/// <param name="Name">Its metadata name.</param>
/// <param name="Signature">What tells it from the overloads of its name.</param>
/// <param name="Shape">What its documentation id leaves open.</param>
/// <param name="Display">How messages show it.</param>
/// <param name="Declaration">What it says.</param>
/// <param name="Location">Its name in the stub.</param>
internal sealed record StubMember(
    string DocumentationId, string TypeId, string Name, string Signature, StubShape Shape, string Display, MemberDeclaration Declaration, Location Location);
