using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Connector.Sandbox.Pictures;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.Openai;

/// <summary>OpenAI's Images API below <see cref="Prefix"/>, and the same as Azure has it, by deployment and with a version in the query.</summary>
internal sealed class OpenaiApi(Ledger ledger, PictureEncoder encoder, SandboxOptions options)
{
    /// <summary>Its own, since a gateway has the same paths.</summary>
    public const string Prefix = "/openai";

    /// <summary>The value of Azure's route that names the deployment.</summary>
    public const string Deployment = "deployment";

    /// <summary>Where the pictures are that answers name.</summary>
    public const string PicturesPath = Prefix + "/pictures";

    private readonly OpenaiGate _gate = new(ledger);
    private readonly ApiDocument _document = ApiDocument.Load("openai.openapi.json");
    private readonly OpenaiPictures _pictures = new();

    public void Map(IEndpointRouteBuilder routes)
    {
        var answer = new OpenaiAnswer(_pictures, encoder, options.Time);
        foreach (var path in _document.PathsWith("post"))
        {
            var call = new OpenaiCall(_document, path, answer, options.Time);
            routes.MapPost($"{Prefix}/v1{path}", _gate.Guard(call.AnswerAsync));
            routes.MapPost($"{Prefix}/deployments/{{{Deployment}}}{path}", _gate.Guard((context, account, cancellationToken) =>
                context.Request.Query.ContainsKey("api-version")
                    ? call.AnswerAsync(context, account, cancellationToken)
                    : Task.FromResult<OpenaiError?>(OpenaiError.UnknownPath(context.Request))));
        }

        routes.MapGet(PicturesPath + "/{name}", AnswerPictureAsync);
    }

    public Task AnswerUnknownPathAsync(HttpContext context) =>
        _gate.Guard((_, _, _) => Task.FromResult<OpenaiError?>(OpenaiError.UnknownPath(context.Request)))(context);

    /// <summary>Whoever knows the address of a picture may have it, as upstream's signed addresses have it.</summary>
    private async Task AnswerPictureAsync(HttpContext context)
    {
        if (_pictures.Find(context.GetRouteValue("name")?.ToString() ?? "") is not { } picture)
        {
            context.Response.StatusCode = 404;
            return;
        }

        context.Response.ContentType = "image/png";
        context.Response.ContentLength = picture.Length;
        await context.Response.Body.WriteAsync(picture, context.RequestAborted);
    }
}
