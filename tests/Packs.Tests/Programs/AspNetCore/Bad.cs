// Pipelines in an order that the documentation rules out. A comment marks the line that has to be reported.
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspNetCore.Bad;

public static class Startup
{
    public static void AuthorizesBeforeItAuthenticates(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseAuthorization();
        app.UseAuthentication(); // EPO1002
        app.UseEndpoints(static endpoints => endpoints.MapGet("/", static () => "hello"));
    }

    public static void AuthorizesBeforeRouting(WebApplication app)
    {
        app.UseAuthorization();
        app.UseRouting(); // EPO1002
        app.Run();
    }

    public static void CorsComesAfterAuthorization(WebApplication app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseCors("open"); // EPO1002
        app.Run();
    }

    public static void AuthenticatesAfterTheEndpoints(IApplicationBuilder app) => app
        .UseRouting()
        .UseEndpoints(static endpoints => endpoints.MapGet("/", static () => "hello"))
        .UseAuthentication(); // EPO1002

    public static void AntiforgeryBeforeAuthentication(WebApplication app)
    {
        app.UseAntiforgery();
        app.UseAuthentication(); // EPO1002
    }

    public static void CachesBeforeCors(WebApplication app)
    {
        app.UseOutputCache();
        app.UseCors(); // EPO1002
    }

    public static void WrongInTheBranch(IApplicationBuilder app)
    {
        app.UseRouting();
        app.Map("/admin", static admin =>
        {
            admin.UseAuthorization();
            admin.UseAuthentication(); // EPO1002
        });
    }
}
