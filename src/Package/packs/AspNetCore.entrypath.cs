// Pack AspNetCore: the documented order of middleware. See docs/packs/AspNetCore.md for what it finds and what it cannot see.
using System;
using EntryPath;
using EntryPath.Packs;

namespace Microsoft.AspNetCore.Builder
{
    public static class EndpointRoutingApplicationBuilderExtensions
    {
        [Step(RequestPipeline.Routing), Step(CachedPipeline.Routing)]
        [BeginsPipeline, Step(AuthorizationEndpoints.WithoutAuthorization)] [return: PartOf]
        public static extern IApplicationBuilder UseRouting(this IApplicationBuilder builder);

        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)] [return: PartOf]
        [CompletesPipeline]
        public static extern IApplicationBuilder UseEndpoints(this IApplicationBuilder builder, [InstantHandle] Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> configure);
    }

    // MVC without endpoint routing, and a terminal delegate: nothing that is added later runs for what they answer.
    public static class MvcApplicationBuilderExtensions
    {
        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)] [return: PartOf]
        public static extern IApplicationBuilder UseMvc(this IApplicationBuilder app);

        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)] [return: PartOf]
        public static extern IApplicationBuilder UseMvc(this IApplicationBuilder app, Action<Microsoft.AspNetCore.Routing.IRouteBuilder> configureRoutes);

        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)] [return: PartOf]
        public static extern IApplicationBuilder UseMvcWithDefaultRoute(this IApplicationBuilder app);
    }

    public static class RunExtensions
    {
        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)]
        public static extern void Run(this IApplicationBuilder app, Microsoft.AspNetCore.Http.RequestDelegate handler);
    }

    public static class CorsMiddlewareExtensions
    {
        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors), Undo(CorsEndpoints.WithoutCors, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app);

        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors), Undo(CorsEndpoints.WithoutCors, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app, string policyName);

        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors), Undo(CorsEndpoints.WithoutCors, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app, Action<Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder> configurePolicy);
    }

    public static class AuthAppBuilderExtensions
    {
        [Step(RequestPipeline.Authentication)] [return: PartOf]
        public static extern IApplicationBuilder UseAuthentication(this IApplicationBuilder app);
    }

    public static class AuthorizationAppBuilderExtensions
    {
        [Step(RequestPipeline.Authorization), Undo(AuthorizationEndpoints.WithoutAuthorization, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseAuthorization(this IApplicationBuilder app);
    }

    public static class AntiforgeryApplicationBuilderExtensions
    {
        [Step(RequestPipeline.Antiforgery)] [return: PartOf]
        public static extern IApplicationBuilder UseAntiforgery(this IApplicationBuilder builder);
    }

    public static class OutputCacheApplicationBuilderExtensions
    {
        [Step(CachedPipeline.Cache), Undo(CachedEndpoints.WithoutCache, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseOutputCache(this IApplicationBuilder app);
    }

    public static class ResponseCachingExtensions
    {
        [Step(CachedPipeline.Cache)] [return: PartOf]
        public static extern IApplicationBuilder UseResponseCaching(this IApplicationBuilder app);
    }

    // What endpoints ask for is read by middleware that need not stand before them in the text: it has to be there when the pipeline is complete.
    public sealed class WebApplicationBuilder
    {
        [BeginsPipeline]
        public extern WebApplication Build();
    }

    public sealed class WebApplication
    {
        [BeginsPipeline]
        public static extern WebApplication Create(string[]? args = null);

        [CompletesPipeline]
        public extern void Run(string? url = null);

        [CompletesPipeline]
        public extern System.Threading.Tasks.Task RunAsync(string? url = null);

        [CompletesPipeline]
        public extern System.Threading.Tasks.Task StartAsync(System.Threading.CancellationToken cancellationToken = default);
    }

    public static class CorsEndpointConventionBuilderExtensions
    {
        [Step(CorsEndpoints.EndpointWithCors)]
        public static extern TBuilder RequireCors<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder;

        [Step(CorsEndpoints.EndpointWithCors)]
        public static extern TBuilder RequireCors<TBuilder>(this TBuilder builder, string policyName) where TBuilder : IEndpointConventionBuilder;

        [Step(CorsEndpoints.EndpointWithCors)]
        public static extern TBuilder RequireCors<TBuilder>(this TBuilder builder, Action<Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder> configurePolicy) where TBuilder : IEndpointConventionBuilder;
    }

    public static class AuthorizationEndpointConventionBuilderExtensions
    {
        [Step(AuthorizationEndpoints.EndpointWithAuthorization)]
        public static extern TBuilder RequireAuthorization<TBuilder>(this TBuilder builder) where TBuilder : IEndpointConventionBuilder;

        [Step(AuthorizationEndpoints.EndpointWithAuthorization)]
        public static extern TBuilder RequireAuthorization<TBuilder>(this TBuilder builder, params string[] policyNames) where TBuilder : IEndpointConventionBuilder;

        [Step(AuthorizationEndpoints.EndpointWithAuthorization)]
        public static extern TBuilder RequireAuthorization<TBuilder>(this TBuilder builder, params Microsoft.AspNetCore.Authorization.IAuthorizeData[] authorizeData) where TBuilder : IEndpointConventionBuilder;

        [Step(AuthorizationEndpoints.EndpointWithAuthorization)]
        public static extern TBuilder RequireAuthorization<TBuilder>(this TBuilder builder, Microsoft.AspNetCore.Authorization.AuthorizationPolicy policy) where TBuilder : IEndpointConventionBuilder;

        [Step(AuthorizationEndpoints.EndpointWithAuthorization)]
        public static extern TBuilder RequireAuthorization<TBuilder>(this TBuilder builder, Action<Microsoft.AspNetCore.Authorization.AuthorizationPolicyBuilder> configurePolicy) where TBuilder : IEndpointConventionBuilder;
    }

    public static class RateLimiterEndpointConventionBuilderExtensions
    {
        [Step(LimitedEndpoints.EndpointWithLimit)]
        public static extern TBuilder RequireRateLimiting<TBuilder>(this TBuilder builder, string policyName) where TBuilder : IEndpointConventionBuilder;

        [Step(LimitedEndpoints.EndpointWithLimit)]
        public static extern TBuilder RequireRateLimiting<TBuilder, TPartitionKey>(this TBuilder builder, Microsoft.AspNetCore.RateLimiting.IRateLimiterPolicy<TPartitionKey> policy) where TBuilder : IEndpointConventionBuilder;
    }

    public static class RequestTimeoutsIEndpointConventionBuilderExtensions
    {
        [Step(TimedEndpoints.EndpointWithTimeout)]
        public static extern IEndpointConventionBuilder WithRequestTimeout(this IEndpointConventionBuilder builder, TimeSpan timeout);

        [Step(TimedEndpoints.EndpointWithTimeout)]
        public static extern IEndpointConventionBuilder WithRequestTimeout(this IEndpointConventionBuilder builder, string policyName);

        [Step(TimedEndpoints.EndpointWithTimeout)]
        public static extern IEndpointConventionBuilder WithRequestTimeout(this IEndpointConventionBuilder builder, Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutPolicy policy);
    }

    public static class RateLimiterApplicationBuilderExtensions
    {
        [Undo(LimitedEndpoints.WithoutLimiter, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseRateLimiter(this IApplicationBuilder app);

        [Undo(LimitedEndpoints.WithoutLimiter, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseRateLimiter(this IApplicationBuilder app, Microsoft.AspNetCore.RateLimiting.RateLimiterOptions options);
    }

    public static class RequestTimeoutsIApplicationBuilderExtensions
    {
        [Undo(TimedEndpoints.WithoutTimeouts, IfInEffect = true)] [return: PartOf]
        public static extern IApplicationBuilder UseRequestTimeouts(this IApplicationBuilder builder);
    }

    // Controllers and pages ask by attributes.
    public static class ControllerEndpointRouteBuilderExtensions
    {
        [MapsWhatAsksByAttributes]
        public static extern ControllerActionEndpointConventionBuilder MapControllers(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints);

        [MapsWhatAsksByAttributes]
        public static extern ControllerActionEndpointConventionBuilder MapDefaultControllerRoute(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints);

        [MapsWhatAsksByAttributes]
        public static extern ControllerActionEndpointConventionBuilder MapControllerRoute(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string name, string pattern, object? defaults = null, object? constraints = null, object? dataTokens = null);

        [MapsWhatAsksByAttributes]
        public static extern ControllerActionEndpointConventionBuilder MapAreaControllerRoute(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints, string name, string areaName, string pattern, object? defaults = null, object? constraints = null, object? dataTokens = null);
    }

    public static class RazorPagesEndpointRouteBuilderExtensions
    {
        [MapsWhatAsksByAttributes]
        public static extern PageActionEndpointConventionBuilder MapRazorPages(this Microsoft.AspNetCore.Routing.IEndpointRouteBuilder endpoints);
    }

    // These end in the same pipeline, so that a chain goes on with the builder that it began with.
    public static class UseExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder Use(this IApplicationBuilder app, Func<Microsoft.AspNetCore.Http.HttpContext, Func<System.Threading.Tasks.Task>, System.Threading.Tasks.Task> middleware);

        [return: PartOf]
        public static extern IApplicationBuilder Use(this IApplicationBuilder app, Func<Microsoft.AspNetCore.Http.HttpContext, Microsoft.AspNetCore.Http.RequestDelegate, System.Threading.Tasks.Task> middleware);
    }

    public static class UseWhenExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder UseWhen(this IApplicationBuilder app, Func<Microsoft.AspNetCore.Http.HttpContext, bool> predicate, Action<IApplicationBuilder> configuration);
    }

    public static class MapExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder Map(this IApplicationBuilder app, string pathMatch, Action<IApplicationBuilder> configuration);

        [return: PartOf]
        public static extern IApplicationBuilder Map(this IApplicationBuilder app, Microsoft.AspNetCore.Http.PathString pathMatch, bool preserveMatchedPathSegment, Action<IApplicationBuilder> configuration);

        [return: PartOf]
        public static extern IApplicationBuilder Map(this IApplicationBuilder app, Microsoft.AspNetCore.Http.PathString pathMatch, Action<IApplicationBuilder> configuration);
    }

    public static class MapWhenExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder MapWhen(this IApplicationBuilder app, Func<Microsoft.AspNetCore.Http.HttpContext, bool> predicate, Action<IApplicationBuilder> configuration);
    }

    public static class StaticFileExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder UseStaticFiles(this IApplicationBuilder app);

        [return: PartOf]
        public static extern IApplicationBuilder UseStaticFiles(this IApplicationBuilder app, StaticFileOptions options);
    }

    public static class HttpsPolicyBuilderExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder UseHttpsRedirection(this IApplicationBuilder app);
    }

    public static class SessionMiddlewareExtensions
    {
        [return: PartOf]
        public static extern IApplicationBuilder UseSession(this IApplicationBuilder app);
    }
}

namespace Microsoft.Extensions.DependencyInjection
{
    public static class OutputCacheConventionBuilderExtensions
    {
        [Step(CachedEndpoints.EndpointWithCache)]
        public static extern TBuilder CacheOutput<TBuilder>(this TBuilder builder) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder;

        [Step(CachedEndpoints.EndpointWithCache)]
        public static extern TBuilder CacheOutput<TBuilder>(this TBuilder builder, Action<Microsoft.AspNetCore.OutputCaching.OutputCachePolicyBuilder> policy) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder;

        [Step(CachedEndpoints.EndpointWithCache)]
        public static extern TBuilder CacheOutput<TBuilder>(this TBuilder builder, Action<Microsoft.AspNetCore.OutputCaching.OutputCachePolicyBuilder> policy, bool excludeDefaultPolicy) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder;

        [Step(CachedEndpoints.EndpointWithCache)]
        public static extern TBuilder CacheOutput<TBuilder>(this TBuilder builder, string policyName) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder;

        [Step(CachedEndpoints.EndpointWithCache)]
        public static extern TBuilder CacheOutput<TBuilder>(this TBuilder builder, Microsoft.AspNetCore.OutputCaching.IOutputCachePolicy policy) where TBuilder : Microsoft.AspNetCore.Builder.IEndpointConventionBuilder;
    }
}

namespace Microsoft.Extensions.Hosting
{
    public static class HostingAbstractionsHostExtensions
    {
        [CompletesPipeline]
        public static extern void Run(this IHost host);

        [CompletesPipeline]
        public static extern System.Threading.Tasks.Task RunAsync(this IHost host, System.Threading.CancellationToken token = default);

        [CompletesPipeline]
        public static extern void Start(this IHost host);
    }
}

namespace EntryPath.Packs
{
    // A pipeline without any of the middleware that endpoints ask for. (A WebApplication adds authorization by itself.)
    [Step(CorsEndpoints.WithoutCors), Step(LimitedEndpoints.WithoutLimiter), Step(CachedEndpoints.WithoutCache), Step(TimedEndpoints.WithoutTimeouts)]
    internal sealed class BeginsPipelineAttribute : Attribute
    {
    }

    // Nothing can be added any more.
    [Forbids(CorsEndpoints.EndpointWithCors), Forbids(AuthorizationEndpoints.EndpointWithAuthorization),
        Forbids(LimitedEndpoints.EndpointWithLimit), Forbids(CachedEndpoints.EndpointWithCache), Forbids(TimedEndpoints.EndpointWithTimeout)]
    internal sealed class CompletesPipelineAttribute : Attribute
    {
    }

    [Step(CorsEndpoints.EndpointWithCors, WhereMarked = typeof(Microsoft.AspNetCore.Cors.EnableCorsAttribute)),
        Step(AuthorizationEndpoints.EndpointWithAuthorization, WhereMarked = typeof(Microsoft.AspNetCore.Authorization.AuthorizeAttribute)),
        Step(LimitedEndpoints.EndpointWithLimit, WhereMarked = typeof(Microsoft.AspNetCore.RateLimiting.EnableRateLimitingAttribute)),
        Step(CachedEndpoints.EndpointWithCache, WhereMarked = typeof(Microsoft.AspNetCore.OutputCaching.OutputCacheAttribute)),
        Step(TimedEndpoints.EndpointWithTimeout, WhereMarked = typeof(Microsoft.AspNetCore.Http.Timeouts.RequestTimeoutAttribute))]
    internal sealed class MapsWhatAsksByAttributesAttribute : Attribute
    {
    }
}
