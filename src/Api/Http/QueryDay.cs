using System.Globalization;
using Connector.Declaration;
using Connector.Failures;

namespace Connector.Api.Http;

/// <summary>A day in the query.</summary>
internal static class QueryDay
{
    private const string Format = "yyyy-MM-dd";

    /// <summary>The day; null when it is left out.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400): it is none.</exception>
    public static DateOnly? Read(HttpContext context, TextParameter declared) => Parse(context.Query(declared), declared);

    /// <summary>The day of a text.</summary>
    /// <exception cref="ConnectorException"><c>bad_request</c> (400): it is none.</exception>
    public static DateOnly? Parse(string? text, TextParameter declared)
    {
        if (string.IsNullOrEmpty(text))
        {
            return null;
        }

        return DateOnly.TryParseExact(text, Format, CultureInfo.InvariantCulture, DateTimeStyles.None, out var day)
            ? day
            : throw Refused(declared, $"?{declared.Name}= must be a day, such as {declared.Example}; received \"{InputText.Shorten(text)}\".");
    }

    /// <summary>The refusal of a value of the query.</summary>
    public static ConnectorException Refused(Parameter declared, string message) =>
        ConnectorException.BadRequest(ErrorCodes.BadRequest, message, [new Problem(declared.Name, ProblemCodes.InvalidFormat, message)]);
}
