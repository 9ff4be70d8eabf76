using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V1;

/// <summary>The Stability REST v1 API: its routes behind their gate.</summary>
internal sealed class V1Api
{
    private readonly V1Gate _gate;
    private readonly ApiDocument _document = ApiDocument.Load("stability-v1.openapi.json");
    private readonly GenerationRun _run;

    public V1Api(Ledger ledger, PictureEncoder encoder, TimeProvider time)
    {
        _gate = new V1Gate(ledger);
        _run = new GenerationRun(encoder, time);
    }

    public void Map(IEndpointRouteBuilder routes)
    {
        routes.MapGet("/v1/engines/list", _gate.Guard(EngineList.AnswerAsync));
        routes.MapGet("/v1/user/account", _gate.Guard(UserAnswers.AnswerAccountAsync));
        routes.MapGet("/v1/user/balance", _gate.Guard(UserAnswers.AnswerBalanceAsync));
        routes.MapPost(TextToImage.Path, _gate.Guard(new TextToImage(_document, _run).AnswerAsync));
        MapForm(routes, ImageToImage.Path, new ImageToImage(_document));
        MapForm(routes, Masking.Path, new Masking(_document));
        MapForm(routes, Upscale.Path, new Upscale(_document));
    }

    /// <summary>Upstream answers an unknown path with 401 first when there is no key.</summary>
    public Task AnswerUnknownPathAsync(HttpContext context) =>
        _gate.Guard(static (_, _, _) => Task.FromResult<V1Error?>(V1Error.UnknownPath))(context);

    private void MapForm(IEndpointRouteBuilder routes, string path, IFormRules rules) =>
        routes.MapPost(path, _gate.Guard(new FormOperation(rules, _run).AnswerAsync));
}
