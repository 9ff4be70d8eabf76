using System.Text.Json;

namespace Connector.Connections;

/// <summary>A key that works.</summary>
/// <param name="Ok">Always true: a key that does not work is a problem.</param>
/// <param name="Account">The account behind the key; absent where the API does not tell.</param>
/// <param name="Credits">The credits left; absent where the API does not tell.</param>
/// <param name="Sandbox">Whether the sandbox answered.</param>
public sealed record ConnectionTest(bool Ok, JsonElement? Account, decimal? Credits, bool Sandbox);
