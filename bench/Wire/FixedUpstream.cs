using System.Globalization;
using System.Text;
using Connector.Testing;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;

namespace Connector.Wire;

/// <summary>An upstream that gives the same bytes to everybody, as cheaply as that can be done: nginx, from files. Only its wait is ours.</summary>
internal sealed class FixedUpstream : IAsyncDisposable
{
    private const int FirstPort = 9300;
    private const int WaitPort = 9390;
    private static readonly TimeSpan Wait = TimeSpan.FromMilliseconds(200);

    private readonly Server _nginx;
    private readonly WebApplication _wait;

    private FixedUpstream(Server nginx, WebApplication wait) => (_nginx, _wait) = (nginx, wait);

    /// <summary>Where an answer is had.</summary>
    public static Uri Url(FixedAnswer answer) => new($"http://127.0.0.1:{PortOf(answer)}/");

    /// <summary>Makes the answers and starts it.</summary>
    public static async Task<FixedUpstream> StartAsync(string folder)
    {
        var large = TestPng.CreateLong(1024, 1024, 4_000_000);
        await File.WriteAllBytesAsync(Path.Combine(folder, "Picture"), TestPng.CreateLong(1024, 1024, 1_500_000));
        await File.WriteAllBytesAsync(Path.Combine(folder, "LargePicture"), large);
        await File.WriteAllBytesAsync(Path.Combine(folder, "SmallPicture"), TestPng.CreateLong(1024, 1024, 250_000));
        var sample = $$"""{"base64":"{{Convert.ToBase64String(large)}}","seed":1,"finishReason":"SUCCESS"}""";
        await File.WriteAllTextAsync(Path.Combine(folder, "Samples"), $$"""{"artifacts":[{{string.Join(',', Enumerable.Repeat(sample, 10))}}]}""");

        var wait = WebApplication.CreateEmptyBuilder(new WebApplicationOptions());
        wait.WebHost.UseKestrelCore().UseUrls($"http://127.0.0.1:{WaitPort}");
        var app = wait.Build();
        app.Run(async context =>
        {
            await Task.Delay(Wait, TimeProvider.System, context.RequestAborted);
            context.Response.Headers["X-Accel-Redirect"] = "/late/Picture";
        });
        await app.StartAsync();

        var configuration = Path.Combine(folder, "upstream.conf");
        await File.WriteAllTextAsync(configuration, Configuration(folder));
        return new FixedUpstream(
            await Server.StartAsync(PortOf(FixedAnswer.LatePicture), folder, new Dictionary<string, string>(StringComparer.Ordinal), "nginx", "-c", configuration), app);
    }

    public async ValueTask DisposeAsync()
    {
        await _nginx.DisposeAsync();
        await _wait.DisposeAsync();
    }

    private static int PortOf(FixedAnswer answer) => FirstPort + (int)answer;

    private static string Configuration(string folder)
    {
        var text = new StringBuilder(string.Create(
            CultureInfo.InvariantCulture,
            $$"""
              daemon off; worker_processes 1; pid {{folder}}/upstream.pid; error_log {{folder}}/upstream.log;
              events { worker_connections 8192; }
              http {
                access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000000; client_max_body_size 100m; client_body_buffer_size 128k;
                client_body_temp_path {{folder}}/upstream-bodies; root {{folder}}; types { }
                upstream wait { server 127.0.0.1:{{WaitPort}}; keepalive 512; }

              """));
        foreach (var answer in Enum.GetValues<FixedAnswer>())
        {
            var type = answer == FixedAnswer.Samples ? "application/json" : "image/png";
            var how = answer == FixedAnswer.LatePicture
                ? """location / { proxy_pass http://wait; proxy_http_version 1.1; proxy_set_header Connection ""; proxy_pass_request_body off; proxy_set_header Content-Length ""; } location /late/ { internal; alias FOLDER/; }""".Replace("FOLDER", folder, StringComparison.Ordinal)
                : $$"""error_page 405 =200 $uri; location / { rewrite ^ /{{answer}} break; }""";
            text.AppendLine(CultureInfo.InvariantCulture, $$"""  server { listen 127.0.0.1:{{PortOf(answer)}} backlog=4096; default_type {{type}}; {{how}} }""");
        }

        return text.Append('}').ToString();
    }
}
