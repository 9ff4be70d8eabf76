using System.Text.Json;
using Connector.Declaration;
using Connector.Settings;
using Connector.Upstream;

namespace Connector.Connections;

/// <summary>Checks an app's key with the cheapest call that needs it.</summary>
/// <param name="catalog">The apps.</param>
/// <param name="options">The connections and the time limit.</param>
/// <param name="upstream">The client.</param>
/// <param name="time">The clock.</param>
public sealed class ConnectionTester(Catalog catalog, ConnectorOptions options, UpstreamClient upstream, TimeProvider time)
{
    /// <summary>Tests an app's key. Nothing is spent.</summary>
    /// <param name="appSlug">The app.</param>
    /// <param name="cancellationToken">Stops the test.</param>
    /// <exception cref="ConnectorException">The app is not known (404), no key is set or upstream refuses it (401), or upstream failed.</exception>
    public async Task<ConnectionTest> TestAsync(string appSlug, CancellationToken cancellationToken)
    {
        var app = catalog.FindApp(appSlug);
        var connection = options.Connect(app);
        using var limit = new CancellationTokenSource(options.UpstreamTimeout, time);
        using var both = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, limit.Token);
        try
        {
            return app.Test switch
            {
                AccountTest test => new ConnectionTest(
                    Ok: true,
                    await GetAsync(test.AccountPath, both.Token),
                    (await GetAsync(test.BalancePath, both.Token)).TryGetProperty(test.CreditsProperty, out var credits) ? credits.GetDecimal() : null,
                    connection.IsSandbox),
                RefusedCallTest test => await RefusedAsync(test, both.Token),
                _ => throw new InvalidOperationException($"{app.Slug} declares no test."),
            };
        }
        catch (OperationCanceledException exception) when (limit.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            throw UpstreamFailures.TimedOut(app, options.UpstreamTimeout, exception);
        }

        async Task<JsonElement> GetAsync(string path, CancellationToken token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, RequestEncoder.Combine(connection.BaseUrl, path));
            request.Headers.Accept.ParseAdd("application/json");
            using var response = await upstream.SendAsync(request, connection, token);
            return await JsonAnswerReader.ReadJsonAsync(response, app, token);
        }

        async Task<ConnectionTest> RefusedAsync(RefusedCallTest test, CancellationToken token)
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, RequestEncoder.Combine(connection.BaseUrl, test.Path));
            request.Headers.Accept.ParseAdd("image/*");
            request.Content = new MultipartFormDataContent { { new ByteArrayContent([]), "\"empty\"" } };
            try
            {
                using var response = await upstream.SendAsync(request, connection, token);
            }
            catch (ConnectorException refused) when (refused.Upstream is { Status: 400 or 422 })
            {
                // The key was let in, and then the empty form was refused.
            }

            return new ConnectionTest(Ok: true, Account: null, Credits: null, connection.IsSandbox);
        }
    }
}
