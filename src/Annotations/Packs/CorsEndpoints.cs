namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: an endpoint that asks for CORS needs <c>UseCors</c>.
/// Source: the framework's <c>EndpointMiddleware</c>, which throws for an endpoint whose CORS metadata no middleware has looked at.
/// </summary>
[EntryProtocol(Scope = ProtocolScope.Program)]
public enum CorsEndpoints
{
    /// <summary>From <c>Build</c> or <c>UseRouting</c> to <c>UseCors</c>: nothing in the pipeline reads what endpoints say about CORS.</summary>
    [MayStay]
    [Because("what endpoints say about CORS is read by 'UseCors'")]
    WithoutCors,

    /// <summary>An endpoint asks for CORS (<c>RequireCors</c>, <c>[EnableCors]</c>) that nothing gives it so far.</summary>
    [Optional]
    [Because("an endpoint that asks for CORS throws at each request if 'UseCors' is not in the pipeline")]
    EndpointWithCors,
}
