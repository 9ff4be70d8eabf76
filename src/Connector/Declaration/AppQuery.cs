namespace Connector.Declaration;

/// <summary>A value in the query of every call of an app, which the operator sets, such as the version of an API.</summary>
/// <param name="Setting">The setting's name behind the app slug, for example <c>api_version</c>.</param>
/// <param name="Name">The name in the query, for example <c>api-version</c>.</param>
/// <param name="Description">What the value is for.</param>
public sealed record AppQuery(string Setting, string Name, string Description);
