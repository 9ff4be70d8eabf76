using System.Net;
using System.Text;
using System.Text.Json;

namespace Connector.Sandbox.Tests.Support;

/// <summary>An answer that has arrived whole.</summary>
public sealed record Answer(HttpStatusCode Status, string? ContentType, IReadOnlyDictionary<string, string> Headers, byte[] Body)
{
    public string Text => Encoding.UTF8.GetString(Body);

    public JsonElement Json => JsonDocument.Parse(Body).RootElement;

    /// <summary>The artifacts of a generation that answers JSON.</summary>
    public IReadOnlyList<JsonElement> Artifacts => [.. Json.GetProperty("artifacts").EnumerateArray()];

    public static async Task<Answer> ReadAsync(HttpResponseMessage response, CancellationToken cancellationToken) => new(
        response.StatusCode,
        // As it stands: "application/json; type=image/png", which upstream sends, is no media type to a strict parser.
        response.Content.Headers.NonValidated.TryGetValues("Content-Type", out var types) ? types.ToString() : null,
        response.Headers.Concat(response.Content.Headers)
            .ToDictionary(header => header.Key, header => string.Join(',', header.Value), StringComparer.OrdinalIgnoreCase),
        await response.Content.ReadAsByteArrayAsync(cancellationToken));

    /// <summary>Checks the status and the envelope of an error of v2beta.</summary>
    /// <returns>The error's texts.</returns>
    public IReadOnlyList<string> ShouldBeV2Error(int status, string name)
    {
        Assert.True((int)Status == status, $"{(int)Status} {Text}");
        Assert.Equal("application/json", ContentType);
        Assert.Equal(["id", "name", "errors"], Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(name, Json.GetProperty("name").GetString());
        Assert.Matches("^([0-9a-f]{32}|rate_limit_exceeded)$", Json.GetProperty("id").GetString());
        return [.. Json.GetProperty("errors").EnumerateArray().Select(error => error.GetString()!)];
    }

    public void ShouldBe(HttpStatusCode status) => Assert.True(Status == status, $"{(int)Status} {Text}");

    public void ShouldBeOk() => Assert.True(Status == HttpStatusCode.OK, $"{(int)Status} {Text}");

    /// <summary>Checks the status and the envelope of an error.</summary>
    /// <returns>The error's message.</returns>
    public string ShouldBeError(int status, string name)
    {
        Assert.True((int)Status == status, $"{(int)Status} {Text}");
        Assert.Equal("application/json", ContentType);
        Assert.Equal(["id", "name", "message"], Json.EnumerateObject().Select(property => property.Name));
        Assert.Equal(name, Json.GetProperty("name").GetString());
        Assert.Matches("^[0-9a-f]{32}$", Json.GetProperty("id").GetString());
        return Json.GetProperty("message").GetString()!;
    }
}
