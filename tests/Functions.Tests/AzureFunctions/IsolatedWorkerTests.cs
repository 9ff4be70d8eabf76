using System.Net;
using System.Reflection;
using System.Text;
using Connector.Api.Endpoints;
using Connector.Declaration;
using Connector.Functions.Hosting;
using Connector.Testing;
using Connector.Testing.Hosting;
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
public class IsolatedWorkerTests(AzuriteFixture azurite) : IClassFixture<AzuriteFixture>
{
    private static readonly IReadOnlyList<(FunctionFacts Facts, MethodInfo Method)> Functions =
    [
        .. from function in Triggers<HttpTriggerAttribute>()
           select (
               new FunctionFacts(
                   function.Name,
                   function.Trigger.Route!,
                   function.Trigger.AuthLevel.ToString().ToLowerInvariant(),
                   string.Join(' ', function.Trigger.Methods)),
               function.Method),
    ];

    [Fact]
    public void Its_functions_are_those_of_the_custom_handler_with_the_same_routes_methods_levels_and_queue()
    {
        Assert.Equal(
            from function in HttpFunction.All(Catalog.All)
            orderby function.Name
            select new FunctionFacts(function.Name, function.Route, function.AuthLevel, string.Join(' ', function.Methods)),
            from function in Functions
            orderby function.Facts.Name
            select function.Facts);
        Assert.Equal(
            [QueueFunctionFacts.RunJob],
            from function in Triggers<QueueTriggerAttribute>()
            select new QueueFunctionFacts(function.Name, function.Trigger.QueueName, function.Trigger.Connection!));
        Assert.Equal(Functions.Count + 1, HostedFunction.All(Catalog.All).Count);
    }

    [Fact]
    public async Task Every_function_answers_its_route()
    {
        using var files = new TemporaryFolder();
        await using var runtime = await StartAsync(("Storage:Root", files.Path));
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

    [Fact]
    public async Task A_job_is_carried_on_by_the_messages_that_the_host_brings()
    {
        await using var runtime = await StartAsync(
            ("Storage:Kind", "blob"), ("Storage:ConnectionString", azurite.ConnectionString), ("FUNCTIONS_WORKER_RUNTIME", "dotnet-isolated"), ("Sandbox:Enabled", "true"));
        await using var worker = await StartAsync(runtime);
        using var http = new HttpClient { BaseAddress = new Uri(worker.Urls.Single()) };
        using var content = new StringContent("""{"prompt": "A lighthouse"}""", Encoding.UTF8, "application/json");
        var runJob = Triggers<QueueTriggerAttribute>().Single().Method;
        var trigger = new PlayedQueueTrigger(
            azurite.ConnectionString, id => (Task)runJob.Invoke(obj: null, [id, new PlayedFunctionContext(worker.Services)])!);

        using var answer = await trigger.RunAsync(http, await http.StartRunAsync("api/actions/dreamstudio-text-to-image", content));

        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
    }

    private static IEnumerable<(string Name, MethodInfo Method, T Trigger)> Triggers<T>()
        where T : Attribute =>
        from method in typeof(ActionFunctions).GetMethods(BindingFlags.Public | BindingFlags.Static)
        let trigger = method.GetParameters()[0].GetCustomAttribute<T>()
        where trigger is not null
        select (method.GetCustomAttribute<FunctionAttribute>()!.Name, method, trigger);

    private static Task<ConnectorRuntime> StartAsync(params (string Name, string Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Select(setting => KeyValuePair.Create(setting.Name, (string?)setting.Value)))
            .Build();
        return ConnectorRuntime.StartAsync(configuration, listensOnLoopback: true, TimeProvider.System, CancellationToken.None);
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
