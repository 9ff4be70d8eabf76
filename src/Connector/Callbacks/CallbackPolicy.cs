using System.Net;
using Connector.Declaration;
using Connector.Failures;
using Connector.Fetching;
using Connector.Input;
using Connector.Settings;

namespace Connector.Callbacks;

/// <summary>Which addresses may be called, as far as the address itself tells; where it leads is seen by whoever connects.</summary>
/// <param name="options">The settings.</param>
public sealed class CallbackPolicy(ConnectorOptions options)
{
    private readonly UrlPolicy _urls = new(new FetchLimits().Ports);

    /// <summary>What is wrong with an address; null when it may be called.</summary>
    /// <param name="text">The address as it was given.</param>
    public Problem? Check(string text)
    {
        var objection = options.Callbacks.Secret is null
            ? $"cannot be called: {ConnectorSettings.CallbackSecret.Name} is not set, and nothing is sent unsigned"
            : Objection(text) is { } reason ? $"was refused: {reason}" : null;
        return objection is null ? null : new Problem(CallbackUrl.Parameter.Name, ProblemCodes.InvalidFormat, $"{CallbackUrl.Parameter.Name} {objection}.");
    }

    /// <summary>Refuses an input whose callback cannot be.</summary>
    /// <param name="input">The input.</param>
    /// <exception cref="ConnectorException"><c>invalid_input</c> (400).</exception>
    public void ThrowIfRefused(ActionInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (input.Values.TryGet(CallbackUrl.Parameter, out var text) && Check(text) is { } problem)
        {
            throw ConnectorException.InvalidInput(input.Action.Name, [problem]);
        }
    }

    /// <summary>Adds what is wrong with a batch's callback, and with those of its inputs.</summary>
    /// <param name="batch">The batch.</param>
    public void Check(BatchInput batch)
    {
        ArgumentNullException.ThrowIfNull(batch);
        if (batch.CallbackText is { } text && Check(text) is { } problem)
        {
            batch.AddProblem(problem);
        }

        foreach (var (index, input) in batch.Inputs.Index())
        {
            if (input.Values.TryGet(CallbackUrl.Parameter, out var url) && Check(url) is { } found)
            {
                batch.AddProblems(index, [found]);
            }
        }
    }

    private string? Objection(string text)
    {
        if (UrlPolicy.ObjectionToText(text) is { } objection)
        {
            return objection;
        }

        if (!Uri.TryCreate(text, UriKind.Absolute, out var url))
        {
            return text.StartsWith("http", StringComparison.OrdinalIgnoreCase) ? "it is no address" : "it must begin with https://";
        }

        return url.Scheme is not ("https" or "http") ? "it must begin with https://"
            : url.UserInfo.Length > 0 ? "it must not hold a user name or password"
            : options.Callbacks.Allows(url) ? null
            : _urls.Objection(url) ?? (IPAddress.TryParse(url.IdnHost, out var address) && AddressPolicy.IsRefused(address) ? "its host is not on the public internet" : null);
    }
}
