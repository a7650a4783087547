namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: an endpoint that asks for its output to be cached needs <c>UseOutputCache</c>.
/// Source: the framework's <c>OutputCacheMiddleware</c>, the only reader of that metadata.
/// </summary>
[EntryProtocol(Scope = ProtocolScope.Program)]
public enum CachedEndpoints
{
    /// <summary>From <c>Build</c> or <c>UseRouting</c> to <c>UseOutputCache</c>: nothing in the pipeline caches what endpoints give.</summary>
    [MayStay]
    [Because("what endpoints say about caching is read by 'UseOutputCache'")]
    WithoutCache,

    /// <summary>An endpoint asks for its output to be cached (<c>CacheOutput</c>, <c>[OutputCache]</c>), which nothing does so far.</summary>
    [Optional]
    [Because("an endpoint that asks for its output to be cached runs for each request if 'UseOutputCache' is not in the pipeline")]
    EndpointWithCache,
}
