using System.Net.Http.Headers;
using System.Text;
using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Values;

namespace Connector.Upstream;

/// <summary>Writes an input as the upstream request that its declaration describes.</summary>
internal static class RequestEncoder
{
    public static async Task<HttpRequestMessage> EncodeAsync(ActionInput input, Uri baseUrl, CancellationToken cancellationToken)
    {
        var action = input.Action;
        var path = string.Concat(action.Endpoint.Path.Select(part => part.Text ?? PathValue(input, part.Parameter!)));
        var request = new HttpRequestMessage(action.Endpoint.Method, Combine(baseUrl, path))
        {
            Content = action.Endpoint.Body switch
            {
                BodyFormat.Json => JsonBody(input),
                BodyFormat.Multipart => await FormBodyAsync(input, cancellationToken),
                _ => null,
            },
        };

        // Declared, and so no parsing is needed.
        request.Headers.TryAddWithoutValidation("Accept", action.Output is MediaOutput media ? media.Accept(input.Values) : "application/json");
        if (request.Content?.Headers.ContentLength is { } length && length > action.Endpoint.MaxBodyBytes)
        {
            request.Dispose();
            throw ConnectorException.TooLarge("The files and texts together", action.Endpoint.MaxBodyBytes.Value, length.ToString("N0", System.Globalization.CultureInfo.InvariantCulture));
        }

        return request;
    }

    public static Uri Combine(Uri baseUrl, string path) => new(baseUrl.AbsoluteUri.TrimEnd('/') + path);

    /// <summary>A path has no room for omission, so here alone a default is sent.</summary>
    private static string PathValue(ActionInput input, Parameter parameter) =>
        Uri.EscapeDataString(parameter.ToText(input.Values.Find(parameter) ?? parameter.DefaultValue!));

    private static ByteArrayContent JsonBody(ActionInput input)
    {
        using var json = new WrittenJson();
        json.Writer.WriteStartObject();
        foreach (var (parameter, value) in input.BodyValues())
        {
            json.Writer.WritePropertyName(parameter.WireName);
            parameter.WriteJson(json.Writer, value);
        }

        foreach (var constant in input.Action.Endpoint.Constants)
        {
            if (constant.When(input.Values))
            {
                json.Writer.WritePropertyName(constant.Name);
                constant.WriteJson(json.Writer);
            }
        }

        json.Writer.WriteEndObject();
        var content = new ByteArrayContent(json.ToArray());

        // Without a charset: "application/json; charset=UTF-8" was refused by v1 (rest-api-support issue 31).
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }

    /// <summary>Every part has a known length, so the request is not chunked; files are streamed from where they lie.</summary>
    private static async Task<MultipartFormDataContent> FormBodyAsync(ActionInput input, CancellationToken cancellationToken)
    {
        var boundary = $"connector-{Guid.NewGuid():N}";
        var form = new MultipartFormDataContent(boundary);

        // Quotes around the boundary are legal, and yet some servers take them for a part of it.
        form.Headers.ContentType!.Parameters.Single(parameter => parameter.Name == "boundary").Value = boundary;
        try
        {
            foreach (var (parameter, value) in input.BodyValues())
            {
                if (value is InputFile file)
                {
                    var content = new StreamContent(await file.OpenRead(cancellationToken));
                    content.Headers.ContentType = new MediaTypeHeaderValue(file.Format.ContentType);
                    Add(form, content, NameOf((FileParameter)parameter, input), parameter.WireName + file.Format.Extension);
                    continue;
                }

                foreach (var (name, text) in parameter.ToFields(parameter.WireName, value))
                {
                    Add(form, new ByteArrayContent(Encoding.UTF8.GetBytes(text)), name, fileName: null);
                }
            }

            foreach (var constant in input.Action.Endpoint.Constants.Where(constant => constant.When(input.Values)))
            {
                Add(form, new ByteArrayContent(Encoding.UTF8.GetBytes(constant.Text)), constant.Name, fileName: null);
            }

            return form;
        }
        catch
        {
            form.Dispose();
            throw;
        }
    }

    /// <summary>A file of several has the name of their list; one that is alone has its own, which servers know that take no list.</summary>
    private static string NameOf(FileParameter parameter, ActionInput input) =>
        parameter.WireList is { } list && input.Values.Of(input.Action.Parameters).Count(given => given.Parameter is FileParameter one && one.WireList == list) > 1
            ? list
            : parameter.WireName;

    private static void Add(MultipartFormDataContent form, HttpContent content, string name, string? fileName)
    {
        content.Headers.ContentDisposition = new ContentDispositionHeaderValue("form-data")
        {
            Name = $"\"{name}\"",
            FileName = fileName is null ? null : $"\"{fileName}\"",
        };
        form.Add(content);
    }
}
