namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: an endpoint that asks for authorization needs <c>UseAuthorization</c> where the program adds routing itself.
/// Source: the framework's <c>EndpointMiddleware</c>, which throws for an endpoint whose authorization metadata no middleware has looked at. A <c>WebApplication</c> adds both by itself from .NET 7 on.
/// </summary>
[EntryProtocol(Scope = ProtocolScope.Program)]
public enum AuthorizationEndpoints
{
    /// <summary>From <c>UseRouting</c> to <c>UseAuthorization</c>: nothing behind routing reads what endpoints say about authorization.</summary>
    [MayStay]
    [Because("what endpoints say about authorization is read by 'UseAuthorization'")]
    WithoutAuthorization,

    /// <summary>An endpoint asks for authorization (<c>RequireAuthorization</c>, <c>[Authorize]</c>) that nothing gives it so far.</summary>
    [Optional]
    [Because("an endpoint that asks for authorization throws at each request if 'UseAuthorization' does not follow 'UseRouting'")]
    EndpointWithAuthorization,
}
