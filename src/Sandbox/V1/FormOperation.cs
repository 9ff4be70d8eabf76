using Connector.Sandbox.Accounts;
using Connector.Sandbox.Contract;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;

namespace Connector.Sandbox.V1;

/// <summary>An operation that starts from an image: the headers, the form, its files, the document, the operation's own rules.</summary>
internal sealed class FormOperation(IFormRules rules, GenerationRun run)
{
    /// <summary>"The file size of one or more of the provided files is invalid": 5 MB, as reported.</summary>
    private const int LargestFile = 5_000_000;

    /// <summary>No form has more than two files, and they are never read much further than they may be large.</summary>
    private const int LargestBody = 3 * LargestFile;

    public async Task<V1Error?> AnswerAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        if (GenerationHeaders.Refusal(context.Request, GenerationHeaders.Multipart) is { } badHeader)
        {
            return badHeader;
        }

        var reading = await MultipartFormReader.ReadAsync(context.Request, LargestBody, cancellationToken);
        if (reading.Outcome != FormOutcome.Read)
        {
            return reading.Outcome == FormOutcome.TooLarge ? V1Error.TooLarge : V1Error.BadRequest("body: must be valid multipart/form-data");
        }

        var engineId = context.GetRouteValue("engine_id")?.ToString() ?? "";
        if (Engines.Find(engineId) is not { } engine)
        {
            return V1Error.UnknownEngine(engineId);
        }

        var form = rules.ContractFor(engine).Check(reading.Form);
        return RefusalOf(form, engine, GenerationHeaders.WantsPng(context.Request))
            ?? await run.AnswerAsync(context, account, rules.Read(form, engine), cancellationToken);
    }

    private V1Error? RefusalOf(CheckedForm form, Engine engine, bool wantsPng)
    {
        if (form.Form.Files.Values.Any(file => file.Content.Length > LargestFile))
        {
            return V1Error.TooLarge;
        }

        if (form.Problems.Count > 0)
        {
            return V1Error.Of(form.Problems[0]);
        }

        if (form.FileNames.FirstOrDefault(name => !form.Images.ContainsKey(name)) is { } noImage)
        {
            return new V1Error(400, "invalid_mime_type", $"{noImage}: must be an image of the type image/png, image/jpeg or image/webp");
        }

        return GenerationFields.Samples(form.Body) > 1 && wantsPng
            ? V1Error.TooManySamples
            : rules.Refusal(form, engine) ?? (ImageContents.Check(form).FirstOrDefault() is { } broken ? V1Error.Of(broken) : null);
    }
}
