using Connector.Declaration;

namespace Connector.Actions.Openai.Shared;

/// <summary>OpenAI's Images API, and every server that speaks it: Azure OpenAI, LiteLLM, local ones.</summary>
internal static class OpenaiApp
{
    public const string GenerationsPath = "/images/generations";
    public const string EditsPath = "/images/edits";

    public static ConnectorApp App { get; } = new()
    {
        Slug = "openai",
        Title = "OpenAI",
        Description = "OpenAI's Images API, or any server that speaks it, such as Azure OpenAI, LiteLLM or a local one; its address is a setting.",
        BaseUrl = new Uri("https://api.openai.com/v1"),
        DocumentationUrl = new Uri("https://platform.openai.com/docs/api-reference/images"),
        Section = action => action.Endpoint.Template == EditsPath ? "/createEdit" : "/create",

        // Azure takes a bearer token of Microsoft Entra or a key of its own in this header.
        KeyPlacements = [KeyPlacement.Bearer, KeyPlacement.Alone("api-key")],
        Query = [new("api_version", "api-version", "The version of the API that Azure OpenAI is asked for, for example 2025-04-01-preview.")],
        Headers =
        [
            new("organization", "OpenAI-Organization", "The organization that is charged, unless it is the key's own one."),
            new("project", "OpenAI-Project", "The project that is charged, unless it is the key's own one."),
        ],
        Errors = new ErrorShape
        {
            Field = "param",
            Meanings = new Dictionary<string, ErrorMeaning>(StringComparer.Ordinal)
            {
                ["moderation_blocked"] = ErrorMeaning.ContentFiltered,
                ["content_policy_violation"] = ErrorMeaning.ContentFiltered,

                // Azure's name.
                ["contentfilter"] = ErrorMeaning.ContentFiltered,
                ["content_filter"] = ErrorMeaning.ContentFiltered,
                ["insufficient_quota"] = ErrorMeaning.NoCredits,
                ["billing_hard_limit_reached"] = ErrorMeaning.NoCredits,
                ["billing_not_active"] = ErrorMeaning.NoCredits,
                ["rate_limit_exceeded"] = ErrorMeaning.RateLimited,
                ["invalid_api_key"] = ErrorMeaning.InvalidKey,
                ["model_not_found"] = ErrorMeaning.NotFound,
                ["deploymentnotfound"] = ErrorMeaning.NotFound,
            },
        },

        // Its limits count a minute and differ by account: no number holds for all. A 429 names its time, or is over within seconds.
        Rest = TimeSpan.FromSeconds(20),
        PriceUnit = PriceUnit.Dollars,
        SandboxPath = "/openai/v1",
        Test = new RefusedCallTest(GenerationsPath, BodyFormat.Json),
    };
}
