using Connector.Actions;
using Connector.Declaration;

namespace Connector.Api.Mcp;

/// <summary>What a client tells its model about the server: what holds for all tools, said once.</summary>
internal static class McpInstructions
{
    /// <summary>From so many tools on, words that they share are said once.</summary>
    private const int Many = 10;

    /// <summary>
    /// The inputs that are described here and not with each tool: those that steer the connector itself, and those that many tools describe
    /// in the same words.
    /// </summary>
    private static IReadOnlyList<Parameter> Shared { get; } =
    [
        .. Catalog.All.Actions.SelectMany(action => action.ParametersOfWaited)
            .GroupBy(parameter => (parameter.Name, parameter.Description))
            .Where(same => same.Count() >= Many || same.All(parameter => parameter.Place == Place.Connector))
            .Select(same => same.First()),
    ];

    /// <summary>The words.</summary>
    public static string Text { get; } = string.Join('\n',
    [
        "Each tool calls an image, audio or 3D API and saves what it makes. A result names the path of each saved file: give that path to a tool that takes a file, and steps chain without a download.",
        "A file is given by the path of a saved one or its https URL; a small one also as base64 or a data URL.",
        "A tool's description says what a call costs in credits (one is 0.01 US dollars); get-account and get-balance tools read what is left.",
        "A result with \"sandbox\": true was drawn by a stand-in without cost and is no work of the real API. An error says what to correct, and whether the call may have been charged.",
        "Inputs that are described here, and not with the tools that have them:",
        .. Shared.Select(parameter => $"- {parameter.Name}: {(parameter.Place == Place.Connector ? parameter.FullDescription : parameter.Description)}"),
    ]);

    /// <summary>Whether an input is described here.</summary>
    /// <param name="parameter">A tool's input.</param>
    public static bool Describe(Parameter parameter) => Shared.Any(shared => shared.Name == parameter.Name && shared.Description == parameter.Description);
}
