using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>A text of a definition: plain, one expression after <c>@</c>, or a text with expressions in <c>@{…}</c>.</summary>
internal sealed class Template
{
    /// <summary>Texts (string) and expressions in their order.</summary>
    private readonly List<object> _parts = [];

    /// <summary>Whether the value is that of one expression and keeps its type.</summary>
    private readonly bool _isWhole;

    private Template(string text)
    {
        if (text.Contains("@@", StringComparison.Ordinal))
        {
            throw new FormatException($"An escaped @ is not known here: {text}");
        }

        _isWhole = text.StartsWith('@') && !text.StartsWith("@{", StringComparison.Ordinal);
        if (_isWhole)
        {
            var parser = new ExpressionParser(text, 1);
            _parts.Add(parser.Read());
            if (parser.Position < text.Length)
            {
                throw new FormatException($"Nothing expected at {parser.Position} of {text}");
            }

            return;
        }

        var position = 0;
        while (text.IndexOf("@{", position, StringComparison.Ordinal) is var begin && begin >= 0)
        {
            var parser = new ExpressionParser(text, begin + 2);
            _parts.Add(text[position..begin]);
            _parts.Add(parser.Read());
            parser.Expect('}');
            position = parser.Position;
        }

        _parts.Add(text[position..]);
    }

    /// <summary>The expressions in it.</summary>
    public IEnumerable<Expression> Expressions => _parts.OfType<Expression>();

    /// <summary>Reads a text.</summary>
    /// <exception cref="FormatException">It has a form that is not known here.</exception>
    public static Template Parse(string text) => new(text);

    /// <summary>Every text within a value.</summary>
    public static IEnumerable<string> TextsIn(JsonNode? value) => value switch
    {
        JsonObject named => named.SelectMany(property => TextsIn(property.Value)),
        JsonArray list => list.SelectMany(TextsIn),
        JsonValue one when one.TryGetValue(out string? text) => [text],
        _ => [],
    };

    /// <summary>The value with every template in it evaluated.</summary>
    public static JsonNode? Evaluate(JsonNode? value, Func<Expression, JsonNode?> evaluate) => value switch
    {
        JsonObject named => new JsonObject(named.Select(property => KeyValuePair.Create(property.Key, Evaluate(property.Value, evaluate)))),
        JsonArray list => new JsonArray([.. list.Select(item => Evaluate(item, evaluate))]),
        JsonValue one when one.TryGetValue(out string? text) => Parse(text).Evaluate(evaluate),
        _ => value?.DeepClone(),
    };

    private JsonNode? Evaluate(Func<Expression, JsonNode?> evaluate) => _isWhole
        ? evaluate((Expression)_parts[0])
        : string.Concat(_parts.Select(part => part is Expression expression ? evaluate(expression)?.ToString() : (string)part));
}
