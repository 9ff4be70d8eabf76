using System.Text.Json.Nodes;
using Connector.Actions;
using Connector.Declaration;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Api.Tests.Abuse;

/// <summary>Every file input of every action, in a body in which all else is right: an address is looked at only then.</summary>
internal static class FileInputs
{
    public static async Task<IReadOnlyList<(ConnectorAction Action, FileParameter File, JsonObject Body)>> AllAsync(TestConnector connector)
    {
        var (image, audio) = (await connector.UploadAsync(ExampleStore.Png), await connector.UploadAsync(ExampleStore.Wav));
        var inputs = new List<(ConnectorAction, FileParameter, JsonObject)>();
        foreach (var action in Catalog.All.Actions)
        {
            foreach (var file in action.Parameters.OfType<FileParameter>())
            {
                var body = await Examples.IncludingAsync(action, file);
                foreach (var other in action.Parameters.OfType<FileParameter>().Where(other => body.ContainsKey(other.Name)))
                {
                    body[other.Name] = other.Noun == "audio" ? audio : image;
                }

                inputs.Add((action, file, body));
            }
        }

        Assert.True(inputs.Count > 20);
        return inputs;
    }
}
