using System.Net.Http.Headers;
using System.Text.Json;
using Connector.Actions;
using Connector.Declaration;
using Connector.Failures;
using Connector.Settings;
using Connector.Upstream;

namespace Connector.Connections;

/// <summary>Checks an app's key with the cheapest call that needs it.</summary>
/// <param name="catalog">The apps.</param>
/// <param name="options">The connections.</param>
/// <param name="upstream">The client.</param>
public sealed class ConnectionTester(Catalog catalog, ConnectorOptions options, UpstreamClient upstream)
{
    /// <summary>Tests an app's key. Nothing is spent.</summary>
    /// <param name="appSlug">The app.</param>
    /// <param name="cancellationToken">Stops the test.</param>
    /// <exception cref="ConnectorException">The app is not known (404), no key is set or upstream refuses it (401), or upstream failed.</exception>
    public Task<ConnectionTest> TestAsync(string appSlug, CancellationToken cancellationToken)
    {
        var app = catalog.FindApp(appSlug);
        return upstream.WithinLimitAsync(
            app,
            token => app.Test switch
            {
                AccountTest test => ReadAccountAsync(test, options.Connect(app), token),
                RefusedCallTest test => SendEmptyBodyAsync(test, options.Connect(app), token),
                _ => throw new InvalidOperationException($"{app.Slug} declares no test that is known here."),
            },
            cancellationToken);
    }

    /// <summary>Reads the credits of the account behind an app's key.</summary>
    /// <param name="app">The app.</param>
    /// <param name="cancellationToken">Stops the reading.</param>
    /// <returns>The credits; null where the API does not tell.</returns>
    /// <exception cref="ConnectorException">No key is set or upstream refuses it (401), or upstream failed.</exception>
    public async Task<decimal?> BalanceAsync(ConnectorApp app, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(app);
        return app.Test is AccountTest test
            ? await upstream.WithinLimitAsync(app, token => ReadBalanceAsync(test, options.Connect(app), token), cancellationToken)
            : null;
    }

    private async Task<decimal?> ReadBalanceAsync(AccountTest test, AppConnection connection, CancellationToken cancellationToken)
    {
        var balance = await upstream.GetJsonAsync(connection, test.BalancePath, cancellationToken);
        return balance.ValueKind == JsonValueKind.Object
            && balance.TryGetProperty(test.CreditsProperty, out var credits)
            && credits.ValueKind == JsonValueKind.Number
            && credits.TryGetDecimal(out var number)
                ? number
                : null;
    }

    private async Task<ConnectionTest> ReadAccountAsync(AccountTest test, AppConnection connection, CancellationToken cancellationToken)
    {
        var account = await upstream.GetJsonAsync(connection, test.AccountPath, cancellationToken);
        return new ConnectionTest(Ok: true, account, await ReadBalanceAsync(test, connection, cancellationToken), connection.IsSandbox);
    }

    private async Task<ConnectionTest> SendEmptyBodyAsync(RefusedCallTest test, AppConnection connection, CancellationToken cancellationToken)
    {
        var call = new UpstreamCall(connection, HttpMethod.Post, _ =>
        {
            var request = new HttpRequestMessage(HttpMethod.Post, RequestEncoder.Combine(connection.BaseUrl, test.Path))
            {
                Content = test.Body == BodyFormat.Json
                    ? new StringContent("{}", new MediaTypeHeaderValue("application/json"))
                    : new MultipartFormDataContent { { new ByteArrayContent([]), "\"empty\"" } },
            };
            request.Headers.Accept.ParseAdd(test.Body == BodyFormat.Json ? "application/json" : "image/*");
            return Task.FromResult(request);
        })
        {
            Template = () => test.Path,
        };
        try
        {
            await upstream.SendAsync(call, (_, _) => Task.FromResult(true), cancellationToken);
        }
        catch (ConnectorException refused) when (refused.Upstream is { Status: 400 or 422 })
        {
            // The key was let in, and then the empty body was refused.
        }

        return new ConnectionTest(Ok: true, Account: null, Credits: null, connection.IsSandbox);
    }
}
