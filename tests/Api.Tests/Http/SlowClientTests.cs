using Connector.Api.Pipeline;
using Connector.Testing;
using Connector.Testing.Hosting;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Server.Kestrel.Core;

namespace Connector.Api.Tests.Http;

/// <summary>Kestrel keeps its own clock, so its limits are shortened here; that they are set is a test of its own.</summary>
public class SlowClientTests
{
    private static readonly TimeSpan Short = TimeSpan.FromSeconds(1.1);

    [Theory]
    [InlineData("GET /api/health HTTP/1.1\r\nHost: localhost\r\nX-Slow: ")]
    [InlineData("GET /api/he")]
    [InlineData("POST /api/actions/dreamstudio-text-to-image HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{")]
    [InlineData("POST /api/actions/stability-upscale-fast HTTP/1.1\r\nHost: localhost\r\nContent-Type: multipart/form-data; boundary=x\r\nContent-Length: 1000\r\n\r\n--x\r\nContent-Disposition: form-data; name=\"image\"; filename=\"a\"\r\n\r\nabc")]
    [InlineData("POST /api/files HTTP/1.1\r\nHost: localhost\r\nContent-Type: image/png\r\nTransfer-Encoding: chunked\r\n\r\n4\r\nabcd\r\n")]
    public async Task Who_does_not_send_on_is_cut_off(string begun)
    {
        await using var upstream = await ScriptedUpstream.StartAsync(200, "image/png", TestPng.Create(64, 64));
        await using var connector = await TestConnector.StartAsync(
            builder => builder.WebHost.ConfigureKestrel(kestrel =>
            {
                kestrel.Limits.RequestHeadersTimeout = Short;
                kestrel.Limits.MinRequestBodyDataRate = new MinDataRate(4096, Short);
            }),
            TestConnector.Calling(upstream));

        var answer = await RawHttp.SendAsync(connector.Http.BaseAddress!, begun);

        Assert.True(RawHttp.Status(answer) is 400 or 408, answer);
        Assert.Empty(upstream.Requests);
        Assert.Empty(connector.Files.Files);
    }

    [Fact]
    public void Limits_are_set_on_time_and_number()
    {
        var kestrel = new KestrelServerOptions();
        var usual = new KestrelServerLimits();

        ConnectorPipeline.Configure(kestrel);

        Assert.True(kestrel.Limits.RequestHeadersTimeout < usual.RequestHeadersTimeout);
        Assert.True(kestrel.Limits.MinRequestBodyDataRate!.BytesPerSecond > usual.MinRequestBodyDataRate!.BytesPerSecond);
        Assert.True(kestrel.Limits.MinResponseDataRate!.BytesPerSecond > usual.MinResponseDataRate!.BytesPerSecond);
        Assert.NotNull(kestrel.Limits.MaxConcurrentConnections);
        Assert.Equal(usual.MaxRequestHeaderCount, kestrel.Limits.MaxRequestHeaderCount);
        Assert.Equal(usual.MaxRequestHeadersTotalSize, kestrel.Limits.MaxRequestHeadersTotalSize);
    }
}
