using System.Text;
using Connector.Actions;
using Connector.Api.Http;
using Connector.Declaration;
using Connector.Input;
using Microsoft.AspNetCore.Http;

namespace Connector.Benchmarks.Stages;

/// <summary>Calls as people send them, and the request that a server would hand over with one.</summary>
internal sealed class TypicalCall
{
    public const string Json = "dreamstudio-text-to-image";
    public const string Form = "stability-generate-core";

    private readonly DefaultHttpContext _context = new();
    private readonly MemoryStream _body;

    private TypicalCall(ConnectorAction action, MemoryStream body, string contentType)
    {
        (Action, _body) = (action, body);
        var request = _context.Request;
        (request.Method, request.Scheme, request.Host) = ("POST", "https", new HostString("connector.example"));
        (request.ContentType, request.ContentLength, request.Body) = (contentType, body.Length, body);
    }

    public static Uri Upstream { get; } = new("https://api.stability.ai");

    public ConnectorAction Action { get; }

    public static string BodyOf(string action) => action == Json
        ? """
          {"prompt": "A lighthouse on a cliff at dusk, waves breaking below it", "negative_prompt": "people, text", "width": 1152, "height": 896,
           "cfg_scale": 7.5, "steps": 40, "samples": 4, "seed": 93815005, "style_preset": "photographic"}
          """
        : """
          {"prompt": "A lighthouse on a cliff at dusk, waves breaking below it", "negative_prompt": "people, text", "aspect_ratio": "16:9",
           "seed": 93815005, "style_preset": "photographic", "output_format": "webp"}
          """;

    public static TypicalCall Of(string action) => Of(action, BodyOf(action));

    public static TypicalCall Of(string action, string body) =>
        new(Catalog.All.Find(action), new MemoryStream(Encoding.UTF8.GetBytes(body)), "application/json");

    public static TypicalCall Of(string action, MemoryStream form, string contentType) => new(Catalog.All.Find(action), form, contentType);

    /// <summary>The body, from its start.</summary>
    public Stream Rewind()
    {
        _body.Position = 0;
        return _body;
    }

    public Task<ActionInput> ReadAsync()
    {
        Rewind();
        return InputReader.ReadAsync(_context.Request, Action, earlier: null, CancellationToken.None);
    }
}
