using System.CommandLine;
using System.Text.Json;
using Connector.Api.Documents;
using Connector.Cli.Backends;
using Connector.Cli.Terminal;
using Connector.Declaration;
using Connector.Runs;

namespace Connector.Cli.Commands;

/// <summary>What is done with a run and its result, whatever the action: <c>run</c> and <c>presets use</c> share it.</summary>
internal sealed class RunOptions
{
    private readonly Option<bool> _dryRun = new("--dry-run") { Description = "Checks the inputs and tells the documented price; nothing is made or spent." };

    private readonly Option<string?> _output = new("--output", "-o")
    {
        Description = "Copies the file there; several get numbers. A folder takes them by their own names, - is standard output. What is there is kept, see --force.",
        HelpName = "file",
    };

    private readonly Option<bool> _force = new("--force", "-f") { Description = "Lets --output replace what is there." };

    private readonly Option<bool> _open = new("--open") { Description = "Opens the file with the program that the system has for it." };

    private readonly Option<bool> _show = new("--show") { Description = "Draws a thumbnail, on kitty, Ghostty, iTerm2, WezTerm, mintty and VS Code." };

    private readonly Option<bool> _json = new("--json") { Description = "Prints the receipt as JSON, as it is where no person looks." };

    /// <summary>Gives the options to a command.</summary>
    /// <param name="command">The command.</param>
    public void AddTo(Command command)
    {
        foreach (var option in new Option[] { _dryRun, _output, _force, _open, _show, _json })
        {
            command.Add(option);
        }
    }

    /// <summary>Runs an action, or only checks it, and does what was asked for with the result.</summary>
    /// <param name="parsed">The command line.</param>
    /// <param name="backend">Does the work.</param>
    /// <param name="action">The action.</param>
    /// <param name="given">The inputs.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>The exit code.</returns>
    public async Task<int> RunAsync(
        ParseResult parsed, IBackend backend, ConnectorAction action, IReadOnlyDictionary<string, string> given, CancellationToken cancellationToken)
    {
        var call = CallReader.Read(action, given, Directory.GetCurrentDirectory());
        if (parsed.GetValue(_dryRun))
        {
            return Write(await backend.CheckAsync(call, cancellationToken), AsJson(parsed));
        }

        var place = OutputPlace.Prepare(parsed.GetValue(_output), parsed.GetValue(_force));
        var receipt = await Waiting.ForAsync(
            action.Name,
            $"Stopping {action.Name}: waiting until its call is given up. What is on its way already may be charged.",
            stages => backend.RunAsync(call, key: null, stages, cancellationToken),
            cancellationToken);
        var copies = await CopyAsync(backend, place, receipt, cancellationToken);
        if (place is not { IsStandardOutput: true })
        {
            Console.WriteLine(AsJson(parsed) ? JsonText.Of(receipt) : string.Join(Environment.NewLine, ReceiptText.Of(receipt, copies)));
        }

        if (parsed.GetValue(_show))
        {
            await Thumbnail.ShowAsync(backend, receipt, cancellationToken);
        }

        if (parsed.GetValue(_open))
        {
            await FileOpener.OpenAsync(backend, receipt, copies, cancellationToken);
        }

        return ExitCodes.Success;
    }

    private static int Write(DryRun checkedCall, bool asJson)
    {
        if (asJson)
        {
            Console.WriteLine(JsonSerializer.Serialize(checkedCall, JsonStyles.Indented.DryRun));
        }
        else
        {
            Console.WriteLine(checkedCall.Valid
                ? $"{checkedCall.Action} would be sent; {(checkedCall.Credits is { } credits ? $"its documented price is {credits} credits" : "its price is not documented")}{(checkedCall.Sandbox ? ", and the sandbox would answer" : "")}."
                : $"{checkedCall.Action} would be refused:");
            foreach (var line in checkedCall.Problems.Select(problem => problem.Message).Concat(checkedCall.Warnings ?? []))
            {
                Console.WriteLine($"  {line}");
            }
        }

        return checkedCall.Valid && !(checkedCall.DailyCreditsLeft < checkedCall.Credits) ? ExitCodes.Success : ExitCodes.Failure;
    }

    /// <summary>What was paid for is in the store and told of, whatever becomes of the copies.</summary>
    private static async Task<IReadOnlyList<string>> CopyAsync(IBackend backend, OutputPlace? place, JsonElement receipt, CancellationToken cancellationToken)
    {
        try
        {
            return place is null ? [] : await place.CopyAsync(backend, receipt, cancellationToken);
        }
        catch (Exception failure) when (failure is IOException or UnauthorizedAccessException)
        {
            throw new IOException($"{failure.Message} What was made is in the store: {string.Join(", ", ReceiptFiles.PathsOf(receipt))}", failure);
        }
    }

    private bool AsJson(ParseResult parsed) => parsed.GetValue(_json) || Console.IsOutputRedirected;
}
