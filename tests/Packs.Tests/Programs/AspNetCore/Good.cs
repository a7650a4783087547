// Pipelines as the documentation gives them. Nothing here may be reported.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspNetCore.Good;

public static class Startup
{
    public static void Documented(WebApplication app)
    {
        app.UseHttpsRedirection();
        app.UseStaticFiles();
        app.UseRouting();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.UseOutputCache();
        app.UseSession();
        app.MapGet("/", static () => "hello");
        app.Run();
    }

    public static void Chain(IApplicationBuilder app) => app
        .UseStaticFiles()
        .UseRouting()
        .UseAuthentication()
        .UseAuthorization()
        .UseEndpoints(static endpoints => endpoints.MapGet("/", static () => "hello"));

    public static void WithoutExplicitRouting(WebApplication app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", static () => "hello");
    }

    public static void OnlyOne(IApplicationBuilder app) => app.UseAuthorization();

    public static void EachBranchHasItsOwnOrder(IApplicationBuilder app)
    {
        app.UseAuthorization();
        app.Map("/other", static other =>
        {
            other.UseAuthentication();
            other.UseAuthorization();
        });
        app.MapWhen(static context => context.Request.Query.ContainsKey("x"), static branch => branch.UseAuthentication());
    }

    public static void OnlyInDevelopment(WebApplication app, bool development)
    {
        app.UseRouting();
        if (development)
            app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
    }

    public static void TwoApplications(WebApplication first, WebApplication second)
    {
        first.UseAuthorization();
        second.UseAuthentication();
        second.UseAuthorization();
    }
}
