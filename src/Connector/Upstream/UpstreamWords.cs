using System.Text;
using System.Text.Json;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;

namespace Connector.Upstream;

/// <summary>
/// Finds what upstream, or a server before it, says in a body that is no file: JSON in any of the usual shapes, a web page, or plain
/// text. Keys are taken out after everything is decoded. The time it takes grows with the body's length and no faster.
/// </summary>
internal static class UpstreamWords
{
    /// <summary>Longer messages are cut: they reach people and logs.</summary>
    private const int LongestMessage = 2000;

    private const int MostMessages = 20;
    private const int DeepestJson = 64;

    /// <summary>Names of short names, the best first.</summary>
    private static readonly string[] Names = ["name", "code", "error_code", "type", "status", "title"];

    private static readonly string[] Ids = ["id", "request_id", "requestId", "trace_id"];

    /// <summary>Names of messages, the best first.</summary>
    private static readonly string[] Messages =
        ["errors", "error", "message", "msg", "detail", "details", "error_description", "error_message", "description", "reason", "title"];

    /// <summary>Reads a body's words.</summary>
    /// <param name="status">The answer's status.</param>
    /// <param name="body">The body, or its beginning.</param>
    /// <param name="connection">Whose key is taken out.</param>
    public static UpstreamError Read(int status, ReadOnlySpan<byte> body, AppConnection connection)
    {
        var shape = connection.App.Errors;
        var found = new Found { FieldName = shape?.Field };
        if (AnswerText.IsText(body))
        {
            var text = AnswerText.Decode(body).Trim();
            if (!TryReadJson(text, found, depth: 0))
            {
                found.Add(text.StartsWith('<') ? PageText.Read(text) : text);
            }
        }

        return new UpstreamError(
            status,
            found.Id is { } id ? Clean(id) : null,
            NameOf(found, shape) is { } name ? Clean(name) : null,
            [.. found.Messages.Distinct(StringComparer.Ordinal).Take(MostMessages).Select(Clean).Where(message => message.Length > 0)]);

        string Clean(string text)
        {
            var clean = SecretScrubber.Scrub(Tidy(text), connection.Secret);
            return clean.Length <= LongestMessage ? clean : clean[..LongestMessage] + "…";
        }
    }

    /// <summary>The name that means something for the app, or else the first one.</summary>
    private static string? NameOf(Found found, ErrorShape? shape) =>
        shape is null ? found.Name : found.AllNames.Find(name => shape.Meanings.ContainsKey(name.ToLowerInvariant())) ?? found.Name;

