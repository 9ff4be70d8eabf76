using Connector.Cli.Commands;

return await ConnectorCommands.InvokeAsync(args);
