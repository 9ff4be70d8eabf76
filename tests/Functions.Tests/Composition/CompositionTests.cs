using Connector.Api.Hosting;
using Connector.Cli.Commands;
using Connector.Cli.Hosting;
using Connector.Failures;
using Connector.Images;
using Connector.Runs;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Connector.Functions.Tests.Composition;

/// <summary>Every way to start has all its parts, and no part that lives as long as the process holds one that lives as long as a request.</summary>
public class CompositionTests
{
    private static readonly ServiceProviderOptions Strict = new() { ValidateOnBuild = true, ValidateScopes = true };

    public static TheoryData<string, string> Stores => new()
    {
        { "Storage:Kind", "local" },
        { "Storage:ConnectionString", "UseDevelopmentStorage=true" },
        { "Spend:DailyCredits", "10" },
        { "Access:Origins:0", "https://flows.example" },
    };

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_self_host_has_all_its_parts(string setting, string value)
    {
        var configuration = Settings(setting, value);
        await using var sandbox = await StartSandboxAsync(configuration);

        await using var app = ConnectorHost.Build(
            configuration, sandbox, ["http://127.0.0.1:0"], builder => ((IHostApplicationBuilder)builder).ConfigureContainer(new DefaultServiceProviderFactory(Strict)));

        Assert.NotEmpty(app.Services.GetServices<IHostedService>());

        // Local files lie in the folder that a host watches for changed settings: every write would wake it.
        Assert.DoesNotContain(((IConfigurationRoot)app.Configuration).Providers, provider => provider is FileConfigurationProvider);
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_command_line_has_all_its_parts(string setting, string value)
    {
        var configuration = Settings(setting, value);
        await using var sandbox = await StartSandboxAsync(configuration);

        await using var parts = CommandServices.Build(configuration, sandbox, isServer: false);

        Assert.NotNull(parts.GetRequiredService<McpConsole>());
        Assert.NotNull(parts.GetRequiredService<ActionRunner>());
    }

    [Theory]
    [MemberData(nameof(Stores))]
    public async Task The_function_app_has_all_its_parts(string setting, string value)
    {
        var configuration = Settings(setting, value);
        await using var sandbox = await StartSandboxAsync(configuration);

        using var host = FunctionApp.Build([], configuration, sandbox, builder => builder.ConfigureContainer(new DefaultServiceProviderFactory(Strict)));

        Assert.NotNull(host.Services.GetRequiredService<FunctionDispatcher>());
        Assert.Null(host.Services.GetService<IPictureLibrary>());
        Assert.NotNull(ActivatorUtilities.CreateInstance<ActionFunctions>(host.Services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<JobFunctions>(host.Services));
        Assert.NotNull(ActivatorUtilities.CreateInstance<ClockFunctions>(host.Services));
    }

    [Fact]
    public async Task The_function_app_does_not_start_with_the_queue_of_another_app()
    {
        var configuration = Settings("Storage:ConnectionString", "UseDevelopmentStorage=true");
        configuration["Storage:Container"] = "mine";
        await using var sandbox = await StartSandboxAsync(configuration);

        var failure = Assert.Throws<ConnectorException>(() => FunctionApp.Build([], configuration, sandbox));

        Assert.Equal(ErrorCodes.InvalidSettings, failure.Code);
        Assert.Contains("CONNECTOR_JOB_QUEUE must be mine-jobs", failure.Message, StringComparison.Ordinal);
    }

    private static IConfiguration Settings(string name, string value) => new ConfigurationBuilder()
        .AddInMemoryCollection([new("Storage:Kind", name.EndsWith("String", StringComparison.Ordinal) ? "blob" : "local")])
        .AddInMemoryCollection([new(name, value), new("CONNECTOR_JOB_QUEUE", "connector-jobs")])
        .Build();

    private static Task<SandboxStandIn> StartSandboxAsync(IConfiguration configuration) =>
        SandboxStandIn.StartAsync(configuration, isDevelopersMachine: false, TimeProvider.System, CancellationToken.None);
}
