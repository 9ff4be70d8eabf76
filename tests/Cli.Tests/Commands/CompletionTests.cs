using Connector.Cli.Commands;
using Connector.Testing;

namespace Connector.Cli.Tests.Commands;

/// <summary>The scripts that <c>completion</c> prints, in the shells that they are for; PowerShell's is run in tests/Page.Tests, where PowerShell is.</summary>
public sealed class CompletionTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();

    public void Dispose() => _folder.Dispose();

    [LinuxFact]
    public async Task Bash_completes_actions_options_and_values()
    {
        // What bash itself does when somebody presses the tab key.
        const string Press = """
            source completion
            press() {
              COMP_LINE="$1" COMP_POINT=${#1}
              read -ra COMP_WORDS <<< "$1"
              if [[ "$1" == *' ' ]]; then COMP_WORDS+=(""); fi
              COMP_CWORD=$((${#COMP_WORDS[@]} - 1))
              _connector_complete
              echo "${COMPREPLY[*]}"
            }
            """;

        await AssertCompletesAsync("bash", Press);
    }

    [LinuxFact]
    public async Task Zsh_completes_actions_options_and_values()
    {
        // The parts of its completion that the script calls, without a terminal: compadd keeps what begins with the word.
        const string Press = """
            compdef() { }
            _files() { }
            compadd() { shift; print -- ${(M)@:#${words[CURRENT]}*} }
            source ./completion
            press() {
              words=(${(z)1})
              if [[ "$1" == *' ' ]]; then words+=(""); fi
              CURRENT=$#words
              _connector
            }
            """;

        await AssertCompletesAsync(await Zsh.FindAsync(), Press, "-f");
    }

    private async Task AssertCompletesAsync(string shell, string press, params string[] options)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "completion"), CompletionScripts.Of(Path.GetFileName(shell)));
        var script = $$"""
            connector() { dotnet {{Path.Combine(AppContext.BaseDirectory, "Connector.Cli.dll")}} "$@"; }
            {{press}}
            press 'connector run stability-edit-e'
            press 'connector run stability-edit-erase --ma'
            press 'connector run dreamstudio-text-to-image --style-preset pix'
            press 'connector completion z'
            """;
        await File.WriteAllTextAsync(Path.Combine(_folder.Path, "script"), script);

        var result = await ChildProgram.EndAsync(ChildProgram.Start(shell, [.. options, "script"], _folder.Path));

        Assert.Equal(
            ["stability-edit-erase", "--mask --max-credits --max_credits", "pixel-art", "zsh"],
            result.Output.Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }
}