    /// <summary>Whether JSON says that something went wrong, whatever the status.</summary>
    public static bool CarriesError(ReadOnlySpan<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(AnswerText.Decode(body));
            return CarriesError(json.RootElement);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>The same of JSON that was read.</summary>
    public static bool CarriesError(JsonElement json) => json.ValueKind == JsonValueKind.Object && json.EnumerateObject().Any(property =>
        property.Name is "error" or "errors" && property.Value switch
        {
            { ValueKind: JsonValueKind.Null or JsonValueKind.False or JsonValueKind.Number or JsonValueKind.Undefined } => false,
            { ValueKind: JsonValueKind.String } text => text.GetString() is { Length: > 0 },
            { ValueKind: JsonValueKind.Array } list => list.GetArrayLength() > 0,
            _ => true,
        });

    /// <summary>Whether JSON tells of a job that it has failed, or of an error.</summary>
    public static bool TellsFailure(ReadOnlySpan<byte> body) => StatusIn(body) is { } status && Failures.Contains(status);

    /// <summary>Whether JSON tells of a job that it is not done yet.</summary>
    public static bool TellsProgress(ReadOnlySpan<byte> body) => StatusIn(body) is { } status && Progress.Contains(status);

    private static readonly HashSet<string> Failures = new(StringComparer.OrdinalIgnoreCase)
    {
        "failed", "failure", "fail", "error", "errored", "cancelled", "canceled", "expired", "rejected", "aborted", "timeout", "timed_out",
    };

    private static readonly HashSet<string> Progress = new(StringComparer.OrdinalIgnoreCase)
    {
        "in-progress", "in_progress", "pending", "queued", "processing", "running", "starting", "started", "waiting",
    };

    private static readonly HashSet<string> StatusNames = new(StringComparer.OrdinalIgnoreCase) { "status", "state" };

    /// <summary>What JSON says of a job's state.</summary>
    private static string? StatusIn(ReadOnlySpan<byte> body)
    {
        try
        {
            using var json = JsonDocument.Parse(AnswerText.Decode(body));
            return StatusIn(json.RootElement, depth: 1);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    /// <summary>The state that an object tells, or one in it: <c>{"result": {"status": "failed"}}</c>.</summary>
    private static string? StatusIn(JsonElement json, int depth)
    {
        if (json.ValueKind != JsonValueKind.Object)
        {
            return null;
        }

        var members = json.EnumerateObject();
        return members.Where(member => StatusNames.Contains(member.Name) && member.Value.ValueKind == JsonValueKind.String).Select(member => member.Value.GetString()).FirstOrDefault()
            ?? (depth == 0 ? null : members.Select(member => StatusIn(member.Value, depth - 1)).FirstOrDefault(status => status is not null));
    }

    /// <summary>One line, without control characters.</summary>
    private static string Tidy(string text)
    {
        var builder = new StringBuilder(text.Length);
        foreach (var character in text)
        {
            if (!char.IsControl(character) && !char.IsWhiteSpace(character))
            {
                builder.Append(character);
            }
            else if (builder.Length > 0 && builder[^1] != ' ')
            {
                builder.Append(' ');
            }
        }

        return builder.ToString().TrimEnd();
    }

    private static bool TryReadJson(string text, Found found, int depth)
    {
        if (text is not ['{' or '[' or '"', ..])
        {
            return false;
        }

        try
        {
            using var json = JsonDocument.Parse(text, new JsonDocumentOptions { AllowTrailingCommas = true, CommentHandling = JsonCommentHandling.Skip, MaxDepth = DeepestJson });
            Read(json.RootElement, found, depth);
            if (found is { Messages.Count: 0, Name: null } && json.RootElement.ValueKind is JsonValueKind.Object or JsonValueKind.Array && depth == 0)
            {
                found.AddUnknown(json.RootElement);
            }

            return true;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }

    private static void Read(JsonElement json, Found found, int depth)
    {
        switch (json.ValueKind)
        {
            case JsonValueKind.String when json.GetString() is { } text:
                // Gateways pass on what they got as a text within their own.
                if (depth >= DeepestJson || !TryReadJson(text.Trim(), found, depth + 1))
                {
                    found.Add(text);
                }

                break;
            case JsonValueKind.Array:
                foreach (var item in json.EnumerateArray())
                {
                    Read(item, found, depth + 1);
                }

                break;
            case JsonValueKind.Object:
                ReadObject(json, found, depth);
                break;
        }
    }

    private static void ReadObject(JsonElement json, Found found, int depth)
    {
        found.Id ??= Text(json, Ids);
        found.Name ??= Text(json, Names);
        found.AllNames.AddRange(Names.Select(name => Text(json, [name])).OfType<string>());
        var before = found.Messages.Count;
        foreach (var name in Messages)
        {
            // "title" is what is left when nothing else is said.
            if (json.TryGetProperty(name, out var said) && (name != "title" || found.Messages.Count == before))
            {
                ReadMessage(said, found, depth);
            }
        }

        if (found.FieldName is { } member && Text(json, [member]) is { } field)
        {
            found.NameField(field, before);
        }
    }

    /// <summary>A message, or several by the name of the field that they are about.</summary>
    private static void ReadMessage(JsonElement said, Found found, int depth)
    {
        if (said.ValueKind != JsonValueKind.Object || Messages.Concat(Names).Any(name => said.TryGetProperty(name, out _)))
        {
            Read(said, found, depth + 1);
            return;
        }

        foreach (var field in said.EnumerateObject())
        {
            var ofField = new Found();
            Read(field.Value, ofField, depth + 1);
            ofField.Messages.ForEach(message => found.Add($"{field.Name}: {message}"));
        }
    }

    private static string? Text(JsonElement json, string[] names) => names
        .Select(name => json.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null)
        .FirstOrDefault(text => !string.IsNullOrEmpty(text));

    /// <summary>What has been found so far.</summary>
    private sealed class Found
    {
        public string? Id { get; set; }

        public string? Name { get; set; }

        /// <summary>Every short name, the best of an object first.</summary>
        public List<string> AllNames { get; } = [];

        /// <summary>The member that names the field a message is about; null for none.</summary>
        public string? FieldName { get; init; }

        public List<string> Messages { get; } = [];

        public void Add(string message)
        {
            if (!string.IsNullOrWhiteSpace(message))
            {
                Messages.Add(message);
            }
        }

        /// <summary>Says which field the messages from one on are about, where they do not say so themselves.</summary>
        public void NameField(string field, int from)
        {
            for (var index = from; index < Messages.Count; index++)
            {
                Messages[index] = Messages[index].Contains(field, StringComparison.Ordinal) ? Messages[index] : $"{field}: {Messages[index]}";
            }
        }

        /// <summary>JSON of no usual shape: its texts and numbers, by their names.</summary>
        public void AddUnknown(JsonElement json)
        {
            var parts = new List<string>();
            Collect(json, "", parts);
            Add(string.Join(", ", parts));
        }

        private static void Collect(JsonElement json, string name, List<string> parts)
        {
            switch (json.ValueKind)
            {
                case JsonValueKind.Object:
                    foreach (var property in json.EnumerateObject())
                    {
                        Collect(property.Value, property.Name, parts);
                    }

                    break;
                case JsonValueKind.Array:
                    foreach (var item in json.EnumerateArray())
                    {
                        Collect(item, name, parts);
                    }

                    break;
                case JsonValueKind.Null or JsonValueKind.Undefined:
                    break;
                default:
                    parts.Add(name.Length == 0 ? json.ToString() : $"{name}: {json}");
                    break;
            }
        }
    }
}
