namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: an endpoint with a request timeout needs <c>UseRequestTimeouts</c>.
/// Source: the framework's <c>RequestTimeoutsMiddleware</c>, the only reader of that metadata.
/// </summary>
[EntryProtocol(Scope = ProtocolScope.Program)]
public enum TimedEndpoints
{
    /// <summary>From <c>Build</c> or <c>UseRouting</c> to <c>UseRequestTimeouts</c>: nothing in the pipeline reads the timeouts of endpoints.</summary>
    [MayStay]
    [Because("the timeouts of endpoints are read by 'UseRequestTimeouts'")]
    WithoutTimeouts,

    /// <summary>An endpoint has a request timeout (<c>WithRequestTimeout</c>, <c>[RequestTimeout]</c>) that nothing keeps so far.</summary>
    [Optional]
    [Because("an endpoint with a request timeout has none if 'UseRequestTimeouts' is not in the pipeline")]
    EndpointWithTimeout,
}
