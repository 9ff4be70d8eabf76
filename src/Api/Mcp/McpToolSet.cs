using System.IO.Enumeration;
using Connector.Actions;
using Connector.Callers;
using Connector.Declaration;
using Connector.Failures;
using ModelContextProtocol.Protocol;

namespace Connector.Api.Mcp;

/// <summary>The tools that a client sees and may call: all, or those that its address or command line names.</summary>
internal sealed class McpToolSet
{
    private readonly IReadOnlyList<ConnectorAction> _actions;
    private readonly Lazy<ListToolsResult> _list;

    private McpToolSet(IReadOnlyList<ConnectorAction> actions)
    {
        _actions = actions;
        _list = new(() => new ListToolsResult { Tools = [.. McpTools.Of(actions)] });
    }

    /// <summary>The apps whose tools are meant.</summary>
    public static TextParameter Apps { get; } = new()
    {
        Name = "apps",
        Label = "Apps",
        Description = "The apps whose tools are served, separated by commas; left out, those of every app.",
        Example = "stability",
    };

    /// <summary>The tools that are meant.</summary>
    public static TextParameter Tools { get; } = new()
    {
        Name = "tools",
        Label = "Tools",
        Description = "The tools that are served, separated by commas: names with or without their app, where * stands for anything; left out, every tool.",
        Example = "generate-*,upscale-*",
    };

    /// <summary>What an address takes in its query.</summary>
    public static IReadOnlyList<Parameter> Parameters { get; } = [Apps, Tools];

    /// <summary>Every tool.</summary>
    public static McpToolSet All { get; } = new(Catalog.All.Actions);

    /// <summary>The answer to <c>tools/list</c>.</summary>
    public ListToolsResult List => _list.Value;

    /// <summary>The tools of these apps that these patterns name.</summary>
    /// <param name="apps">The apps, separated by commas; null for all.</param>
    /// <param name="tools">The patterns, separated by commas; null for all.</param>
    /// <exception cref="ConnectorException"><c>bad_request</c>: something named is not there.</exception>
    public static McpToolSet Of(string? apps, string? tools)
    {
        var (slugs, patterns) = (Split(Apps, apps), Split(Tools, tools));
        if (slugs.Length == 0 && patterns.Length == 0)
        {
            return All;
        }

        var known = Catalog.All.Apps.Select(app => app.Slug).ToList();
        Refuse(Apps, "app", slugs.Except(known, StringComparer.Ordinal), known, known);
        var ofApps = Catalog.All.Actions.Where(action => slugs.Length == 0 || slugs.Contains(action.App.Slug)).ToList();
        var groups = ofApps.Select(action => $"{action.Slug.Split('-')[0]}-*").Distinct(StringComparer.Ordinal).ToList();
        Refuse(
            Tools,
            slugs.Length == 0 ? "tool" : $"tool of {string.Join(" or ", slugs)}",
            patterns.Where(pattern => !ofApps.Exists(action => Names(pattern, action))),
            [.. groups, .. ofApps.Select(action => action.Slug), .. ofApps.Select(action => action.Name)],
            groups);
        return new McpToolSet([.. ofApps.Where(action => patterns.Length == 0 || patterns.Any(pattern => Names(pattern, action)))]);
    }

    /// <summary>Those of them that a caller may call.</summary>
    public McpToolSet For(Caller caller) => caller.Actions.Count == 0 ? this : new McpToolSet([.. _actions.Where(action => caller.MayRun(action.Name))]);

    /// <summary>The action of a tool's name.</summary>
    /// <param name="name">The name.</param>
    /// <param name="why">Why there is none, and what may be meant.</param>
    public ConnectorAction? Find(string name, out string why)
    {
        var found = _actions.FirstOrDefault(action => action.Name == name);
        why = found is not null ? ""
            : Catalog.All.Actions.Any(action => action.Name == name) ? $"The tool \"{name}\" is not served here: {Apps.Name} and {Tools.Name} of this server name others."
            : $"There is no tool \"{InputText.Shorten(name)}\".{NameSuggestion.For(name, _actions.Select(action => action.Name))}";
        return found;
    }

    /// <summary>A list that is given and names nothing would serve everything where somebody meant to serve less.</summary>
    private static string[] Split(Parameter parameter, string? list) =>
        list is null ? []
        : list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries) is { Length: > 0 } named ? named
        : throw ConnectorException.BadRequest(ErrorCodes.BadRequest, $"{parameter.Name} names nothing: say what is to be served, or leave it out to serve all.");

    private static bool Names(string pattern, ConnectorAction action) =>
        FileSystemName.MatchesSimpleExpression(pattern, action.Name, ignoreCase: false) || FileSystemName.MatchesSimpleExpression(pattern, action.Slug, ignoreCase: false);

    /// <summary>Refuses what is not there, with the name that is meant, or else with what there is.</summary>
    private static void Refuse(Parameter parameter, string what, IEnumerable<string> missing, IReadOnlyList<string> names, IReadOnlyList<string> shown)
    {
        Problem[] problems =
        [
            .. missing.Select(given => new Problem(
                parameter.Name,
                ProblemCodes.NotAllowed,
                $"There is no {what} named \"{InputText.Shorten(given)}\".{(NameSuggestion.For(given, names) is { Length: > 0 } meant ? meant : $" There are {string.Join(", ", shown)}.")}")),
        ];
        if (problems.Length > 0)
        {
            throw ConnectorException.BadRequest(ErrorCodes.BadRequest, string.Join(' ', problems.Select(problem => problem.Message)), problems);
        }
    }
}
