namespace Connector.Api.Tests.Mcp;

/// <summary>Calls whose library would pass something over or stumble over it, with what they must be told.</summary>
public static class McpFaults
{
    private const string Named = "\"name\": \"dreamstudio-text-to-image\"";
    private const string Call = Named + ", \"arguments\": {\"prompt\": \"a\"}";

    /// <summary>The members of a request beside its id and method, and a part of the message.</summary>
    public static TheoryData<string, string> Messages => new()
    {
        { Params(Call + ", \"max_credits\": 0.1"), "Give it as \"max_credits\" in params.arguments." },
        { Params(Call) + ", \"max_credits\": 0.1", "\"max_credits\" beside params is not read." },
        { Params(Call) + ", \"_meta\": {\"idempotency-key\": \"a\"}", "\"_meta\" beside params is not read. Give it as \"_meta\" in params." },
        { Params(Call + ", \"meta\": {\"idempotency-key\": \"a\"}"), "\"meta\" in params is not read. Give it as \"_meta\" in params." },
        { Params(Call + ", \"idempotencyKey\": \"a\""), "Give it as \"idempotency-key\" in params._meta." },
        { Params(Named + ", \"args\": {}, \"argument\": {}"), "Give it as \"arguments\" in params." },
        { Params(Call + ", \"dry_run\": true"), "\"dry_run\" in params is not read. A call of a tool runs it: leave it out." },
        { Params(Call + ", \"dryRun\": true"), "\"dryRun\" in params is not read." },
        { Params(Call + ", \"again\": \"x\""), "\"again\" in params is not read." },
        { Params(Call + ", \"input\": {\"samples\": 2}"), "Give it as \"arguments\" in params." },
        { Params(Call + ", \"Name\": \"x\""), "Give it as \"name\" in params." },
        { Params(Named + ", \"arguments\": \"{}\""), "params.arguments must be an object; received a text." },
        { Params(Named + ", \"arguments\": []"), "params.arguments must be an object; received an array." },
        { Params(Call + ", \"_meta\": 1"), "_meta must be an object; received 1." },
        { Params(Named + ", \"arguments\": {\"prompt\": \"a \\ud800 b\"}"), "half of a surrogate pair" },
        { "\"params\": null", "params must be an object with the tool's name and its arguments." },
        { "\"params\": []", "params must be an object; received an array." },
    };

    /// <summary>The request.</summary>
    public static string Request(int id, string members) => $$"""{"jsonrpc": "2.0", "id": {{id}}, "method": "tools/call", {{members}}}""";

    private static string Params(string members) => "\"params\": {" + members + "}";
}
