using System.Globalization;

namespace Connector.Cli.Terminal;

/// <summary>Draws pictures on terminals that can.</summary>
internal static class TerminalPictures
{
    /// <summary>What kitty takes in one command at most.</summary>
    private const int ChunkCharacters = 4096;

    private const string Escape = "\e";
    private const string EndOfCommand = "\e\\";
    private const string Bell = "\a";

    private static readonly string[] ItermPrograms = ["iTerm.app", "WezTerm", "mintty", "vscode"];

    /// <summary>What the terminal understands, by the variables that it sets.</summary>
    /// <param name="variable">Reads a variable of the environment.</param>
    public static PictureProtocol Detect(Func<string, string?> variable)
    {
        if (!string.IsNullOrEmpty(variable("TMUX")) || variable("TERM")?.StartsWith("screen", StringComparison.Ordinal) == true)
        {
            // A multiplexer stands between, and passes nothing on that it does not know.
            return PictureProtocol.None;
        }

        return variable("TERM") is "xterm-kitty" or "xterm-ghostty" || !string.IsNullOrEmpty(variable("KITTY_WINDOW_ID")) || variable("TERM_PROGRAM") == "ghostty"
            ? PictureProtocol.Kitty
            : ItermPrograms.Contains(variable("TERM_PROGRAM"), StringComparer.Ordinal) || variable("LC_TERMINAL") == "iTerm2"
                ? PictureProtocol.Iterm
                : PictureProtocol.None;
    }

    /// <summary>Draws a picture where the cursor is.</summary>
    /// <param name="output">The terminal.</param>
    /// <param name="protocol">What it understands.</param>
    /// <param name="png">The picture.</param>
    public static void Write(TextWriter output, PictureProtocol protocol, byte[] png)
    {
        var base64 = Convert.ToBase64String(png);
        switch (protocol)
        {
            case PictureProtocol.Kitty:
                for (var at = 0; at < base64.Length; at += ChunkCharacters)
                {
                    var chunk = base64[at..Math.Min(base64.Length, at + ChunkCharacters)];
                    var more = at + chunk.Length < base64.Length ? 1 : 0;

                    // Only the first tells what comes: a PNG, to be shown at once, without a word back.
                    var keys = at == 0 ? string.Create(CultureInfo.InvariantCulture, $"a=T,f=100,q=2,m={more}") : string.Create(CultureInfo.InvariantCulture, $"m={more}");
                    output.Write($"{Escape}_G{keys};{chunk}{EndOfCommand}");
                }

                output.WriteLine();
                break;
            case PictureProtocol.Iterm:
                output.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{Escape}]1337;File=inline=1;size={png.Length}:{base64}{Bell}"));
                break;
        }
    }
}
