using System.Globalization;
using System.Text.Json;
using Connector.Sandbox.Contract;

namespace Connector.Sandbox.V2Beta;

/// <summary>
/// What <c>x-credits</c> of an operation demand: a number, one for each model, or <c>17 + 0.06 * steps</c>.
/// </summary>
internal sealed class CreditPrice(ApiDocument document, string path)
{
    /// <summary>What the model that is priced by steps takes when they are omitted.</summary>
    private const int OmittedSteps = 50;

    private readonly JsonElement _now = document.Operation(path, "post").GetProperty("x-credits").GetProperty("now");
    private readonly JsonElement _schema = document.RequestSchema(path, "post", "multipart/form-data");

    public decimal Of(JsonElement body) => Amount(_now.ValueKind == JsonValueKind.Object ? _now.GetProperty(ModelOf(body)) : _now, body);

    private static decimal Amount(JsonElement price, JsonElement body)
    {
        if (price.ValueKind == JsonValueKind.Number)
        {
            return price.GetDecimal();
        }

        var parts = (price.GetString() ?? "").Split(' ');
        if (parts is not [var start, "+", var each, "*", "steps"])
        {
            throw new InvalidOperationException($"The price {price.GetString()} is of a kind that is not known.");
        }

        var steps = body.TryGetProperty("steps", out var sent) ? Math.Max(1, sent.GetInt64()) : OmittedSteps;
        return decimal.Parse(start, CultureInfo.InvariantCulture) + (decimal.Parse(each, CultureInfo.InvariantCulture) * steps);
    }

    private string ModelOf(JsonElement body) => body.TryGetProperty("model", out var model)
        ? model.GetString() ?? ""
        : document.Property(_schema, "model")?.GetProperty("default").GetString() ?? "";
}
