using Connector.Input;

namespace Connector.Recipes;

/// <summary>How one stored file was made.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Recipe">The recipe of its call.</param>
/// <param name="Seed">The seed that drew it; null when upstream did not tell.</param>
public sealed record KeptRecipe(string Path, Recipe Recipe, long? Seed)
{
    /// <summary>Its input, for a call that makes it anew.</summary>
    public EarlierInput ToInput() => new(Path, Recipe.Action, Recipe.Inputs, Recipe.Missing ?? [], Seed);
}
