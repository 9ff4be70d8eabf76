using System.Text.Json;
using Connector.Sandbox.Contract;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V2Beta;

/// <summary>Checks the headers of a request against those that the document declares for an operation.</summary>
internal sealed class HeaderContract(ApiDocument document, string path, string method)
{
    private const string Json = "application/json";
    private const string Anything = "*/*";

    private readonly SchemaChecker _checker = new(document);
    private readonly IReadOnlyList<JsonElement> _headers = document.Parameters(path, method, "header").ToList();

    public IEnumerable<SchemaProblem> Check(HttpRequest request) => _headers.SelectMany(header => Problems(request, header));

    /// <summary>Whether the answer is to be JSON with the bytes in base64; an operation that declares no accept has no such form.</summary>
    public bool WantsJson(HttpRequest request) =>
        _headers.Any(header => header.GetProperty("name").ValueEquals("accept"))
        && request.Headers.Accept.ToString().Equals(Json, StringComparison.OrdinalIgnoreCase);

    private IEnumerable<SchemaProblem> Problems(HttpRequest request, JsonElement header)
    {
        var name = header.GetProperty("name").GetString() ?? "";
        var isRequired = header.TryGetProperty("required", out var required) && required.GetBoolean();
        var value = request.Headers[name].ToString();
        if (value.Length == 0)
        {
            return isRequired ? [new SchemaProblem(name, "required", "is required")] : [];
        }

        // Many clients send */* of their own accord, so where the header is optional it is as good as none.
        return !isRequired && name == "accept" && value == Anything
            ? []
            : _checker.Check(TextElement.Of(value), header.GetProperty("schema")).Select(problem => problem with { Path = name });
    }
}
