using System.CommandLine;
using Connector.Actions;
using Connector.Cli.Emit;

namespace Connector.Cli.Commands;

/// <summary><c>emit [--check]</c>: writes the documents that are derived from the catalog, or checks that they are up to date.</summary>
internal static class EmitCommand
{
    public static Command Create(Catalog catalog)
    {
        var check = new Option<bool>("--check") { Description = "Writes nothing; fails when a document is out of date." };
        var emit = new Command("emit", "Writes the documents that are derived from the catalog.") { check };
        emit.SetAction(async (parsed, cancellationToken) =>
        {
            if (Repository.Find(Directory.GetCurrentDirectory()) is not { } root)
            {
                await Console.Error.WriteLineAsync("emit works in a checkout of the repository: there is no Connector.sln here or above.");
                return ExitCodes.Failure;
            }

            var stale = await EmittedDocuments.UpdateAsync(root, catalog, write: !parsed.GetValue(check), cancellationToken);
            if (!parsed.GetValue(check))
            {
                return ExitCodes.Success;
            }

            foreach (var document in stale)
            {
                await Console.Error.WriteLineAsync($"{document}\nRun: dotnet run --project src/Cli -- emit");
            }

            return stale.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return emit;
    }
}
