using System.Text.Json;
using Connector.Cli.Backends;
using Connector.Cli.Hosting;
using Connector.Cli.Terminal;
using Connector.Failures;
using Connector.Images;

namespace Connector.Cli.Commands;

/// <summary><c>--show</c>: the pictures of a receipt, small, on the terminal.</summary>
internal static class Thumbnail
{
    private const int Pixels = 480;

    /// <summary>Draws them, or says why not; a picture that cannot be drawn is no failure of its run.</summary>
    /// <param name="backend">Has the files.</param>
    /// <param name="receipt">The receipt.</param>
    /// <param name="cancellationToken">Stops it.</param>
    public static async Task ShowAsync(IBackend backend, JsonElement receipt, CancellationToken cancellationToken)
    {
        var terminal = !Console.IsOutputRedirected ? Console.Out : ErrorConsole.IsTerminal ? Console.Error : null;
        var protocol = terminal is null ? PictureProtocol.None : TerminalPictures.Detect(Environment.GetEnvironmentVariable);
        if (protocol == PictureProtocol.None)
        {
            await Console.Error.WriteLineAsync("--show: this terminal does not tell that it shows pictures (kitty, Ghostty, iTerm2, WezTerm, mintty and VS Code do). --open opens the file.");
            return;
        }

        using var pictures = new SkiaPictures();
        foreach (var file in ReceiptFiles.Of(receipt))
        {
            if (ReceiptFiles.TextOf(file, "content_type")?.StartsWith("image/", StringComparison.Ordinal) == true && ReceiptFiles.TextOf(file, "path") is { } path)
            {
                try
                {
                    var png = await pictures.RedrawAsync(
                        path,
                        file.GetProperty("bytes").GetInt64(),
                        token => backend.OpenFileAsync(path, token),
                        new PictureOrder(Pixels, Pixels, PicturePlacement.Inside, MediaFormat.Png),
                        cancellationToken);
                    TerminalPictures.Write(terminal!, protocol, png);
                }
                catch (ConnectorException failure)
                {
                    await Console.Error.WriteLineAsync($"--show: {failure.Message}");
                }
            }
        }
    }
}
