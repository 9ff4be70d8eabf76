namespace Connector.Api.Documents;

/// <summary>The version of this build.</summary>
internal static class ConnectorVersion
{
    public static string Current { get; } = typeof(ConnectorVersion).Assembly.GetName().Version!.ToString(3);
}
