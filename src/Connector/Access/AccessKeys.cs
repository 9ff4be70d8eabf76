using System.IO.Enumeration;
using Connector.Actions;
using Connector.Callers;
using Connector.Failures;
using Connector.Settings;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace Connector.Access;

/// <summary>The keys in force: those of the start, until settings are read anew.</summary>
/// <param name="options">The settings of the start.</param>
/// <param name="log">The log.</param>
public sealed class AccessKeys(ConnectorOptions options, ILogger<AccessKeys> log)
{
    private volatile AccessOptions _current = options.Access;

    /// <summary>Who may call now.</summary>
    public AccessOptions Current => _current;

    /// <summary>Who shows a key; null when nobody has it.</summary>
    /// <param name="given">The key.</param>
    public Caller? Find(string given)
    {
        // All are compared, so that the time taken does not tell which one came close.
        var hash = CallerKey.Hash(given);
        return _current.Keys.Aggregate((Caller?)null, (found, key) => key.Is(hash) ? key.Caller : found);
    }

    /// <summary>Refuses a pattern that no action has: its caller could run less than was meant.</summary>
    /// <param name="access">Who may call.</param>
    /// <exception cref="ConnectorException"><c>invalid_settings</c>.</exception>
    public static void ThrowIfForNoAction(AccessOptions access)
    {
        ArgumentNullException.ThrowIfNull(access);
        var names = Catalog.All.Actions.Select(action => action.Name).ToList();
        var wrong = from caller in access.Keys.Select(key => key.Caller)
                    from pattern in caller.Actions
                    where !names.Exists(name => FileSystemName.MatchesSimpleExpression(pattern, name))
                    select $"{ConnectorSettings.CallerActions.NameFor(caller.Name!)} has \"{InputText.Shorten(pattern)}\", which is no action.{NameSuggestion.For(pattern, names)}";
        if (wrong.Distinct(StringComparer.Ordinal).ToList() is { Count: > 0 } faults)
        {
            throw new ConnectorException(500, ErrorCodes.InvalidSettings, string.Join(' ', faults));
        }
    }

    /// <summary>Takes over who may call from settings that have changed. Those that are wrong change nothing.</summary>
    /// <param name="configuration">The settings.</param>
    public void Reload(IConfiguration configuration)
    {
        ArgumentNullException.ThrowIfNull(configuration);
        try
        {
            var next = SettingsReader.Read(configuration.AsEnumerable(), Catalog.All.Apps).Access;
            ThrowIfForNoAction(next);
            if (_current.Keys.Count > 0 && next.Keys.Count == 0)
            {
                log.LogError("The settings have no access key any more, which would let everybody in: those of before stay in force.");
                return;
            }

            if (next.Isolate != _current.Isolate)
            {
                Refuse($"{ConnectorSettings.Isolate.Name} counts from a start on; with the settings as they are now it would be {next.Isolate}.");
                return;
            }

            _current = _current with { Keys = next.Keys };
            log.LogInformation("Access keys were read anew: {Count}.", next.Keys.Count);
        }
        catch (ConnectorException failure)
        {
            Refuse(failure.Message);
        }
    }

    /// <summary>Tells why the keys stay as they were although settings have changed.</summary>
    /// <param name="reason">The reason, in a sentence.</param>
    public void Refuse(string reason) => log.LogError("The access keys stay as they were: {Reason}", reason);
}
