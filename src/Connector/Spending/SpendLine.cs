using Connector.Input;

namespace Connector.Spending;

/// <summary>What calls have in common that are counted together.</summary>
/// <param name="Caller">Who made them; null for nobody in particular.</param>
/// <param name="App">The app's slug.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="Model">The model or engine; null where the action has none, or upstream chose.</param>
public sealed record SpendLine(string? Caller, string App, string Action, string? Model)
{
    /// <summary>The most characters of a model that are kept: some servers take any text for one.</summary>
    private const int LongestModel = 100;

    /// <summary>The line of a call.</summary>
    /// <param name="input">Its input.</param>
    internal static SpendLine Of(ActionInput input)
    {
        var (action, model) = (input.Action, input.Action.ModelOf(input.Values));
        return new SpendLine(input.Caller.Name, action.App.Slug, action.Name, model?[..Math.Min(model.Length, LongestModel)]);
    }
}
