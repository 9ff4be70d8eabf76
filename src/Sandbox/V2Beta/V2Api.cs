using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.V2Beta.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V2Beta;

/// <summary>The Stability REST v2beta API: every operation that its document has, behind their gate.</summary>
internal sealed class V2Api(Ledger ledger, PictureEncoder encoder, SandboxOptions options)
{
    private readonly V2Gate _gate = new(ledger);
    private readonly ApiDocument _document = ApiDocument.Load("stability-v2beta.openapi.json");
    private readonly JobStore _jobs = new(options);
    private readonly ProductAnswer _answer = new(encoder, hasFacts: true);

    public void Map(IEndpointRouteBuilder routes)
    {
        foreach (var path in _document.PathsWith("post"))
        {
            routes.MapPost(path, _gate.Guard(Post(path).AnswerAsync));
        }

        foreach (var path in _document.PathsWith("get"))
        {
            routes.MapGet(path, _gate.Guard(new JobResult(_document, path, _jobs, _answer).AnswerAsync));
        }
    }

    public Task AnswerUnknownPathAsync(HttpContext context) =>
        _gate.Guard(static (_, _, _) => Task.FromResult<V2Error?>(V2Error.UnknownPath))(context);

    private FormPost Post(string path)
    {
        var price = new CreditPrice(_document, path);
        return new FormPost(_document, path, form => price.Of(form.Body), _answer, options.Time)
        {
            Jobs = _document.Operation(path, "post").TryGetProperty("x-async", out _) ? _jobs : null,
        };
    }
}
