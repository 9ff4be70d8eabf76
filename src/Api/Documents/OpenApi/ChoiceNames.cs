using Connector.Api.Documents.Api;
using Connector.Declaration;

namespace Connector.Api.Documents.OpenApi;

/// <summary>
/// The names under which the document holds lists of fixed values. A list that several inputs share has one name: that of the input; where
/// lists differ, the one that an app uses most has the app before it, and others have the first action that uses them.
/// </summary>
internal sealed class ChoiceNames
{
    private readonly Dictionary<string, string> _names = new(StringComparer.Ordinal);

    /// <summary>Finds the names of an API's lists.</summary>
    /// <param name="api">The API.</param>
    public ChoiceNames(ApiDescription api)
    {
        var used = api.Operations.SelectMany(UsesOf).Where(use => use.Parameter.Choices.Count > 0).ToList();
        foreach (var named in used.GroupBy(use => OpenApiNames.Pascal(use.Parameter.Name), StringComparer.Ordinal))
        {
            var isOne = named.Select(use => ValuesOf(use.Parameter)).Distinct(StringComparer.Ordinal).Count() == 1;
            foreach (var ofApp in named.GroupBy(use => use.App, StringComparer.Ordinal))
            {
                var lists = ofApp.GroupBy(use => ValuesOf(use.Parameter), StringComparer.Ordinal).OrderByDescending(list => list.Count()).ToList();
                foreach (var list in lists)
                {
                    var owner = isOne ? "" : list == lists[0] ? ofApp.Key : list.First().Owner;
                    _names.TryAdd(KeyOf(named.Key, list.First().Parameter), owner + named.Key);
                }
            }
        }
    }

    /// <summary>The name of a parameter's list.</summary>
    public string Of(Parameter parameter) => _names[KeyOf(OpenApiNames.Pascal(parameter.Name), parameter)];

    private static string KeyOf(string name, Parameter parameter) => $"{name}:{ValuesOf(parameter)}";

    private static string ValuesOf(Parameter parameter) => string.Join('\n', parameter.Choices.Select(choice => choice.Value));

    private static IEnumerable<(string Owner, string App, Parameter Parameter)> UsesOf(ApiOperation operation)
    {
        var outside = operation.Parameters.Select(parameter => (operation.Id, "", parameter.Declared));
        return operation.Body?.Shape is ApiShape.Input input ? Within(input).Concat(outside) : outside;

        static IEnumerable<(string, string, Parameter)> Within(ApiShape.Input input) => input.Parameters
            .SelectMany(parameter => parameter is ListParameter list ? list.Fields : [parameter])
            .Select(parameter => (OwnerOf(input), input.Action is { } action ? OpenApiNames.Pascal(action.App.Slug) : "", parameter));
    }

    private static string OwnerOf(ApiShape.Input input) => input.Action is { } action ? OpenApiNames.Pascal(action.Name) : input.Name;
}
