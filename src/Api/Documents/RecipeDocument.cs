using System.Text.Json;
using Connector.Recipes;

namespace Connector.Api.Documents;

/// <summary>How a stored file was made.</summary>
/// <param name="Path">The file's path; give it as <c>again</c> to an action to make the file anew.</param>
/// <param name="Action">The action that made it.</param>
/// <param name="Inputs">What was asked for, as the action takes it; files as paths or addresses.</param>
/// <param name="Missing">The parameters whose files came with the call and were not kept; absent when there are none.</param>
/// <param name="Seed">The seed that drew it, which makes the same again; absent when upstream did not tell.</param>
/// <param name="Credits">The documented price of the call in credits; absent when none is documented.</param>
/// <param name="Sandbox">Whether the sandbox made it.</param>
/// <param name="RequestId">The id of the request that made it, also in the log.</param>
/// <param name="Created">When it was made.</param>
public sealed record RecipeDocument(
    string Path, string Action, JsonElement Inputs, IReadOnlyList<string>? Missing, long? Seed, decimal? Credits, bool Sandbox, string RequestId, DateTimeOffset Created)
{
    internal static RecipeDocument Of(KeptRecipe kept) => new(
        kept.Path,
        kept.Recipe.Action,
        kept.Recipe.Inputs,
        kept.Recipe.Missing,
        kept.Seed,
        kept.Recipe.Credits,
        kept.Recipe.Sandbox,
        kept.Recipe.RequestId,
        kept.Recipe.Created);
}
