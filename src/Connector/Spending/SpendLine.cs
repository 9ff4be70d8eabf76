namespace Connector.Spending;

/// <summary>What calls have in common that are counted together.</summary>
/// <param name="Caller">Who made them; null for nobody in particular.</param>
/// <param name="App">The app's slug.</param>
/// <param name="Action">The action's full name.</param>
/// <param name="Model">The model or engine; null where the action has none, or upstream chose.</param>
public sealed record SpendLine(string? Caller, string App, string Action, string? Model);
