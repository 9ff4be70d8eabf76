using Connector.Functions.Commands;

return await ConnectorCommands.InvokeAsync(args);
