using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using BenchmarkDotNet.Attributes;
using Connector.Actions;
using Connector.Api.Endpoints;
using Connector.Api.Http;
using Connector.Api.Mcp;
using Microsoft.AspNetCore.Http;
using ModelContextProtocol;
using ModelContextProtocol.Protocol;

namespace Connector.Benchmarks.Stages;

/// <summary>The large documents as their endpoints answer them, to nowhere, against an answer of as many bytes as openapi.json has, which are there already.</summary>
[MemoryDiagnoser]
public class WriteDocuments
{
    private readonly DefaultHttpContext _context = new() { Request = { Scheme = "https", Host = new HostString("connector.example") } };
    private readonly ManifestEndpoint _manifest = new(Catalog.All);
    private readonly OpenApiEndpoint _openApi = new(Catalog.All);
    private readonly SwaggerEndpoint _swagger = new(Catalog.All);
    private readonly JsonTypeInfo<ListToolsResult> _tools = (JsonTypeInfo<ListToolsResult>)McpJsonUtilities.DefaultOptions.GetTypeInfo(typeof(ListToolsResult));

    private byte[] _ready = [];

    [GlobalSetup]
    public async Task Prepare()
    {
        await OpenApi();
        _ready = new byte[(int)_context.Response.ContentLength!];
    }

    [Benchmark(Baseline = true)]
    public Task Ready() => JsonAnswer.WriteAsync(_context, _ready, "application/json");

    [Benchmark]
    public Task OpenApi() => _openApi.HandleAsync(_context);

    [Benchmark]
    public Task Swagger() => _swagger.HandleAsync(_context);

    [Benchmark]
    public Task Manifest() => _manifest.HandleAsync(_context);

    /// <summary>As the package of MCP writes it; the list itself is made once.</summary>
    [Benchmark]
    public Task Tools() => JsonSerializer.SerializeAsync(Stream.Null, McpToolSet.All.List, _tools);
}
