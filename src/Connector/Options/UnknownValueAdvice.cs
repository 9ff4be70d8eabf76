using Connector.Declaration;
using Connector.Failures;
using Connector.Input;
using Connector.Settings;
using Connector.Upstream;

namespace Connector.Options;

/// <summary>When upstream does not know what a call names in its path, tells which values it does know.</summary>
internal static class UnknownValueAdvice
{
    /// <summary>The most values told; engines are a handful.</summary>
    private const int MostTold = 20;

    /// <summary>The failure with the known values; itself when it is another one, or when upstream does not list them.</summary>
    public static async Task<ConnectorException> AddAsync(
        ConnectorException failure, ActionInput input, UpstreamClient upstream, AppConnection connection, CancellationToken cancellationToken)
    {
        var action = input.Action;
        if (failure.Code != ErrorCodes.UpstreamNotFound
            || action.Parameters.FirstOrDefault(known => known.RemoteOptions is not null && action.Endpoint.HasInPath(known)) is not TextParameter { RemoteOptions: { } remote } parameter)
        {
            return failure;
        }

        try
        {
            var all = await OptionReader.ReadAsync(upstream, connection, remote.List, cancellationToken);
            var given = input.Values.Get(parameter, parameter.Default ?? "");
            var known = all.Where(remote.Suits).Select(option => option.Value).Where(value => value != given && !remote.List.Retired.Contains(value)).Take(MostTold).ToList();
            return known.Count == 0 ? failure : new ConnectorException(
                failure.Status,
                failure.Code,
                $"{failure.Message} {parameter.Name} was {InputText.Shorten(given)}; known: {string.Join(", ", known)}.{NameSuggestion.For(given, known)}",
                failure)
            {
                Upstream = failure.Upstream,
                RetryAfter = failure.RetryAfter,
            };
        }
        catch (ConnectorException)
        {
            // The list is a help, no more.
            return failure;
        }
    }
}
