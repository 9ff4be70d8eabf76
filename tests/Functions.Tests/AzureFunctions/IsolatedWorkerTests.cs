using System.Reflection;
using Connector.Declaration;
using Connector.Functions.Endpoints;
using Connector.Functions.Hosting;
using Connector.Functions.IsolatedWorker;
using Connector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Connector.Functions.Tests.AzureFunctions;

/// <summary>
/// The isolated worker's functions, compiled here against the public face of its packages, which not every feed can restore, and
/// called by a played worker: routing by the functions' own routes, and the worker's services.
/// </summary>
public class IsolatedWorkerTests
{
    private static readonly IReadOnlyList<(FunctionFacts Facts, MethodInfo Method)> Functions =
    [
        .. from method in typeof(ActionFunctions).GetMethods(BindingFlags.Public | BindingFlags.Static)
           let trigger = method.GetParameters().Single().GetCustomAttribute<HttpTriggerAttribute>()!
           select (
               new FunctionFacts(
                   method.GetCustomAttribute<FunctionAttribute>()!.Name,
                   trigger.Route!,
                   trigger.AuthLevel.ToString().ToLowerInvariant(),
                   string.Join(' ', trigger.Methods)),
               method),
    ];

    [Fact]
    public void Its_functions_are_those_of_the_custom_handler_with_the_same_routes_methods_and_levels()
    {
        Assert.Equal(
            from function in HostedFunction.All(Catalog.All)
            orderby function.Name
            select new FunctionFacts(function.Name, function.Route, function.AuthLevel, string.Join(' ', function.Methods)),
            from function in Functions
            orderby function.Facts.Name
            select function.Facts);
    }

    [Fact]
    public async Task Every_function_answers_its_route()
    {
        using var files = new TemporaryFolder();
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([new("Storage:Root", files.Path)]).Build();
        await using var runtime = await ConnectorRuntime.StartAsync(configuration, listensOnLoopback: true, TimeProvider.System, CancellationToken.None);
        await using var worker = await StartAsync(runtime);
        using var http = new HttpClient { BaseAddress = new Uri(worker.Urls.Single()) };

        foreach (var (facts, _) in Functions)
        {
            foreach (var answer in await facts.CallAsync(http))
            {
                Assert.True(answer.IsSuccessStatusCode, $"{facts}: {answer} {await answer.Content.ReadAsStringAsync()}");
                answer.Dispose();
            }
        }

        using var problem = await http.PostAsync(new Uri("api/actions/dreamstudio-text-to-image", UriKind.Relative), content: null);
        Assert.Equal("application/problem+json", problem.Content.Headers.ContentType!.MediaType);
    }

    private static async Task<WebApplication> StartAsync(ConnectorRuntime runtime)
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0").ConfigureKestrel(ConnectorPipeline.Configure);
        ConnectorPipeline.AddServices(builder.Services, runtime);
        builder.Services.AddSingleton<FunctionDispatcher>();
        var app = builder.Build();
        foreach (var (facts, method) in Functions)
        {
            app.MapMethods($"/api/{facts.Route}", facts.Methods.Split(' '), (HttpContext context) => (Task)method.Invoke(obj: null, [context.Request])!);
        }

        await app.StartAsync();
        return app;
    }
}
