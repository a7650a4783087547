namespace EntryPath.Packs;

/// <summary>Pack <c>AspNetCore</c>: where caching stands among the middleware it depends on.</summary>
[EntryProtocol]
public enum CachedPipeline
{
    /// <summary><c>UseRouting</c>.</summary>
    [Optional, Strict]
    [Because("the cache policy is metadata of the endpoint, which routing selects")]
    Routing,

    /// <summary><c>UseCors</c>.</summary>
    [Optional, Strict]
    [Because("a response that is cached before CORS adds its headers is served without them")]
    Cors,

    /// <summary><c>UseOutputCache</c> or <c>UseResponseCaching</c>.</summary>
    [Optional, Strict]
    Cache,

    /// <summary><c>UseEndpoints</c>, <c>UseMvc</c> or <c>Run</c> with a delegate.</summary>
    [Optional, Strict]
    Endpoints,
}
