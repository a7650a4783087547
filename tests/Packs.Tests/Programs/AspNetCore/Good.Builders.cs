// Pipelines as the documentation gives them, by the ways that there are to build them. Nothing here may be reported.
using System.Threading.Tasks;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace AspNetCore.Good.Builders;

public sealed class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        app.UseRouting();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseEndpoints(endpoints => endpoints.MapControllers());
    }
}

public static class Pipelines
{
    public static void MinimalApi(string[] args)
    {
        WebApplicationBuilder builder = WebApplication.CreateBuilder(args);
        builder.Services.AddAuthorization();
        WebApplication app = builder.Build();
        app.UseAuthentication();
        app.UseAuthorization();
        app.MapGet("/", () => "hello");
        app.Run();
    }

    public static void EndpointsAreMappedFirst(string[] args)
    {
        WebApplication app = WebApplication.Create(args);
        app.MapGet("/", () => "hello");
        app.UseAuthentication();
        app.UseAuthorization();
        app.Run();
    }

    public static void Template(WebApplication app)
    {
        if (app.Environment.IsDevelopment())
            app.UseDeveloperExceptionPage();
        else
        {
            app.UseExceptionHandler("/Error");
            app.UseHsts();
        }

        app.UseHttpsRedirection();
        app.UseStaticFiles();
        app.UseCookiePolicy();
        app.UseRouting();
        app.UseRateLimiter();
        app.UseRequestLocalization();
        app.UseCors();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseSession();
        app.UseResponseCompression();
        app.UseResponseCaching();
        app.MapDefaultControllerRoute();
        app.Run();
    }

    public static void Components(WebApplication app)
    {
        app.UseHttpsRedirection();
        app.UseAuthentication();
        app.UseAuthorization();
        app.UseAntiforgery();
        app.Run();
    }

    public static void Chain(WebApplication app)
    {
        app.UseHttpsRedirection().UseRouting().UseCors("open").UseAuthentication().UseAuthorization().UseEndpoints(endpoints => endpoints.MapGet("/", () => "hello"));
    }

    public static void Branches(IApplicationBuilder app)
    {
        app.Map("/a", branch =>
        {
            branch.UseRouting();
            branch.UseAuthorization();
            branch.UseEndpoints(_ =>
            {
            });
        });
        app.MapWhen(context => context.Request.Path == "/b", branch => branch.UseAuthentication().UseAuthorization());
        app.UseWhen(_ => true, branch => branch.UseCors());
        app.UseRouting();
        app.UseAuthorization();
    }

    public static void InAHelper(IApplicationBuilder app)
    {
        app.UseRouting();
        Secure(app);
        app.UseEndpoints(_ =>
        {
        });
    }

    public static void ThroughAnExtension(IApplicationBuilder app)
    {
        app.UseRouting().UseSecurity().UseAntiforgery();
    }

    public static void CachesAfterCors(WebApplication app)
    {
        app.UseRouting();
        app.UseCors();
        app.UseOutputCache();
        app.UseAuthorization();
    }

    public static void EndsWithADelegate(IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.Run(context => context.Response.WriteAsync("hello"));
    }

    public static void OwnMiddlewareInBetween(IApplicationBuilder app)
    {
        app.UseRouting();
        app.Use(async (context, next) =>
        {
            await next(context);
        });
        app.UseAuthorization();
    }

    public static void ThroughTheReturnedBuilder(IApplicationBuilder app)
    {
        IApplicationBuilder same = app.UseRouting();
        same.UseAuthentication();
        app.UseAuthorization();
    }

    private static void Secure(IApplicationBuilder app)
    {
        app.UseAuthentication();
        app.UseAuthorization();
    }

    private static IApplicationBuilder UseSecurity(this IApplicationBuilder app) => app.UseAuthentication().UseAuthorization();
}
