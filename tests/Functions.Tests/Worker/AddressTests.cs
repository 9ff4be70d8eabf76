using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Connector.Testing;

namespace Connector.Functions.Tests.Worker;

/// <summary>The addresses in answers: those that the caller used, without a setting. Files are local, where links to them lead to the app itself.</summary>
public class AddressTests(WorkerFixture workers) : WorkerTest(workers)
{
    [Fact]
    public async Task Links_lead_to_the_host_that_the_caller_used_and_not_to_the_worker()
    {
        var worker = await Workers.LocalAsync();

        Assert.NotEqual(worker.Host.Url.Port, new Uri(worker.Host.Capabilities["HttpUri"]).Port);
        await AssertLinksAsync(worker, worker.Host.Url, _ => { });
    }

    [Fact]
    public async Task What_a_caller_says_of_front_ends_does_not_change_them()
    {
        var worker = await Workers.LocalAsync();

        await AssertLinksAsync(worker, worker.Host.Url, headers =>
        {
            headers.Add("X-Forwarded-Host", "evil.example");
            headers.Add("X-Forwarded-Proto", "https");
            headers.Add("X-Forwarded-Prefix", "/evil");
            headers.Add("X-Forwarded-For", "203.0.113.7");
            headers.Add("X-Original-Host", "evil.example");
            headers.Add("Forwarded", "host=evil.example;proto=https");
        });
    }

    [Fact]
    public async Task They_have_the_name_that_the_caller_used()
    {
        var worker = await Workers.LocalAsync();

        await AssertLinksAsync(worker, new Uri("http://pictures.example:8080"), headers => headers.Host = "pictures.example:8080");
    }

    [Fact]
    public async Task On_Azure_the_apps_own_name_is_reached_by_https_though_the_host_hears_http()
    {
        var worker = await Workers.LocalAsync();

        await AssertLinksAsync(worker, new Uri($"https://{WorkerFixture.PlatformName}"), headers => headers.Host = WorkerFixture.PlatformName);
    }

    private async Task AssertLinksAsync(RunningWorker worker, Uri address, Action<HttpRequestHeaders> adjust)
    {
        using var file = new HttpRequestMessage(HttpMethod.Post, "api/files");
        file.Content = new ByteArrayContent(ExampleStore.Png) { Headers = { ContentType = new MediaTypeHeaderValue("image/png") } };
        var (stored, location) = await SendAsync(worker, file, adjust);
        Assert.Equal(new Uri(address, $"api/files/{stored["path"]}"), location);
        Assert.Equal(location!.AbsoluteUri, stored["url"]!.GetValue<string>());

        using var call = RunningWorker.Call(TextToImage);
        var (receipt, _) = await SendAsync(worker, call, adjust);
        Assert.Equal(new Uri(address, $"api/files/{receipt["path"]}").AbsoluteUri, receipt["url"]!.GetValue<string>());

        using var job = RunningWorker.Call(TextToImage);
        job.Headers.Add("Prefer", "respond-async");
        var (accepted, lookAt) = await SendAsync(worker, job, adjust);
        Assert.Equal(new Uri(address, $"api/jobs/{accepted["job_id"]}"), lookAt);
        Assert.Equal(lookAt!.AbsoluteUri, accepted["job_url"]!.GetValue<string>());

        using var description = new HttpRequestMessage(HttpMethod.Get, "api/openapi.json");
        var (openApi, _) = await SendAsync(worker, description, adjust);
        Assert.Equal(new Uri(address, "api").AbsoluteUri, Assert.Single(openApi["servers"]!.AsArray())!["url"]!.GetValue<string>());
    }

    private async Task<(JsonNode Body, Uri? Location)> SendAsync(RunningWorker worker, HttpRequestMessage request, Action<HttpRequestHeaders> adjust)
    {
        adjust(request.Headers);
        using var answer = await worker.Http.SendAsync(request, Limit);
        var text = await answer.Content.ReadAsStringAsync(Limit);
        Assert.True(answer.IsSuccessStatusCode, text);
        return (JsonNode.Parse(text)!, answer.Headers.Location);
    }
}
