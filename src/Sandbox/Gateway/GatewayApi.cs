using System.Text.Json;
using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;
using Connector.Sandbox.V2Beta;
using Connector.Sandbox.V2Beta.Products;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.Gateway;

/// <summary>
/// The OpenAI-style gateway: the path of OpenAI, the form of v2beta's sd3 with a model. No error of it has ever been described; the
/// sandbox answers those of v2beta, whose form it has. Its pictures come without seed and finish reason.
/// </summary>
internal sealed class GatewayApi(Ledger ledger, PictureEncoder encoder, SandboxOptions options)
{
    private const string Path = "/v1/images/generations";

    private readonly V2Gate _gate = new(ledger);
    private readonly ApiDocument _document = ApiDocument.Load("gateway.openapi.json");

    public void Map(IEndpointRouteBuilder routes)
    {
        var post = new FormPost(_document, Path, PriceOf, new ProductAnswer(encoder, hasFacts: false), options.Time) { FurtherRefusal = UnknownModel };
        routes.MapPost(Path, _gate.Guard(post.AnswerAsync));
    }

    private V2Error? UnknownModel(CheckedForm form)
    {
        var model = ModelOf(form);
        var schema = _document.RequestSchema(Path, "post", "multipart/form-data");
        var known = _document.Property(schema, "model")?.GetProperty("x-known-values").EnumerateArray() ?? default;
        return known.Any(value => value.ValueEquals(model)) ? null : new V2Error(404, "model_not_found", [$"model: {model} does not exist"]);
    }

    /// <summary>What v2beta takes for the same models; the gateway's own prices are not known.</summary>
    private static decimal PriceOf(CheckedForm form) => ModelOf(form) switch
    {
        "sd-core" => 3,
        "sd3-large-turbo" => 4,
        _ => 6.5m,
    };

    private static string ModelOf(CheckedForm form) =>
        form.Body.TryGetProperty("model", out var model) && model.ValueKind == JsonValueKind.String ? model.GetString() ?? "" : "";
}
