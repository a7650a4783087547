namespace EntryPath.Packs;

/// <summary>
/// Pack <c>AspNetCore</c>: the order of middleware that the framework's documentation asks for. Each is optional; where two are used on
/// one builder, the one that stands here first has to be added first. A branch (<c>Map</c>, <c>UseWhen</c>) has a builder and an order of its own.
/// </summary>
[EntryProtocol]
public enum RequestPipeline
{
    /// <summary><c>UseRouting</c>: selects the endpoint whose metadata the others read.</summary>
    [Optional, Strict]
    [Because("middleware that reads the endpoint's metadata does nothing before routing has selected the endpoint")]
    Routing,

    /// <summary><c>UseCors</c>.</summary>
    [Optional, Strict]
    [Because("a preflight request carries no credentials and would be rejected by authorization before CORS answers it")]
    Cors,

    /// <summary><c>UseAuthentication</c>.</summary>
    [Optional, Strict]
    [Because("authorization that runs before authentication sees no user")]
    Authentication,

    /// <summary><c>UseAuthorization</c>.</summary>
    [Optional, Strict]
    [Because("an endpoint that runs before authorization is open to everyone")]
    Authorization,

    /// <summary><c>UseAntiforgery</c>.</summary>
    [Optional, Strict]
    [Because("the token is bound to the user, who is known only after authentication and authorization")]
    Antiforgery,

    /// <summary><c>UseEndpoints</c>, <c>UseMvc</c> or <c>Run</c> with a delegate: answers the request and ends the pipeline for it.</summary>
    [Optional, Strict]
    Endpoints,
}
