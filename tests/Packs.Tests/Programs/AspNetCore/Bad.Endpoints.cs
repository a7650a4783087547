// Endpoints that ask for what no middleware of the pipeline gives them. A comment marks the line that has to be reported.
using System.Threading.Tasks;
using Microsoft.AspNetCore.Authorization;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Cors;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCore.Bad.Endpoints;

public sealed class SignedInAttribute : AuthorizeAttribute;

[SignedIn]
public sealed class AccountController : Controller
{
    [EnableCors("partners")]
    public IActionResult Index() => Ok();
}

public static class Programs
{
    public static void AsksForCors(string[] args)
    {
        WebApplication app = WebApplication.CreateBuilder(args).Build();
        app.MapGet("/", () => "hello").RequireCors("partners");
        app.Run(); // EPO1003
    }

    public static async Task AsksInAnExtension(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapItems();
        await app.RunAsync(); // EPO1003
    }

    public static void HasTheMiddlewareOnOneWay(string[] args)
    {
        WebApplication app = WebApplication.CreateBuilder(args).Build();
        if (app.Environment.IsDevelopment())
            app.UseCors("partners");

        app.MapItems();
        app.Run(); // EPO1003
    }

    public static void AsksForALimit(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        RouteGroupBuilder group = app.MapGroup("/api").RequireRateLimiting("fixed");
        group.MapGet("/", () => "hello");
        app.Run(); // EPO1003
    }

    public static void AsksToBeCached(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapGet("/", () => "hello").CacheOutput();
        app.Run(); // EPO1003
    }

    public static void AsksForATimeout(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapGet("/", () => "hello").WithRequestTimeout("short");
        app.Run(); // EPO1003
    }

    public static void RoutesByItself(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.UseRouting();
        app.UseCors();
        app.MapGet("/", () => "hello").RequireAuthorization();
        app.Run(); // EPO1003
    }

    public static WebApplication Make(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapItems();
        return app;
    }

    public static void RunsWhatAnotherMethodMade(string[] args) => Make(args).Run(); // EPO1003

    private static void MapItems(this IEndpointRouteBuilder routes) => routes.MapGet("/items", () => "none").RequireCors("partners");
}

public sealed class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseCors();
        app.UseEndpoints(endpoints => endpoints.MapControllers()); // EPO1003
    }
}

public sealed class StartupWithoutCors
{
    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseAuthorization();
        app.UseEndpoints(Map); // EPO1003
    }

    private static void Map(IEndpointRouteBuilder endpoints) => endpoints.MapControllers();
}
