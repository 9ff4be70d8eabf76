namespace Connector.Cli.Commands;

/// <summary>What shells run to complete a command line: each asks the program itself, whose parser knows.</summary>
internal static class CompletionScripts
{
    /// <summary>The shells.</summary>
    public static IReadOnlyList<string> Shells { get; } = ["bash", "zsh", "pwsh"];

    /// <summary>The script of a shell.</summary>
    /// <param name="shell">One of <see cref="Shells"/>.</param>
    public static string Of(string shell) => shell switch
    {
        "bash" => Bash,
        "zsh" => Zsh,
        _ => PowerShell,
    };

    private const string Bash = """
        # bash: put into ~/.bashrc:  source <(connector completion bash)
        _connector_complete() {
          local program="${COMP_LINE%%[[:space:]]*}" word="${COMP_WORDS[COMP_CWORD]}" suggestion
          local line="${COMP_LINE:${#program}+1}" point=$((COMP_POINT - ${#program} - 1))
          COMPREPLY=()
          while IFS= read -r suggestion; do
            if [[ "$suggestion" == "$word"* ]]; then COMPREPLY+=("$suggestion"); fi
          done < <(connector "[suggest:$point]" "$line" 2>/dev/null)
        }
        complete -o default -F _connector_complete connector
        """;

    private const string Zsh = """
        #compdef connector
        # zsh: put into ~/.zshrc, after compinit:  source <(connector completion zsh)
        _connector() {
          local line="${(j: :)words[2,-1]}" start="${(j: :)words[2,CURRENT]}"
          local -a suggestions
          suggestions=(${(f)"$(connector "[suggest:${#start}]" "$line" 2>/dev/null)"})
          compadd -- $suggestions || _files
        }
        compdef _connector connector
        """;

    private const string PowerShell = """
        # PowerShell: put into $PROFILE:  connector completion pwsh | Out-String | Invoke-Expression
        Register-ArgumentCompleter -Native -CommandName connector -ScriptBlock {
            param($wordToComplete, $commandAst, $cursorPosition)
            $program = $commandAst.CommandElements[0].Extent.Text.Length + 1
            $text = $commandAst.Extent.Text
            $line = if ($text.Length -gt $program) { $text.Substring($program) } else { '' }
            $point = $cursorPosition - $commandAst.Extent.StartOffset - $program
            connector "[suggest:$point]" $line.PadRight([Math]::Max($point, 0)) |
                Where-Object { $_.StartsWith($wordToComplete, [StringComparison]::OrdinalIgnoreCase) } |
                ForEach-Object { [System.Management.Automation.CompletionResult]::new($_, $_, 'ParameterValue', $_) }
        }
        """;
}
