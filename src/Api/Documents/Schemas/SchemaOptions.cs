namespace Connector.Api.Documents.Schemas;

/// <summary>The list that fills a dropdown: what <c>/api/options/{app}/{list}?action=</c> is called with.</summary>
/// <param name="App">The app slug.</param>
/// <param name="List">The list's name.</param>
/// <param name="Action">The action whose parameter it fills.</param>
public sealed record SchemaOptions(string App, string List, string Action);
