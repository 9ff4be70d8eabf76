using Connector.Api.Documents.Api;

namespace Connector.Api.Endpoints;

/// <summary>The groups that operations other than actions are shown in; each app is one for its actions.</summary>
internal static class ApiGroups
{
    public static ApiGroup Catalog { get; } = new("Catalog", "The actions and the values of their dropdowns.");

    public static ApiGroup Files { get; } = new("Files", "Saved files, and inputs to store.");

    public static ApiGroup Jobs { get; } = new("Jobs", "Runs that nobody waits for, one by one and in batches.");

    public static ApiGroup Subscriptions { get; } = new("Subscriptions", "Who is called when a file is created, a run fails or a batch ends.");

    public static ApiGroup Connections { get; } = new("Connections", "Whether keys work and the server is alive.");

    public static IReadOnlyList<ApiGroup> All { get; } = [Catalog, Files, Jobs, Subscriptions, Connections];
}
