// Pack AspNetCore: the documented order of middleware. See docs/packs/AspNetCore.md for what it finds and what it cannot see.
using System;
using EntryPath;
using EntryPath.Packs;

namespace Microsoft.AspNetCore.Builder
{
    public static class EndpointRoutingApplicationBuilderExtensions
    {
        [Step(RequestPipeline.Routing), Step(CachedPipeline.Routing)] [return: PartOf]
        public static extern IApplicationBuilder UseRouting(this IApplicationBuilder builder);

        [Step(RequestPipeline.Endpoints), Step(CachedPipeline.Endpoints)] [return: PartOf]
        public static extern IApplicationBuilder UseEndpoints(this IApplicationBuilder builder, Action<Microsoft.AspNetCore.Routing.IEndpointRouteBuilder> configure);
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
        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app);

        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app, string policyName);

        [Step(RequestPipeline.Cors), Step(CachedPipeline.Cors)] [return: PartOf]
        public static extern IApplicationBuilder UseCors(this IApplicationBuilder app, Action<Microsoft.AspNetCore.Cors.Infrastructure.CorsPolicyBuilder> configurePolicy);
    }

    public static class AuthAppBuilderExtensions
    {
        [Step(RequestPipeline.Authentication)] [return: PartOf]
        public static extern IApplicationBuilder UseAuthentication(this IApplicationBuilder app);
    }

    public static class AuthorizationAppBuilderExtensions
    {
        [Step(RequestPipeline.Authorization)] [return: PartOf]
        public static extern IApplicationBuilder UseAuthorization(this IApplicationBuilder app);
    }

    public static class AntiforgeryApplicationBuilderExtensions
    {
        [Step(RequestPipeline.Antiforgery)] [return: PartOf]
        public static extern IApplicationBuilder UseAntiforgery(this IApplicationBuilder builder);
    }

    public static class OutputCacheApplicationBuilderExtensions
    {
        [Step(CachedPipeline.Cache)] [return: PartOf]
        public static extern IApplicationBuilder UseOutputCache(this IApplicationBuilder app);
    }

    public static class ResponseCachingExtensions
    {
        [Step(CachedPipeline.Cache)] [return: PartOf]
        public static extern IApplicationBuilder UseResponseCaching(this IApplicationBuilder app);
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
