using System.Text.Json;
using Connector.Api.Documents;
using Connector.Callbacks;
using Connector.Callers;
using Connector.Failures;
using Connector.Files;
using Connector.Runs;

namespace Connector.Api.Http;

/// <summary>Writes what a receiver gets: the answer that a caller who waited would have got, or an event around it.</summary>
/// <param name="sink">Where files are.</param>
/// <param name="batches">The batches.</param>
internal sealed class DeliveryBody(IMediaSink sink, Batches batches) : IDeliveryBody
{
    public async Task<(byte[] Body, string ContentType)?> WriteAsync(Delivery delivery, CancellationToken cancellationToken)
    {
        var what = delivery.What;
        if (await DataAsync(what, cancellationToken) is not { } data)
        {
            return null;
        }

        return delivery.Format switch
        {
            DeliveryFormat.Webhook => (JsonSerializer.SerializeToUtf8Bytes(new EventDocument(what.Type, what.At, data), JsonStyles.Compact.EventDocument), EventDocument.ContentType),
            DeliveryFormat.CloudEvents => (
                JsonSerializer.SerializeToUtf8Bytes(
                    new CloudEventDocument(delivery.Id, SourceOf(what), what.Type, SubjectOf(what), what.At, data), JsonStyles.Compact.CloudEventDocument),
                CloudEventDocument.ContentType),
            _ => (JsonSerializer.SerializeToUtf8Bytes(data, JsonStyles.Compact.JsonElement), what.Answer?.Problem is null ? EventDocument.ContentType : ProblemDocument.ContentType),
        };
    }

    /// <summary>CloudEvents: "a URI-reference"; where no request told the server's address, its name.</summary>
    private static string SourceOf(Happening what) => what.FilesUrl is { } url ? Routes.BesideFiles(url, Routes.Actions + "/" + what.Action).AbsoluteUri : $"connector/{what.Action}";

    private static string SubjectOf(Happening what) => what switch
    {
        { Type: EventTypes.FileCreated, Answer.Media: { } media } => media.Files[what.File].Path,
        { Type: EventTypes.BatchEnded, Batch: { } batch } => batch,
        { Job: { } job } => job,
        { Answer.Problem: { } problem } => problem.RequestId,
        _ => what.Action,
    };

    /// <summary>What it tells; null when the batch is not remembered any more.</summary>
    private async Task<JsonElement?> DataAsync(Happening what, CancellationToken cancellationToken)
    {
        var media = what.Answer?.Media is { } old ? await old.WithNewLinksAsync(sink, what.FilesUrl, cancellationToken) : null;
        return what switch
        {
            { Type: EventTypes.FileCreated } => JsonSerializer.SerializeToElement(
                CreatedFileDocument.Of(media!.Files[what.File], media, what.Action, what.Job, what.Batch), JsonStyles.Compact.CreatedFileDocument),
            { Type: EventTypes.RunFailed } => JsonSerializer.SerializeToElement(
                new FailedRunDocument(what.Action, what.Job, what.Batch, what.Answer!.Problem!), JsonStyles.Compact.FailedRunDocument),
            { Answer.Problem: { } problem } => JsonSerializer.SerializeToElement(problem, JsonStyles.Compact.ProblemDocument),
            { Answer: { } answer } => JsonSerializer.SerializeToElement(media ?? answer.Receipt!, JsonStyles.Compact.ActionReceipt),
            _ => await BatchAsync(what.Batch!, what.FilesUrl, cancellationToken),
        };
    }

    private async Task<JsonElement?> BatchAsync(string id, Uri? filesUrl, CancellationToken cancellationToken)
    {
        try
        {
            // A batch is begun by a request, which has told the address.
            var batch = await batches.FindAsync(id, Caller.Nobody, cancellationToken);
            var document = BatchDocument.Of(
                batch, Routes.BesideFiles(filesUrl!, $"{Routes.Batches}/{id}"), job => Routes.BesideFiles(filesUrl!, $"{Routes.Jobs}/{job}"));
            return JsonSerializer.SerializeToElement(document, JsonStyles.Compact.BatchDocument);
        }
        catch (ConnectorException gone) when (gone.Code == ErrorCodes.BatchNotFound)
        {
            return null;
        }
    }
}
