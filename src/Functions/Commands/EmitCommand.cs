using System.CommandLine;
using Connector.Declaration;
using Connector.Functions.Emit;

namespace Connector.Functions.Commands;

/// <summary><c>emit [--check]</c>: writes the documents that are derived from the catalog, or checks that they are up to date.</summary>
internal static class EmitCommand
{
    public static Command Create(Catalog catalog)
    {
        var check = new Option<bool>("--check") { Description = "Writes nothing; fails when a document is out of date." };
        var functions = new Option<DirectoryInfo?>("--functions")
        {
            Description = "Writes what describes the functions to Azure Functions into this folder, where host.json is, instead; \"dotnet publish\" does so.",
        };
        var emit = new Command("emit", "Writes the documents that are derived from the catalog.") { check, functions };
        emit.SetAction(async (parsed, cancellationToken) =>
        {
            if (parsed.GetValue(functions) is { } folder)
            {
                await FunctionFolders.WriteAsync(folder.FullName, catalog, cancellationToken);
                await ExtensionBundle.AddAsync(folder.FullName, cancellationToken);
                return ExitCodes.Success;
            }

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
                await Console.Error.WriteLineAsync($"{document}\nRun: dotnet run --project src/Functions -- emit");
            }

            return stale.Count == 0 ? ExitCodes.Success : ExitCodes.Failure;
        });
        return emit;
    }
}
