using System.Text.Json.Serialization;

namespace Connector.Recipes;

/// <summary>How recipes are written down.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.SnakeCaseLower, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(RecipeRecord))]
internal sealed partial class RecipeJson : JsonSerializerContext;
