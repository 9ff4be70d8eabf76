using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>A text in single quotes or a number.</summary>
internal sealed record LiteralExpression(JsonNode Value) : Expression;
