using System.Diagnostics;
using Connector.Declaration;
using Connector.Settings;

namespace Connector.Telemetry;

/// <summary>
/// A call that has a model make something, in the words of OpenTelemetry's semantic conventions for generative AI. Its prompt is in none of them.
/// </summary>
internal sealed class Generation
{
    private const string Operation = "generate_content";

    private readonly ConnectorAction _action;
    private readonly AppConnection _connection;
    private readonly ParameterValues _values;

    private Generation(ConnectorAction action, AppConnection connection, ParameterValues values) =>
        (_action, _connection, _values) = (action, connection, values);

    /// <summary>The generation that a run is; null for a run that only reads or fetches.</summary>
    /// <param name="action">The action.</param>
    /// <param name="connection">How its app is reached.</param>
    /// <param name="values">What was given.</param>
    public static Generation? Of(ConnectorAction action, AppConnection connection, ParameterValues values) =>
        action.Endpoint.Method != HttpMethod.Get && action.Output is MediaOutput or JobOutput ? new Generation(action, connection, values) : null;

    /// <summary>What a measurement and a span both tell.</summary>
    /// <param name="error">The code of the failure; null for none.</param>
    public TagList Tags(string? error)
    {
        var tags = new TagList
        {
            { "gen_ai.operation.name", Operation },
            { "gen_ai.provider.name", Provider },
            { "server.address", _connection.BaseUrl.Host },
            { "server.port", _connection.BaseUrl.Port },
        };
        if (Model(isProven: error is null) is { } model)
        {
            tags.Add("gen_ai.request.model", model);
        }

        if (error is not null)
        {
            tags.Add("error.type", error);
        }

        return tags;
    }

    /// <summary>Tells a span what it is of.</summary>
    /// <param name="span">The span of the run.</param>
    /// <param name="error">The code of the failure; null for none.</param>
    public void Describe(Activity span, string? error)
    {
        foreach (var (name, value) in Tags(error))
        {
            span.SetTag(name, value);
        }

        if (_action.Output is MediaOutput media)
        {
            // "image" of "image/*", and "model" of the files of 3D ones.
            span.SetTag("gen_ai.output.type", media.MediaRange[..media.MediaRange.IndexOf('/', StringComparison.Ordinal)]);
            if (media.CountFor(_values) is var count and not 1)
            {
                span.SetTag("gen_ai.request.choice.count", count);
            }
        }
    }

    /// <summary>Azure's servers speak OpenAI's API and have a name of their own.</summary>
    private string Provider => _connection.BaseUrl.Host.EndsWith(".openai.azure.com", StringComparison.OrdinalIgnoreCase) ? "azure.ai.openai" : _action.App.Provider;

    /// <summary>The model's name, or its engine's. One that is not declared may be any text until upstream has taken it for a model.</summary>
    private string? Model(bool isProven)
    {
        var parameter = _action.Parameters.FirstOrDefault(one => one.IsModel);
        var name = parameter is null ? null : (_values.Find(parameter) ?? parameter.DefaultValue) as string;
        return isProven || (name is not null && IsDeclared(parameter!, name)) ? name : null;
    }

    private static bool IsDeclared(Parameter parameter, string name) => parameter switch
    {
        ChoiceParameter choice => choice.Choices.Any(one => one.Value == name),
        TextParameter text => name == text.Default || text.Suggestions.Contains(name, StringComparer.Ordinal),
        _ => false,
    };
}
