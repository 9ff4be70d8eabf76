using System.Management.Automation;
using Connector.Testing;
using Connector.Testing.Hosting;

namespace Connector.Page.Tests.Shells;

/// <summary>What <c>connector completion pwsh</c> prints, in PowerShell itself.</summary>
public sealed class PowerShellCompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task PowerShell_completes_actions_options_and_values()
    {
        // A native completer is asked for programs alone, not for functions.
        await File.WriteAllTextAsync(
            Path.Combine(_folder.Path, "connector"), $"#!/bin/sh\nexec dotnet '{Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll")}' \"$@\"\n");
        await ChildProgram.EndAsync(ChildProgram.Start("chmod", ["+x", "connector"], _folder.Path));
        var script = await ChildProgram.EndAsync(BuiltProgram.Start(_folder.Path, ["completion", "pwsh"]));
        using var shell = PowerShell.Create();
        shell.AddScript($"$env:PATH = '{_folder.Path}:' + $env:PATH\n{script.Output}").Invoke();
        Assert.False(shell.HadErrors, string.Join('\n', shell.Streams.Error));

        Assert.Equal(["stability-edit-erase"], Press(shell, "connector run stability-edit-e"));
        Assert.Equal(["--mask", "--max-credits", "--max_credits"], Press(shell, "connector run stability-edit-erase --ma"));
        Assert.Equal(["pixel-art"], Press(shell, "connector run dreamstudio-text-to-image --style-preset pix"));
        Assert.Equal(["zsh"], Press(shell, "connector completion z"));
    }

    private static IEnumerable<string> Press(PowerShell shell, string line)
    {
        shell.Commands.Clear();
        return CommandCompletion.CompleteInput(line, line.Length, options: null, shell).CompletionMatches.Select(match => match.CompletionText);
    }
}
