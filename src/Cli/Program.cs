using Connector.Cli.Commands;
using Connector.Cli.Hosting;

// First of all: with too few files to open, whatever comes next would fail to load in the middle of something.
if (FileLimit.Complaint() is { } complaint)
{
    Console.Error.WriteLine(complaint);
    return ExitCodes.Failure;
}

return await ConnectorCommands.InvokeAsync(args);
