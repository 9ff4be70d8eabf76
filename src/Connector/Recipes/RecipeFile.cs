namespace Connector.Recipes;

/// <summary>A file that was made by a recipe.</summary>
/// <param name="Path">Its path.</param>
/// <param name="Seed">The seed that drew it; null when upstream did not tell.</param>
internal sealed record RecipeFile(string Path, long? Seed);
