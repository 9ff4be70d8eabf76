using Connector.Declaration;

namespace Connector.Api.Documents.Schemas;

/// <summary>The shapes of inputs, as the declarations tell them.</summary>
public static class InputSchemas
{
    /// <summary>The input of an action: an object with its parameters.</summary>
    /// <param name="action">The action.</param>
    public static Schema Of(ConnectorAction action)
    {
        ArgumentNullException.ThrowIfNull(action);
        var input = Of(action.Parameters, parameter => Of(parameter, action));
        return action.Rules.Count == 0 ? input : input with { Description = string.Join(' ', action.Rules.Select(rule => rule.Description)) };
    }

    /// <summary>An object with these parameters.</summary>
    /// <param name="parameters">The parameters.</param>
    public static Schema Of(IReadOnlyList<Parameter> parameters) => Of(parameters, Of);

    /// <summary>The value of a parameter.</summary>
    /// <param name="parameter">The parameter.</param>
    public static Schema Of(Parameter parameter)
    {
        ArgumentNullException.ThrowIfNull(parameter);
        var any = new Schema
        {
            Type = parameter.JsonType,
            Title = parameter.Label,
            Description = parameter.FullDescription,
            Choices = parameter.Choices,
            Minimum = parameter.Minimum,
            Maximum = parameter.Maximum,
            Default = parameter.DefaultValue is { } value ? parameter.ToJson(value) : null,
            Example = parameter.ToJson(parameter.ExampleValue),
            Visibility = parameter.Required ? Visibility.Important : parameter.Visibility,
        };
        return parameter switch
        {
            TextParameter text => any with { MinLength = text.MinLength > 0 ? text.MinLength : null, MaxLength = text.MaxLength, Pattern = text.Format?.Pattern.ToString() },
            WholeNumberParameter whole => any with { Format = "int64", MultipleOf = whole.MultipleOf },
            NumberParameter => any with { Format = "double" },
            FileParameter => any with { IsFile = true },
            ListParameter list => any with { MinItems = list.MinItems, Items = Of(list.Fields) with { Title = list.Label } },
            ObjectListParameter list => any with { MinItems = list.MinItems, MaxItems = list.MaxItems, Items = new Schema { Type = "object" } },
            _ => any,
        };
    }

    private static Schema Of(IReadOnlyList<Parameter> parameters, Func<Parameter, Schema> schemaOf) => new()
    {
        Type = "object",
        IsClosed = true,
        Properties = [.. parameters.Select(parameter => new SchemaProperty(parameter.Name, schemaOf(parameter), parameter.Required))],
    };

    private static Schema Of(Parameter parameter, ConnectorAction action) => Of(parameter) with
    {
        IsFilledIn = !action.MayRefuse(parameter),
        Options = parameter.RemoteOptions is { } remote ? new SchemaOptions(action.App.Slug, remote.List.Name, action.Name) : null,
    };
}
