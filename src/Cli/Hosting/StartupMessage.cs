using Connector.Actions;
using Connector.Declaration;
using Connector.Settings;

namespace Connector.Cli.Hosting;

/// <summary>What a person sees when the server has started: the mode, where files go, the page and a call to paste.</summary>
internal static class StartupMessage
{
    public static string Write(ConnectorOptions settings, ServerRoom room, string url, string version)
    {
        var action = Catalog.All.Actions.First(one => one is { Endpoint.Body: BodyFormat.Json, Output: MediaOutput });
        var lines = new List<string> { $"Connector {version} listens on {url}" };
        lines.AddRange(settings.Connections.Values.Select(connection => connection switch
        {
            { IsSandbox: true } => $"  {connection.App.Slug,-12} SANDBOX: pictures are drawn on this machine, no credits are spent. Set {connection.App.KeySetting} for the real API.",
            { ApiKey: null } => $"  {connection.App.Slug,-12} no key: its actions answer missing_api_key. Set {connection.App.KeySetting}.",
            _ => $"  {connection.App.Slug,-12} real: {connection.BaseUrl}",
        }));
        lines.Add($"  {"files",-12} {(settings.Blob is { } blob ? $"blobs of the container {blob.Container}" : Path.GetFullPath(settings.StorageRoot))}");
        lines.Add($"  {"room",-12} {room}");
        lines.Add($"  {"page",-12} open {url} in a browser to try the actions");
        var access = settings.Access.Keys.Count > 0 ? " -H \"x-functions-key: <your key>\"" : "";
        lines.Add($"Try: curl -s {url}/api/actions/{action.Name} -H \"Content-Type: application/json\"{access} -d '{{\"prompt\": \"A lighthouse on a cliff\"}}'");
        return string.Join(Environment.NewLine, lines);
    }
}
