using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>
/// Plays a definition over real HTTP as Logic Apps is documented to: the order of runAfter, the 202 pattern, retries. Where nothing
/// is documented it does what is worst for the connector. It waits for nothing.
/// </summary>
/// <param name="http">Sends the requests.</param>
/// <param name="file">The file with the definition.</param>
/// <param name="parameters">The workflow's parameters.</param>
internal sealed class WorkflowPlayer(HttpClient http, JsonObject file, IReadOnlyDictionary<string, string> parameters)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Dictionary<string, PlayedAction> _played = new(StringComparer.Ordinal);
    private readonly List<(string Action, int Status, bool IsReplay)> _posts = [];
    private readonly List<(string Action, JsonObject Response)> _answers = [];
    private Evaluator? _evaluator;

    /// <summary>The name of the run; a run that is played again has the same.</summary>
    public string RunName { get; init; } = Guid.NewGuid().ToString("N");

    /// <summary>Whether polls carry the headers of the first request, which is not documented.</summary>
    public bool SendsHeadersAgain { get; init; }

    /// <summary>Whether the first answer to each request gets lost, so that the request is repeated.</summary>
    public bool LosesAnswers { get; init; }

    /// <summary>The action whose time is up before it has ended.</summary>
    public string? TimesOut { get; init; }

    /// <summary>Runs every action whose turn comes.</summary>
    public async Task<PlayedRun> PlayAsync(JsonNode triggerBody)
    {
        _evaluator = new Evaluator(parameters, RunName, triggerBody, _played);
        var actions = file["definition"]!["actions"]!.AsObject();
        while (_played.Count < actions.Count)
        {
            var (name, action) = actions.First(one => !_played.ContainsKey(one.Key) && After(one.Value!).All(before => _played.ContainsKey(before.Key)));
            _played[name] = After(action!).All(before => before.Value!.AsArray().Any(status => status!.GetValue<string>() == _played[before.Key].Status))
                ? await RunAsync(name, action!)
                : new PlayedAction("Skipped");
        }

        var answer = _answers[^1].Response;
        return new PlayedRun(
            [.. _answers.Select(one => one.Action)], answer["statusCode"]!.GetValue<int>(), answer["headers"]?["Content-Type"]?.GetValue<string>(), answer["body"], _played, _posts);
    }

    private static JsonObject After(JsonNode action) => action["runAfter"]!.AsObject();

    private Task<PlayedAction> RunAsync(string name, JsonNode action)
    {
        var inputs = Template.Evaluate(action["inputs"], _evaluator!.Evaluate)!.AsObject();
        switch (action["type"]!.GetValue<string>())
        {
            case "Http" when action["operationOptions"] is null:
                return CallAsync(name, inputs);
            case "Response":
                _answers.Add((name, inputs));
                return Task.FromResult(new PlayedAction("Succeeded"));
            case var type:
                throw new FormatException($"The type {type} is not known here");
        }
    }

    private async Task<PlayedAction> CallAsync(string name, JsonObject inputs)
    {
        if (LosesAnswers)
        {
            using var lost = await PostAsync(name, inputs);
        }

        for (var left = inputs["retryPolicy"]!["count"]!.GetValue<int>(); ; left--)
        {
            using var response = await PostAsync(name, inputs);
            var isLate = name == TimesOut && response.StatusCode == HttpStatusCode.Accepted;
            using var last = isLate ? response : await FollowAsync(response, inputs);
            if (left > 0 && last.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError)
            {
                continue;
            }

            return new PlayedAction(isLate ? "TimedOut" : last.IsSuccessStatusCode ? "Succeeded" : "Failed", await OutputsAsync(last));
        }
    }

    private async Task<HttpResponseMessage> PostAsync(string name, JsonObject inputs)
    {
        var queries = inputs["queries"]!.AsObject().Select(query => $"{query.Key}={Uri.EscapeDataString(query.Value!.GetValue<string>())}");
        using var request = new HttpRequestMessage(new HttpMethod(inputs["method"]!.GetValue<string>()), $"{inputs["uri"]}?{string.Join('&', queries)}")
        {
            Content = new StringContent(inputs["body"]!.ToJsonString(), Encoding.UTF8, MediaTypeHeaderValue.Parse(inputs["headers"]!["Content-Type"]!.GetValue<string>())),
        };
        AddHeaders(request, inputs);
        var response = await http.SendAsync(request);
        _posts.Add((name, (int)response.StatusCode, response.Headers.Contains("Idempotent-Replayed")));
        return response;
    }

    /// <summary>Asks Location until it answers otherwise than with 202.</summary>
    private async Task<HttpResponseMessage> FollowAsync(HttpResponseMessage response, JsonObject inputs)
    {
        using var limit = new CancellationTokenSource(Patience);
        while (response.StatusCode == HttpStatusCode.Accepted)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, response.Headers.Location);
            if (SendsHeadersAgain)
            {
                AddHeaders(request, inputs);
            }

            response.Dispose();
            response = await http.SendAsync(request, limit.Token);
        }

        return response;
    }

    private static void AddHeaders(HttpRequestMessage request, JsonObject inputs)
    {
        foreach (var (name, value) in inputs["headers"]!.AsObject().Where(header => header.Key != "Content-Type"))
        {
            request.Headers.Add(name, value!.GetValue<string>());
        }
    }

    private static async Task<JsonObject> OutputsAsync(HttpResponseMessage response) => new()
    {
        ["statusCode"] = (int)response.StatusCode,
        ["headers"] = new JsonObject(response.Headers.Concat(response.Content.Headers).Select(header => KeyValuePair.Create(header.Key, (JsonNode?)string.Join(',', header.Value)))),
        ["body"] = JsonNode.Parse(await response.Content.ReadAsStringAsync()),
    };
}
