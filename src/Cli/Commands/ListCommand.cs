using System.CommandLine;
using Connector.Actions;

namespace Connector.Cli.Commands;

/// <summary><c>list</c>: the actions.</summary>
internal static class ListCommand
{
    public static Command Create(Catalog catalog)
    {
        var list = new Command("list", "Lists the actions.");
        list.SetAction(_ => TwoColumns.Write("action", "what it does", catalog.Actions.Select(action => (action.Name, action.Description))));
        return list;
    }
}
