using System.Text.Json;
using Connector.Sandbox.Accounts;
using Microsoft.AspNetCore.Http;

namespace Connector.Sandbox.V1;

/// <summary><c>GET /v1/user/account</c> and <c>GET /v1/user/balance</c>.</summary>
internal static class UserAnswers
{
    public static async Task<V1Error?> AnswerAccountAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteString("id", account.UserId);
        json.WriteString("email", "sandbox@example.com");
        json.WriteString("profile_picture", "https://example.com/sandbox.png");
        json.WriteStartArray("organizations");
        json.WriteStartObject();
        json.WriteString("id", "org-sandbox");
        json.WriteString("name", "Sandbox");
        json.WriteString("role", "MEMBER");
        json.WriteBoolean("is_default", true);
        json.WriteEndObject();
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return null;
    }

    public static async Task<V1Error?> AnswerBalanceAsync(HttpContext context, Account account, CancellationToken cancellationToken)
    {
        context.Response.ContentType = "application/json";
        await using var json = new Utf8JsonWriter(context.Response.Body);
        json.WriteStartObject();
        json.WriteNumber("credits", (double)account.Credits);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken);
        return null;
    }
}
