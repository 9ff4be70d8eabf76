using System.Globalization;
using System.Text;
using System.Text.Json.Nodes;

namespace Connector.Api.Tests.LogicApps;

/// <summary>Reads expressions; a form that it does not know is a <see cref="FormatException"/>.</summary>
internal sealed class ExpressionParser(string text, int position)
{
    /// <summary>Where the reader is.</summary>
    public int Position { get; private set; } = position;

    private char Next => Position < text.Length ? text[Position] : '\0';

    /// <summary>Reads the longest expression from here.</summary>
    public Expression Read()
    {
        SkipSpaces();
        Expression expression = Next == '\'' ? new LiteralExpression(ReadText())
            : char.IsAsciiDigit(Next) ? new LiteralExpression(ReadNumber())
            : ReadCall();
        while (Next is '.' or '[' or '?')
        {
            expression = ReadProperty(expression);
        }

        SkipSpaces();
        return expression;
    }

    /// <summary>Goes past what must come here.</summary>
    public void Expect(char character)
    {
        if (Next != character)
        {
            throw new FormatException($"'{character}' expected at {Position} of {text}");
        }

        Position++;
    }

    private CallExpression ReadCall()
    {
        var function = ReadName();
        Expect('(');
        SkipSpaces();
        var arguments = new List<Expression>();
        while (Next != ')')
        {
            if (arguments.Count > 0)
            {
                Expect(',');
            }

            arguments.Add(Read());
        }

        Expect(')');
        return new CallExpression(function, arguments);
    }

    private PropertyExpression ReadProperty(Expression of)
    {
        if (Next == '.')
        {
            Position++;
            return new PropertyExpression(of, ReadName(), IsSafe: false);
        }

        var isSafe = Next == '?';
        Position += isSafe ? 1 : 0;
        Expect('[');
        var name = ReadText();
        Expect(']');
        return new PropertyExpression(of, name, isSafe);
    }

    private string ReadName()
    {
        var start = Position;
        while (char.IsAsciiLetter(Next))
        {
            Position++;
        }

        return Position > start ? text[start..Position] : throw new FormatException($"A name expected at {start} of {text}");
    }

    private string ReadText()
    {
        Expect('\'');
        var read = new StringBuilder();
        while (true)
        {
            if (Next == '\'')
            {
                Position++;
                if (Next != '\'')
                {
                    return read.ToString();
                }
            }

            read.Append(Position < text.Length ? Next : throw new FormatException($"A text does not end in {text}"));
            Position++;
        }
    }

    private JsonNode ReadNumber()
    {
        var start = Position;
        while (char.IsAsciiDigit(Next))
        {
            Position++;
        }

        return int.Parse(text[start..Position], CultureInfo.InvariantCulture);
    }

    private void SkipSpaces()
    {
        while (Next == ' ')
        {
            Position++;
        }
    }
}
