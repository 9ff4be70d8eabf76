using Connector.Actions;
using Connector.Declaration;

namespace Connector.Tests.Declaration;

/// <summary>The whole catalog as theory data, so that tomorrow's action is covered today.</summary>
public static class CatalogData
{
    public static TheoryData<string> Actions => [.. Catalog.All.Actions.Select(action => action.Name)];

    public static TheoryData<string, string> Parameters => Pairs(_ => true);

    public static TheoryData<string, string> Numbers => Pairs(parameter => parameter is WholeNumberParameter or NumberParameter);

    public static TheoryData<string, string> Choices => Pairs(parameter => parameter is ChoiceParameter);

    public static TheoryData<string, string> Texts => Pairs(parameter => parameter is TextParameter);

    public static Parameter Find(string action, string parameter) =>
        Catalog.All.Find(action).Parameters.Single(known => known.Name == parameter);

    private static TheoryData<string, string> Pairs(Func<Parameter, bool> wanted)
    {
        var pairs = new TheoryData<string, string>();
        foreach (var action in Catalog.All.Actions)
        {
            // Where no price is documented, max_credits is refused whatever its value.
            foreach (var parameter in action.Parameters.Where(wanted).Where(parameter => action.Price is not null || parameter != SpendLimit.MaxCredits))
            {
                pairs.Add(action.Name, parameter.Name);
            }
        }

        return pairs;
    }
}
