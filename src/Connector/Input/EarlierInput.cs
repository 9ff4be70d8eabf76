using System.Text.Json;

namespace Connector.Input;

/// <summary>The input that a stored file was made of, to be taken over by another call.</summary>
/// <param name="Path">The file's path.</param>
/// <param name="Action">The action that made it.</param>
/// <param name="Values">The values that were asked for, as a caller could send them.</param>
/// <param name="Missing">The parameters whose files were not kept.</param>
/// <param name="Seed">The seed that drew the file; null when upstream did not tell.</param>
public sealed record EarlierInput(string Path, string Action, JsonElement Values, IReadOnlyList<string> Missing, long? Seed);
