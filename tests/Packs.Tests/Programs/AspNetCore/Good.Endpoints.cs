// Endpoints that are given what they ask for.
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCore.Good.Endpoints;

[Authorize]
public sealed class AccountController : Controller
{
    public IActionResult Index() => Ok();
}

public static class Programs
{
    public static void HasTheMiddlewareAfterTheEndpoint(string[] args)
    {
        WebApplication app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "hello").RequireCors("partners");
        app.UseCors();
        app.Run();
    }

    public static async Task HasAll(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        Configure(app);
        app.MapItems();
        app.MapGet("/", () => "hello").CacheOutput().RequireRateLimiting("fixed").WithRequestTimeout("short");
        await app.RunAsync();
    }

    // A WebApplication adds routing and authorization by itself.
    public static void LeavesAuthorizationToTheFramework(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapControllers();
        app.MapGet("/", () => "hello").RequireAuthorization();
        app.Run();
    }

    public static void AsksOnlyWhereItIsGiven(string[] args, bool isPublic)
    {
        WebApplication app = WebApplication.Create(args);
        if (isPublic)
            app.UseCors();

        RouteHandlerBuilder hello = app.MapGet("/", () => "hello");
        if (isPublic)
            hello.RequireCors("partners");

        app.Run();
    }

    public static void AsksForNothing(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapGet("/", () => "hello");
        app.Run();
    }

    // Who runs it has to see to it.
    public static void MapItems(this IEndpointRouteBuilder routes) => routes.MapGet("/items", () => "none").RequireCors("partners");

    public static void RunsWhatItIsGiven(WebApplication app)
    {
        app.MapItems();
        app.Run();
    }

    private static void Configure(WebApplication app)
    {
        app.UseCors();
        app.UseRateLimiter();
        app.UseRequestTimeouts();
        app.UseOutputCache();
    }
}

public sealed class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseAuthorization();
        app.UseEndpoints(endpoints => endpoints.MapControllers());
    }
}

public static class Hosts
{
    public static void Run(IHost host) => host.Run();
}
