using System.Text.Json;
using Connector.Declaration;
using Connector.Files;
using Connector.Input;
using Connector.Settings;
using Connector.Upstream;
using Connector.Values;

namespace Connector.Recipes;

/// <summary>How the files of one call were made.</summary>
public sealed record Recipe
{
    /// <summary>The action's full name.</summary>
    public required string Action { get; init; }

    /// <summary>What was asked for, as a caller could send it again, files as paths or addresses.</summary>
    public required JsonElement Inputs { get; init; }

    /// <summary>The parameters whose files were not kept, since they came with the call; absent when there are none.</summary>
    public IReadOnlyList<string>? Missing { get; init; }

    /// <summary>Who asked for them; absent for nobody in particular.</summary>
    public string? Caller { get; init; }

    /// <summary>The documented price of the call in credits; absent when none is documented.</summary>
    public decimal? Credits { get; init; }

    /// <summary>Whether the sandbox made them.</summary>
    public bool Sandbox { get; init; }

    /// <summary>The id of the request, also in the log.</summary>
    public required string RequestId { get; init; }

    /// <summary>When they were made.</summary>
    public required DateTimeOffset Created { get; init; }

    /// <summary>The recipe of a finished call: without keys, without what limits the call alone, and without the bytes of files.</summary>
    /// <param name="input">The input, its files found.</param>
    /// <param name="credits">The price.</param>
    /// <param name="sandbox">Whether the sandbox answered.</param>
    /// <param name="requestId">The request's id.</param>
    /// <param name="now">The time.</param>
    /// <param name="secret">The key of the call, which a prompt might quote.</param>
    internal static Recipe Of(ActionInput input, decimal? credits, bool sandbox, string requestId, DateTimeOffset now, SecretForms secret)
    {
        var places = new Dictionary<string, string>(StringComparer.Ordinal);
        var missing = new List<string>();
        foreach (var parameter in input.Action.Parameters.OfType<FileParameter>())
        {
            if (!input.Values.TryGet(parameter, out var file))
            {
                continue;
            }

            if (PlaceOf(file) is { } place)
            {
                places.Add(parameter.Name, place);
            }
            else
            {
                missing.Add(parameter.Name);
            }
        }

        var asked = input.Action.Parameters.Where(parameter => parameter != SpendLimit.MaxCredits && parameter != CallbackUrl.Parameter && !missing.Contains(parameter.Name));
        return new Recipe
        {
            Action = input.Action.Name,
            Caller = input.Caller.Name,
            Inputs = SecretScrubber.Scrub(input.ToJson(asked, places), secret),
            Missing = missing.Count > 0 ? missing : null,
            Credits = credits,
            Sandbox = sandbox,
            RequestId = requestId,
            Created = now,
        };
    }

    /// <summary>Where a file will be found again; null when it came with the call, or goes with its job, or its address may hold a secret.</summary>
    private static string? PlaceOf(InputFile file) => file switch
    {
        { Path: { } path } => MediaPath.RootOf(path) == MediaPath.JobInputs ? null : path,
        { Url: { Query.Length: 0, UserInfo.Length: 0 } url } => url.AbsoluteUri,
        _ => null,
    };
}
