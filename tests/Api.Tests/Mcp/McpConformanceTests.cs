using System.Globalization;
using System.Text.Json.Nodes;

namespace Connector.Api.Tests.Mcp;

/// <summary>
/// The protocol's own suite against a server as users run it, with the sandbox. Left out are its scenarios for what the connector does not
/// serve: prompts, completions, sampling, elicitation, tasks, skills, and those that call tools, resources and headers which only a server
/// made for the suite has, such as <c>test_simple_text</c> (<c>caching</c> asks for prompts too).
/// </summary>
public class McpConformanceTests(McpConformanceServer server) : IClassFixture<McpConformanceServer>
{
    /// <summary>What <c>server-stateless</c> can only see of tools that the suite's own server has.</summary>
    private static readonly string[] NotTestable =
    [
        "sep-2575-server-rejects-undeclared-capability",
        "sep-2575-missing-capability-http-400",
        "sep-2575-http-server-no-independent-requests-on-stream",
        "sep-2575-server-no-log-without-loglevel",
    ];

    [Theory]
    [InlineData("server-initialize", "2025-06-18", 3)]
    [InlineData("server-initialize", "2025-11-25", 3)]
    [InlineData("server-session-lifecycle", "2025-11-25", 1)]
    [InlineData("ping", "2025-11-25", 2)]
    [InlineData("tools-list", "2025-06-18", 2)]
    [InlineData("tools-list", "2025-11-25", 3)]
    [InlineData("tools-list", "2026-07-28", 4)]
    [InlineData("resources-list", "2025-11-25", 2)]
    [InlineData("resources-list", "2026-07-28", 2)]
    [InlineData("sep-2164-resource-not-found", "2026-07-28", 4)]
    [InlineData("server-sse-multiple-streams", "2025-11-25", 2)]
    [InlineData("server-sse-multiple-streams", "2026-07-28", 2)]
    [InlineData("dns-rebinding-protection", "2025-11-25", 2)]
    [InlineData("dns-rebinding-protection", "2026-07-28", 2)]
    [InlineData("http-header-validation", "2026-07-28", 14)]
    [InlineData("input-required-result-unsupported-methods", "2026-07-28", 2)]
    [InlineData("server-stateless", "2026-07-28", 24)]
    public async Task The_server_passes_a_scenario_of_the_protocols_own_suite(string scenario, string version, int least)
    {
        var checks = await server.RunAsync(scenario, version);

        var told = string.Join('\n', checks.Select(check => $"{check["status"]} {check["id"]}: {check["errorMessage"]}"));
        var passed = checks.Count(check => Is(check, "SUCCESS"));
        Assert.True(passed >= least, string.Create(CultureInfo.InvariantCulture, $"{passed} of {least}\n{told}"));
        Assert.True(checks.All(check => !Is(check, "WARNING") && (!Is(check, "FAILURE") || NotTestable.Contains(check["id"]!.GetValue<string>()))), told);
    }

    private static bool Is(JsonNode check, string status) => check["status"]!.GetValue<string>() == status;
}
