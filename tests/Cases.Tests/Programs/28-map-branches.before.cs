// packs: AspNetCore
// source: dotnet/aspnetcore issues 20807, 50880 (a branch with a pipeline of its own), 15203 (a chain): ASP0001 was reported
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;

public sealed class Startup
{
    public void Configure(IApplicationBuilder app)
    {
        app.Map("/api", api =>
        {
            api.UseRouting();
            api.UseAuthorization();
            api.UseAuthentication(); // EPO1001|EPO1002|EPO1003
            api.UseEndpoints(endpoints => endpoints.MapGet("/", () => "api"));
        });
        app.UseRouting();
        app.UseEndpoints(endpoints => endpoints.MapGet("/health", () => "ok"));
    }

    public void Chain(IApplicationBuilder app)
    {
        app.UseRouting()
           .UseEndpoints(endpoints => endpoints.MapGet("/", () => "chain"))
           .UseAuthorization(); // EPO1001|EPO1002|EPO1003
    }
}
