using System.CommandLine;
using Connector.Cli.Backends;

namespace Connector.Cli.Commands;

/// <summary><c>spend</c>: what was spent.</summary>
internal static class SpendCommand
{
    public static Command Create(BackendOptions backend)
    {
        var from = new Option<string?>("--from") { Description = "The first UTC day, for example 2026-11-01. Default: the first of this month.", HelpName = "day" };
        var to = new Option<string?>("--to") { Description = "The last UTC day. Default: today.", HelpName = "day" };
        var by = new Option<string?>("--by") { Description = "What rows are made by, separated by commas: day, caller, app, action, model. Default: day,caller,action.", HelpName = "names" };
        var balance = new Option<bool>("--balance") { Description = "Reads the apps' balances as well." };
        var csv = new Option<bool>("--csv") { Description = "Prints the rows as CSV." };
        var json = new Option<bool>("--json") { Description = "Prints JSON, as it is where no person looks." };
        var spend = new Command("spend", "Tells what was spent.") { from, to, by, balance, csv, json };
        backend.AddTo(spend);
        spend.SetAction((parsed, cancellationToken) => backend.RunAsync(
            parsed,
            async (work, token) =>
            {
                var spent = await work.Spending.ReadAsync(
                    new SpendQuestion(parsed.GetValue(from), parsed.GetValue(to), parsed.GetValue(by), parsed.GetValue(balance)), token);
                if (parsed.GetValue(csv))
                {
                    SpendText.WriteCsv(spent, Console.Out);
                }
                else if (parsed.GetValue(json) || Console.IsOutputRedirected)
                {
                    Console.WriteLine(JsonText.Of(spent));
                }
                else
                {
                    SpendText.WriteTable(spent);
                }

                return ExitCodes.Success;
            },
            cancellationToken));
        return spend;
    }
}
