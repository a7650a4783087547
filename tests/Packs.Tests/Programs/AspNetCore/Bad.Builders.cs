// Pipelines in an order that the documentation rules out, by the ways that there are to build them. A comment marks the line that has to be reported.
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

namespace AspNetCore.Bad.Builders;

public static class Pipelines
{
    public static void MinimalApi(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.UseAuthorization();
        app.UseAuthentication(); // EPO1002
        app.MapGet("/", () => "hello");
        app.Run();
    }

    public static void AntiforgeryBeforeRouting(WebApplication app)
    {
        app.UseAntiforgery();
        app.UseRouting(); // EPO1002
    }

    public static void AuthenticatesBeforeRouting(WebApplication app)
    {
        app.UseAuthentication();
        app.UseRouting(); // EPO1002
        app.UseAuthorization();
    }

    public static void InAChain(WebApplication app)
    {
        app.UseHttpsRedirection().UseStaticFiles().UseAuthorization().UseAuthentication(); // EPO1002
    }

    public static void InABranchThatKeepsThePath(IApplicationBuilder app)
    {
        app.UseRouting();
        app.Map("/x", true, branch =>
        {
            branch.UseAuthorization();
            branch.UseAuthentication(); // EPO1002
        });
    }

    public static void InABranchByCondition(IApplicationBuilder app)
    {
        app.MapWhen(context => context.Request.Path == "/x", branch => branch.UseEndpoints(_ =>
        {
        }).UseAuthorization()); // EPO1002
    }

    public static void AfterABranchInTheChain(IApplicationBuilder app)
    {
        app.Map("/a", _ =>
        {
        }).UseAuthorization().UseAuthentication(); // EPO1002
    }

    public static void ThroughAnExtension(IApplicationBuilder app)
    {
        app.UseSecurity();
        app.UseAuthentication(); // EPO1002
    }

    public static void ResponseCachingBeforeCors(WebApplication app)
    {
        app.UseResponseCaching();
        app.UseCors("open"); // EPO1002
    }

    public static void OnlyOnOnePath(WebApplication app, bool early)
    {
        if (early)
            app.UseAuthorization();
        app.UseAuthentication(); // EPO1002
        app.UseAuthorization();
    }

    public static void AuthorizesAfterTheEndpoints(IApplicationBuilder app)
    {
        app.UseEndpoints(_ =>
        {
        });
        app.UseAuthorization(); // EPO1002
    }

    public static void ThroughTheReturnedBuilder(IApplicationBuilder app)
    {
        IApplicationBuilder same = app.UseStaticFiles();
        same.UseAuthorization();
        app.UseAuthentication(); // EPO1002
    }

    public static void OutputCacheBeforeRouting(IApplicationBuilder app)
    {
        app.UseOutputCache();
        app.UseRouting(); // EPO1002
    }

    public static void AuthenticatesAfterMvc(IApplicationBuilder app)
    {
        app.UseMvc();
        app.UseAuthentication(); // EPO1002
    }

    public static void AuthenticatesAfterATerminalDelegate(IApplicationBuilder app)
    {
        app.Run(_ => Task.CompletedTask);
        app.UseAuthentication(); // EPO1002
    }

    public static void OneReportForTwoOrders(IApplicationBuilder app)
    {
        app.UseCors(policy => policy.AllowAnyOrigin());
        app.UseRouting(); // EPO1002
    }

    private static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app.UseAuthorization();
}
