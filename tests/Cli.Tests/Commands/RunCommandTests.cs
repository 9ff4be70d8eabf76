using System.Diagnostics;
using System.Text.Json.Nodes;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Cli.Tests.Commands;

/// <summary>What <c>run</c> does with its inputs and its result, here and by a server.</summary>
public sealed class RunCommandTests : IDisposable
{
    private const string Receipt = """{ "summary": "Drawn.", "request_id": "1", "sandbox": false, "caller": "alice" }""";

    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [Fact]
    public async Task Output_numbers_several_files_and_never_replaces_what_is_there_unless_it_may()
    {
        string[] arguments = ["run", "dreamstudio-text-to-image", "--prompt", "A cliff", "--samples", "2", "--width", "512", "--height", "512", "--engine-id", "stable-diffusion-v1-6", "-o", "out/cat.png"];

        var first = await ConnectorProgram.RunAsync(_folder.Path, arguments);

        Assert.True(first.ExitCode == 0, first.Everything);
        Assert.Equal(["out/cat-1.png", "out/cat-2.png"], _folder.Files.Where(file => file.StartsWith("out/", StringComparison.Ordinal)).Order());
        var stored = JsonNode.Parse(first.Output)!["files"]!.AsArray().Select(file => File.ReadAllBytes(Path.Combine(_folder.Path, "files", file!["path"]!.GetValue<string>())));
        Assert.Equal(stored, [await ReadAsync("out/cat-1.png"), await ReadAsync("out/cat-2.png")]);

        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "out", "cat-1.png"), "mine");
        var second = await ConnectorProgram.RunAsync(_folder.Path, arguments);

        Assert.Equal((2, ""), (second.ExitCode, second.Output));
        Assert.Contains("out/cat-1.png is there already; nothing was sent.", second.Errors, StringComparison.Ordinal);
        Assert.Equal("mine"u8.ToArray(), await ReadAsync("out/cat-1.png"));

        Assert.Equal(0, (await ConnectorProgram.RunAsync(_folder.Path, [.. arguments, "--force"])).ExitCode);
        Assert.NotEqual("mine"u8.ToArray(), await ReadAsync("out/cat-1.png"));
    }

    [Fact]
    public async Task Texts_stand_in_files_and_on_standard_input_and_files_go_to_the_server_with_the_key()
    {
        await using var server = await ScriptedUpstream.StartAsync(200, "application/json", System.Text.Encoding.UTF8.GetBytes(Receipt));
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "prompt.txt"), "A lighthouse\nin größter Not\n");
        await File.WriteAllBytesAsync(Path.Combine(_folder.Path, "cat.png"), TestPng.Create(64, 64));

        var result = await ConnectorProgram.RunAsync(
            _folder.Path,
            ["run", "stability-edit-inpaint", "--image", "@cat.png", "--prompt", "@prompt.txt", "--negative_prompt", "@-", "--style_preset", "@@home"],
            "people",
            ("CONNECTOR_SERVER", server.BaseUrl.AbsoluteUri + "api"),
            ("CONNECTOR_KEY", "secret"),
            ("HTTP_PROXY", "http://127.0.0.1:9"));

        Assert.True(result.ExitCode == 0, result.Everything);
        var request = Assert.Single(server.Requests);
        Assert.Equal("/api/actions/stability-edit-inpaint", request.Path);
        Assert.Equal("secret", request.Headers["x-functions-key"]);
        foreach (var text in new[] { "\r\n\r\nA lighthouse\nin größter Not\r\n", "\r\n\r\npeople\r\n", "\r\n\r\n@home\r\n", "filename=\"file.png\"", "IHDR" })
        {
            Assert.Contains(text, request.Body, StringComparison.Ordinal);
        }

        // What this version does not know of the answer is printed all the same.
        Assert.Equal("alice", JsonNode.Parse(result.Output)!["caller"]!.GetValue<string>());
    }

    [Fact]
    public async Task A_text_whose_file_is_missing_is_wrong_usage_that_tells_how_a_text_with_an_at_sign_is_written()
    {
        var result = await ConnectorProgram.RunAsync(_folder.Path, "run", "dreamstudio-text-to-image", "--prompt", "@people");

        Assert.Equal((2, ""), (result.ExitCode, result.Output));
        Assert.Contains("--prompt: there is no file \"people\". A text that begins with @ is written @@people.", result.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_server_draws_checks_and_refuses_as_this_process_would()
    {
        await using var connector = await TestConnector.StartAsync(("Access__Keys__0", "secret"));
        string[] call = ["run", "dreamstudio-text-to-image", "--prompt", "A cliff", "--server", connector.Http.BaseAddress!.AbsoluteUri];

        var refused = await ConnectorProgram.RunAsync(_folder.Path, [.. call, "--key", "wrong"]);
        var check = await ConnectorProgram.RunAsync(_folder.Path, [.. call, "--key", "secret", "--width", "1000", "--dry-run"]);
        var drawn = await ConnectorProgram.RunAsync(_folder.Path, [.. call, "--key", "secret", "-o", "cat.png"]);

        Assert.Equal((1, "access_denied"), (refused.ExitCode, JsonNode.Parse(refused.Errors)!["code"]!.GetValue<string>()));
        Assert.Equal((1, "width"), (check.ExitCode, JsonNode.Parse(check.Output)!["problems"]![0]!["parameter"]!.GetValue<string>()));
        Assert.True(drawn.ExitCode == 0, drawn.Everything);
        Assert.Equal(["cat.png"], _folder.Files);
        Assert.Equal(await File.ReadAllBytesAsync(Path.Combine(connector.Files.Path, Assert.Single(connector.SavedFiles))), await ReadAsync("cat.png"));
    }

    [Fact]
    public async Task A_server_that_is_gone_or_is_none_is_told_in_one_line()
    {
        await using var other = await ScriptedUpstream.StartAsync(404, "text/html", "<h1>nginx</h1>"u8.ToArray());

        var none = await ConnectorProgram.RunAsync(_folder.Path, "test", "dreamstudio", "--server", other.BaseUrl.AbsoluteUri);
        var gone = await ConnectorProgram.RunAsync(_folder.Path, "test", "dreamstudio", "--server", "http://127.0.0.1:9");
        var wrong = await ConnectorProgram.RunAsync(_folder.Path, "test", "dreamstudio", "--server", "localhost:7071");

        Assert.Equal((1, 1, 2), (none.ExitCode, gone.ExitCode, wrong.ExitCode));
        Assert.Contains("answered 404, and not as a connector does.", none.Errors, StringComparison.Ordinal);
        Assert.StartsWith("http://127.0.0.1:9/ does not answer: ", gone.Errors, StringComparison.Ordinal);
        Assert.Contains("\"localhost:7071\" is no address of a server", wrong.Errors, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task A_person_reads_a_summary_and_sees_a_thumbnail_where_the_terminal_draws_one()
    {
        var program = Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll");
        var result = await ChildProgram.EndAsync(ChildProgram.Start(
            "script", ["-qec", $"dotnet {program} run stability-generate-core --prompt Cliff --show", "/dev/null"], _folder.Path, ("TERM", "xterm-kitty"), ("TMUX", "")));

        Assert.True(result.ExitCode == 0, result.Everything);
        Assert.Contains("files/stability-generate-core/", result.Output, StringComparison.Ordinal);
        Assert.Contains("3 credits; by the sandbox, so nothing was spent", result.Output, StringComparison.Ordinal);
        Assert.Contains("\e_Ga=T,f=100,", result.Output, StringComparison.Ordinal);
        Assert.Contains("stability-generate-core: Waiting for stability", result.Output, StringComparison.Ordinal);
    }

    [LinuxFact]
    public async Task Open_hands_the_file_to_the_program_of_the_system()
    {
        var opened = Path.Combine(_folder.Path, "opened");
        var opener = Path.Combine(_folder.Path, "xdg-open");
        await File.WriteAllTextAsync(opener, $"#!/bin/sh\nprintf %s \"$1\" > {opened}\n");
        await ChildProgram.EndAsync(ChildProgram.Start("sh", ["-c", "chmod +x xdg-open && mkfifo opened"], _folder.Path));

        // Whoever reads a pipe waits until it is written, and the other way round.
        var reading = Task.Run(() => File.ReadAllTextAsync(opened));
        var result = await ConnectorProgram.RunAsync(
            _folder.Path,
            ["run", "stability-generate-core", "--prompt", "Cliff", "-o", "cat.png", "--open"],
            "",
            ("PATH", $"{_folder.Path}:{Environment.GetEnvironmentVariable("PATH")}"));

        Assert.True(result.ExitCode == 0, result.Everything);
        Assert.Equal(Path.Combine(_folder.Path, "cat.png"), await reading.WaitAsync(TimeSpan.FromSeconds(30)));
    }

    [LinuxFact]
    public async Task Asked_to_stop_it_says_what_it_waits_for()
    {
        await using var upstream = await PausedUpstream.StartAsync();
        using var process = BuiltProgram.Start(
            _folder.Path, ["run", "dreamstudio-text-to-image", "--prompt", "A cliff"], TestConnector.Calling(upstream.Upstream));
        await upstream.Called;

        // As Ctrl-C does, whose own signal nobody hears who was started in the background.
        using (var interrupt = Process.Start("kill", ["-TERM", $"{process.Id}"]))
        {
            await interrupt.WaitForExitAsync();
        }

        Assert.Equal(
            "Stopping dreamstudio-text-to-image: waiting until its call is given up. What is on its way already may be charged.",
            await process.StandardError.ReadLineAsync());
        await upstream.Abandoned;
        await process.WaitForExitAsync();
        Assert.NotEqual(0, process.ExitCode);
    }

    private Task<byte[]> ReadAsync(string file) => File.ReadAllBytesAsync(Path.Combine(_folder.Path, file));
}
