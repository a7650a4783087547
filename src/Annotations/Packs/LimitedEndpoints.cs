namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: an endpoint that asks for a rate limit needs <c>UseRateLimiter</c>.
/// Source: the framework's <c>RateLimitingMiddleware</c>, the only reader of that metadata.
/// </summary>
[EntryProtocol(Scope = ProtocolScope.Program)]
public enum LimitedEndpoints
{
    /// <summary>From <c>Build</c> or <c>UseRouting</c> to <c>UseRateLimiter</c>: nothing in the pipeline reads the limits of endpoints.</summary>
    [MayStay]
    [Because("the limits of endpoints are read by 'UseRateLimiter'")]
    WithoutLimiter,

    /// <summary>An endpoint asks for a rate limit (<c>RequireRateLimiting</c>, <c>[EnableRateLimiting]</c>) that nothing gives it so far.</summary>
    [Optional]
    [Because("an endpoint that asks for a rate limit has none if 'UseRateLimiter' is not in the pipeline")]
    EndpointWithLimit,
}
